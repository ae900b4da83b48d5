#include "transfer/backup.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

namespace agentbackend::transfer {
namespace {

constexpr int busy_timeout_ms = 5'000;

error failed(errc code, const std::string& path, const std::string& sentence) {
    return error(code).subject(path).detail(sentence);
}

error system_failure(const std::string& path, int number) {
    const auto reason = std::generic_category().message(number);
    switch (number) {
        case EEXIST:
            return failed(errc::store_conflict, path,
                          path +
                              " is there already. Name another file, or move this one away; if "
                              "it ends in .partial and no backup is running, remove it.");
        case ENOENT:
        case ENOTDIR:
            return failed(errc::store_missing_folder, path,
                          "The folder of " + path + " does not exist. Make it, or name another.");
        case EACCES:
        case EPERM:
        case EROFS:
            return failed(errc::store_read_only, path,
                          path + " cannot be written (" + reason +
                              "). Give this account the right to write in the folder, or name "
                              "another.");
        case ENOSPC:
        case EDQUOT:
            return failed(errc::store_full, path,
                          "The disk of " + path + " is full. Free some space, or name another.");
        default:
            return failed(errc::store_io, path,
                          path + " could not be written (" + reason + "). Look at the disk.");
    }
}

error sqlite_failure(const std::string& path, const SQLite::Exception& thrown) {
    switch (thrown.getErrorCode()) {
        case SQLITE_FULL: return system_failure(path, ENOSPC);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return failed(errc::store_locked, path,
                          "The database is locked by another program. Try again when it is done.");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return failed(errc::store_corrupt, path,
                          path + " is damaged (" + thrown.what() +
                              "). Keep the copies you have, and run agentbackend verify.");
        default:
            return failed(
                errc::store_io, path,
                path + " could not be written (" + thrown.what() + "). Look at the disk.");
    }
}

// A file that is being written, and goes again unless it is kept.
class partial_file {
public:
    static result<partial_file> create(const std::string& path) {
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) return system_failure(path, errno);
        ::close(file);
        return partial_file(path);
    }
    partial_file(partial_file&& other) noexcept : path_(std::move(other.path_)) {
        other.path_.clear();
    }
    partial_file& operator=(partial_file&&) = delete;
    ~partial_file() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }

    const std::string& path() const noexcept { return path_; }

    // Gives it its name. Never in the place of another file.
    result<void> keep_as(const std::string& name) {
        if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE) == 0) {
            path_.clear();
            return success();
        }
        // Network file systems do not know that flag, but have links: a second name, and the first
        // goes with this object.
        const bool is_unknown = errno == EINVAL || errno == ENOSYS;
        if (is_unknown && ::link(path_.c_str(), name.c_str()) == 0) return success();
        return system_failure(name, errno);
    }

private:
    explicit partial_file(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

// Waits until a file, or a folder's list of files, is on the disk.
result<void> sync(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return system_failure(path, errno);
    const int outcome = ::fsync(file);
    const int number = errno;
    ::close(file);
    if (outcome != 0) return system_failure(path, number);
    return success();
}

// Which program and which format a file belongs to.
struct identity {
    std::int64_t application = 0;
    std::int64_t version = 0;
    friend bool operator==(const identity&, const identity&) = default;
};

identity identity_of(SQLite::Database& database) {
    return {.application = database.execAndGet("PRAGMA application_id").getInt64(),
            .version = database.execAndGet("PRAGMA user_version").getInt64()};
}

// Reads one state, however long it takes, beside a writer.
result<identity> copy_into(const std::string& database, const std::string& copy) {
    try {
        SQLite::Database from(database, SQLite::OPEN_READONLY, busy_timeout_ms);
        const auto which = identity_of(from);
        SQLite::Statement copying(from, "VACUUM INTO ?");
        copying.bindNoCopy(1, copy);
        copying.exec();
        return which;
    } catch (const SQLite::Exception& thrown) {
        return sqlite_failure(copy, thrown);
    }
}

result<void> check(const std::string& copy, const identity& expected) {
    try {
        SQLite::Database made(copy, SQLite::OPEN_READONLY);
        const std::string found = made.execAndGet("PRAGMA quick_check(1)").getString();
        if (found == "ok" && identity_of(made) == expected) return success();
        return failed(errc::store_corrupt, copy,
                      "The copy does not pass its check (" + found +
                          "), and was removed. Look at the disk, and try again.");
    } catch (const SQLite::Exception& thrown) {
        return sqlite_failure(copy, thrown);
    }
}

// Whether it is a database of ours, in a format that is known here; with a sentence when not.
result<void> check_source(const std::string& database) {
    AGENTBACKEND_TRY(open_sqlite_store(database, {.mode = sqlite_options::access::read_only}));
    return success();
}

}  // namespace

result<backup_report> back_up(const backup_paths& paths) {
    namespace fs = std::filesystem;
    AGENTBACKEND_TRY(check_source(paths.database));
    std::error_code ignored;
    if (fs::symlink_status(paths.copy, ignored).type() != fs::file_type::not_found) {
        return system_failure(paths.copy, EEXIST);
    }
    AGENTBACKEND_ASSIGN(auto partial, partial_file::create(paths.copy + ".partial"));
    AGENTBACKEND_ASSIGN(const auto which, copy_into(paths.database, partial.path()));
    AGENTBACKEND_TRY(check(partial.path(), which));
    AGENTBACKEND_TRY(sync(partial.path()));
    AGENTBACKEND_TRY(partial.keep_as(paths.copy));
    const auto folder = fs::path(paths.copy).parent_path();
    AGENTBACKEND_TRY(sync(folder.empty() ? "." : folder.string()));
    return backup_report{static_cast<std::int64_t>(fs::file_size(paths.copy, ignored))};
}

}  // namespace agentbackend::transfer
