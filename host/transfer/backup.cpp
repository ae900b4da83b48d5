#include "transfer/backup.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "transfer/partial_file.hpp"

namespace agentbackend::transfer {
namespace {

constexpr int busy_timeout_ms = 5'000;

error failed(errc code, const std::string& path, const std::string& sentence) {
    return error(code).subject(path).detail(sentence);
}

error sqlite_failure(const std::string& path, const SQLite::Exception& thrown) {
    switch (thrown.getErrorCode()) {
        case SQLITE_FULL: return file_failure(path, ENOSPC);
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

// `file:` at the beginning would mean something else to SQLite than to the system.
std::string plain_name(const std::string& path) {
    return (std::filesystem::path(".") / path).string();
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
result<identity> copy_into(const backup_paths& paths, int access) {
    try {
        SQLite::Database from(plain_name(paths.database), access, busy_timeout_ms);
        const auto which = identity_of(from);
        SQLite::Statement copying(from, "VACUUM INTO ?");
        copying.bind(1, plain_name(paths.copy));
        copying.exec();
        return which;
    } catch (const SQLite::Exception& thrown) {
        switch (thrown.getErrorCode()) {
            case SQLITE_NOTADB:
                return failed(errc::store_not_a_database, paths.database,
                              paths.database +
                                  " is not an SQLite database. Choose another file with "
                                  "--database.");
            case SQLITE_CANTOPEN:
                return failed(errc::store_read_only, paths.database,
                              "The database " + paths.database +
                                  " cannot be opened. This account needs the right to read the "
                                  "file and to write in its folder.");
            // Damage is in what was read: the copy is new.
            case SQLITE_CORRUPT: return sqlite_failure(paths.database, thrown);
            default: return sqlite_failure(paths.copy, thrown);
        }
    }
}

// A connection that may write takes away, when it is the last, what SQLite lays beside a database
// while it is open; one that may not leaves it there. But the former also writes what stands in a
// log into the database.
int access_without_a_trace(const std::string& database) {
    std::error_code is_missing;
    const auto log_bytes = std::filesystem::file_size(database + "-wal", is_missing);
    return is_missing || log_bytes == 0 ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
}

result<void> check(const std::string& copy, const identity& expected) {
    try {
        SQLite::Database made(plain_name(copy), SQLite::OPEN_READONLY);
        const std::string found = made.execAndGet("PRAGMA quick_check(1)").getString();
        if (found == "ok" && identity_of(made) == expected) return success();
        return failed(errc::store_corrupt, copy,
                      "The copy does not pass its check (" + found +
                          "), and was removed. Look at the disk, and try again.");
    } catch (const SQLite::Exception& thrown) {
        return sqlite_failure(copy, thrown);
    }
}

// Whether it is a database of ours, with a sentence when not. Its format may be another: a copy is
// wanted most before a newer program brings an old one forward.
result<void> check_source(const std::string& database) {
    const auto opened = open_sqlite_store(database, {.mode = sqlite_options::access::read_only});
    const bool is_sound = opened || opened.error().facts().count_limit.has_value();
    return is_sound ? success() : result<void>(opened.error());
}

}  // namespace

result<backup_report> back_up(const backup_paths& paths) {
    AGENTBACKEND_TRY(check_source(paths.database));
    AGENTBACKEND_ASSIGN(auto partial, partial_file::create(paths.copy));
    AGENTBACKEND_ASSIGN(
        const auto which,
        copy_into({.database = paths.database, .copy = partial.path()}, SQLite::OPEN_READONLY));
    AGENTBACKEND_TRY(check(partial.path(), which));
    AGENTBACKEND_TRY(partial.keep());
    std::error_code ignored;
    return backup_report{
        static_cast<std::int64_t>(std::filesystem::file_size(paths.copy, ignored))};
}

result<void> copy_for_rehearsal(const backup_paths& paths) {
    AGENTBACKEND_TRY(copy_into(paths, access_without_a_trace(paths.database)));
    return success();
}

}  // namespace agentbackend::transfer
