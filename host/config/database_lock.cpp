#include "config/database_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "config/cannot_start.hpp"
#include "config/lock_holder.hpp"

namespace agentbackend::host {
namespace {

std::filesystem::path lock_path(const std::filesystem::path& database) {
    // By the file, not by the name it was called: a link leads to the same lock.
    auto path = std::filesystem::weakly_canonical(database);
    path += ".lock";
    return path;
}

file_descriptor open_lock_file(const std::filesystem::path& database) {
    const auto path = lock_path(database);
    file_descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.is_open()) {
        throw cannot_start(
            "The lock file " + path.string() +
            " cannot be made: " + std::generic_category().message(errno) +
            ". The database's folder must be there, and this user must be allowed to "
            "write in it.");
    }
    return file;
}

}  // namespace

database_lock::database_lock(const std::filesystem::path& database)
    : file_(open_lock_file(database)) {
    if (::flock(file_.number(), LOCK_EX | LOCK_NB) == 0) return;
    const auto holder = who_locks(lock_path(database));
    throw cannot_start("Another `agentbackend serve`" +
                           (holder.empty() ? "" : ", " + holder + ",") + " already runs on " +
                           database.string() +
                           ". Stop it first, or give this one a database of its own.",
                       exit_status::failure);
}

bool database_lock::is_held(const std::filesystem::path& database) {
    const file_descriptor file(::open(lock_path(database).c_str(), O_RDWR | O_CLOEXEC));
    return file.is_open() && ::flock(file.number(), LOCK_EX | LOCK_NB) != 0;
}

}  // namespace agentbackend::host
