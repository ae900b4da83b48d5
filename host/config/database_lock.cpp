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

// What cannot be opened is for the store to refuse, in its own words.
file_descriptor open_database_file(const std::filesystem::path& database) {
    constexpr mode_t as_sqlite_makes_it = 0644;
    return file_descriptor(
        ::open(database.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, as_sqlite_makes_it));
}

bool takes_name(const file_descriptor& lock_file) {
    return ::flock(lock_file.number(), LOCK_EX | LOCK_NB) == 0;
}

// A byte where neither SQLite's locks nor its pages are, so that nobody's way is barred on file
// systems whose locks bar reading. False when another process has it; a system without such locks
// has none of SQLite's either, which says so.
bool takes_file(const file_descriptor& database) {
    struct flock one_byte {};
    one_byte.l_type = F_WRLCK;
    one_byte.l_whence = SEEK_SET;
    one_byte.l_start = off_t{1} << 62;
    one_byte.l_len = 1;
    if (::fcntl(database.number(), F_OFD_SETLK, &one_byte) == 0) return true;
    return errno != EAGAIN && errno != EACCES;
}

}  // namespace

database_lock::database_lock(const std::filesystem::path& database)
    : file_(open_lock_file(database)), database_(open_database_file(database)) {
    if (takes_name(file_) && takes_file(database_)) return;
    const auto holder = who_locks(lock_path(database));
    throw cannot_start("Another `agentbackend serve`" +
                           (holder.empty() ? "" : ", " + holder + ",") + " already runs on " +
                           database.string() +
                           ". Stop it first, or give this one a database of its own.",
                       exit_status::failure);
}

bool database_lock::is_held(const std::filesystem::path& database) {
    const file_descriptor name(::open(lock_path(database).c_str(), O_RDWR | O_CLOEXEC));
    const file_descriptor file(::open(database.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK));
    return (name.is_open() && !takes_name(name)) || (file.is_open() && !takes_file(file));
}

}  // namespace agentbackend::host
