#include "sqlite/connection.hpp"
#include "sqlite/schema.hpp"

#include <sqlite3.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace agentbackend::sqlite {
namespace {

int access_for(purpose why) {
    switch (why) {
        case purpose::founding: return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
        case purpose::writing: return SQLite::OPEN_READWRITE;
        case purpose::reading: break;
    }
    return SQLite::OPEN_READONLY;
}

// One thread at a time uses a connection, so SQLite needs no lock of its own.
int flags_for(purpose why) { return access_for(why) | SQLite::OPEN_NOMUTEX; }

// `file:` at the beginning, or `:memory:`, would mean something else to SQLite than to the system.
std::string plain_name(const location& where) {
    return (std::filesystem::path(".") / where.path).string();
}

// What SQLite would open, and should not: a pipe, whose other end it waits for; a device, which it
// takes for an empty file; one file of several names, each with a write-ahead log of its own, in
// which whoever opened another name misses what was committed.
result<void> check_file(const location& where, purpose why) {
    if (where.path.empty()) {
        return file_error(errc::store_not_a_database, "\"\"", "is no name of a file; give one");
    }
    struct stat about {};
    if (::stat(where.path.c_str(), &about) != 0)
        return success();  // not there yet, or out of reach
    if (S_ISDIR(about.st_mode)) {
        return file_error(errc::store_not_a_database, where.path, "is a folder; name a file in it");
    }
    if (!S_ISREG(about.st_mode)) {
        return file_error(errc::store_not_a_database, where.path,
                          "is a pipe or a device; name an ordinary file");
    }
    if (why == purpose::founding && about.st_nlink > 1) {
        return file_error(errc::store_read_only, where.path,
                          "has " + std::to_string(about.st_nlink) +
                              " names (hard links), and is not written: what is committed under "
                              "one is lost to who opens another; keep the name it was used by, "
                              "remove the others (`find -samefile` lists them)");
    }
    return success();
}

// A volume may have been unmounted, the file moved. An empty shop in its place would answer as if
// nobody had ever bought anything; and opening an empty file deletes the log beside it.
result<void> require_content(const location& where) {
    std::error_code missing;
    if (std::filesystem::file_size(where.path, missing) > 0 && !missing) return success();
    return file_error(errc::store_io, where.path,
                      "is gone, and was there when this program opened it; put it back");
}

// Why a file cannot be opened, which SQLite does not say.
error why_not_opened(const failure& failure, const location& where, purpose why) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path path(where.path);
    const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, ignored)) {
        return file_error(errc::store_missing_folder, where.path,
                          "is in a folder that does not exist; create the folder, or name another");
    }
    const bool exists = fs::exists(path, ignored);
    if (why == purpose::reading && !exists) {
        return file_error(errc::store_io, where.path,
                          "does not exist, and reading creates nothing; name another file");
    }
    if (why == purpose::reading) {
        return file_error(errc::store_read_only, where.path,
                          "cannot be read by this process's account: it needs the right to read "
                          "the file and to write in its folder, where readers and the writer meet");
    }
    if (::access((exists ? path : folder).c_str(), W_OK) != 0) {
        return file_error(errc::store_read_only, where.path,
                          "cannot be written; give this process's account write access to the "
                          "file and to its folder");
    }
    return to_error(failure, where.path);
}

error why_not_opened(const SQLite::Exception& thrown, const location& where, purpose why) {
    const auto failure = failure_of(thrown);
    if (primary_code(failure) == SQLITE_CANTOPEN) return why_not_opened(failure, where, why);
    return to_error(failure, where.path);
}

bool is_new(const file_identity& file) {
    return file.is_empty && file.application == 0 && file.version == 0;
}

result<void> check_identity(const file_identity& file, const location& where, purpose why) {
    if (is_new(file)) {
        if (why == purpose::founding) return success();
        return file_error(errc::store_not_ours, where.path,
                          "is empty; start the program that owns it once, which fills it");
    }
    if (file.application != application_id) {
        return file_error(errc::store_not_ours, where.path,
                          "is another program's database; name another file");
    }
    if (file.version < 0) {
        return file_error(errc::store_corrupt, where.path,
                          "says that its format is " + std::to_string(file.version) +
                              ", which no version of this program writes; restore a backup");
    }
    if (file.version > schema_version) {
        return file_error(errc::store_newer, where.path,
                          "was written by a newer version of this program; install that version, "
                          "or restore a backup from before")
            .count(file.version, schema_version);
    }
    if (why == purpose::reading && file.version < schema_version) {
        return file_error(errc::store_read_only, where.path,
                          "was written by an older version of this program, and reading changes "
                          "nothing; open it for writing once, which brings it forward")
            .count(file.version, schema_version);
    }
    return success();
}

// A process that ended between writing to the log and syncing it leaves commits that are there to
// read, but would not survive a power cut. Whoever asks again for one of them is told that it is
// done, so it has to be. Syncing the log needs no room, and no reader can be in its way; what a
// checkpoint copies besides does not depend on the log's entry in its folder.
result<void> sync_what_was_found(SQLite::Database& database, const location& where) {
    database.execAndGet("SELECT count(*) FROM sqlite_schema");  // a question opens the log
    sqlite3_file* log = nullptr;
    const auto found = sqlite3_file_control(database.getHandle(), "main",
                                            SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
    if (found != SQLITE_OK || log == nullptr || log->pMethods == nullptr) {
        return file_error(errc::store_io, where.path, "has no write-ahead log that can be synced");
    }
    const auto synced = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    if (synced != SQLITE_OK) return to_error({synced, sqlite3_errstr(synced)}, where.path);
    sqlite3_wal_checkpoint_v2(database.getHandle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr,
                              nullptr);
    return success();
}

result<void> set_up_for_writing(SQLite::Database& database, const file_identity& file,
                                const location& where) {
    if (sqlite3_db_readonly(database.getHandle(), "main") != 0) {
        return file_error(errc::store_read_only, where.path,
                          "cannot be written; give this process's account write access to the "
                          "file and to its folder");
    }
    if (database.execAndGet("PRAGMA journal_mode = WAL").getString() != "wal") {
        return file_error(errc::store_io, where.path,
                          "is where no write-ahead log can be kept; name a file on a local disk");
    }
    database.exec("PRAGMA synchronous = FULL");
    database.exec("PRAGMA foreign_keys = ON");
    if (file.version < schema_version) migrate(database);
    return sync_what_was_found(database, where);
}

}  // namespace

result<SQLite::Database> open_database(const location& where, purpose why) {
    AGENTBACKEND_TRY(check_file(where, why));
    if (why == purpose::writing) AGENTBACKEND_TRY(require_content(where));
    try {
        SQLite::Database database(plain_name(where), flags_for(why),
                                  static_cast<int>(where.busy_timeout.count()), where.vfs);
        // Before anything is changed: the file may be somebody else's.
        const auto file = identify(database);
        AGENTBACKEND_TRY(check_identity(file, where, why));
        if (why != purpose::reading) {
            AGENTBACKEND_TRY(set_up_for_writing(database, file, where));
        }
        return database;
    } catch (const SQLite::Exception& thrown) {
        return why_not_opened(thrown, where, why);
    }
}

}  // namespace agentbackend::sqlite
