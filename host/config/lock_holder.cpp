#include "config/lock_holder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <sstream>

namespace agentbackend::host {
namespace {

// A line of /proc/locks: `1: POSIX  ADVISORY  WRITE 4711 08:01:131 120 120`.
struct held_lock {
    std::string number, family, strictness, kind;
    long process = 0;
    std::string file;  // major:minor:inode
};

// SQLite locks the database itself, or in WAL mode its index beside it.
std::set<std::string> inodes_of(const std::filesystem::path& path) {
    std::set<std::string> inodes;
    for (const auto* suffix : {"", "-shm"}) {
        struct stat about {};
        const auto name = path.string() + suffix;
        if (::stat(name.c_str(), &about) == 0) inodes.insert(std::to_string(about.st_ino));
    }
    return inodes;
}

std::string name_of(long process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/comm");
    std::string name;
    std::getline(file, name);
    return "process " + std::to_string(process) + (name.empty() ? "" : " (" + name + ")");
}

}  // namespace

std::string who_locks(const std::filesystem::path& path) {
    const auto inodes = inodes_of(path);
    std::ifstream locks("/proc/locks");
    std::string line;
    while (std::getline(locks, line)) {
        std::istringstream words(line);
        held_lock held;
        words >> held.number >> held.family >> held.strictness >> held.kind >> held.process >>
            held.file;
        const auto inode = held.file.substr(held.file.rfind(':') + 1);
        const bool is_ours = held.process == ::getpid();
        if (words && held.kind == "WRITE" && held.process > 0 && !is_ours &&
            inodes.contains(inode)) {
            return name_of(held.process);
        }
    }
    return {};
}

}  // namespace agentbackend::host
