#include "sqlite/connection.hpp"
#include "sqlite/schema.hpp"

#include <sqlite3.h>

#include <unistd.h>

#include <filesystem>
#include <system_error>

namespace agentbackend::sqlite {
namespace {

int flags_for(purpose why) {
    // One thread at a time uses a connection, so SQLite needs no lock of its own.
    const int access = why == purpose::writing ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE
                                               : SQLite::OPEN_READONLY;
    return access | SQLite::OPEN_NOMUTEX;
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
    if (fs::is_directory(path, ignored)) {
        return file_error(errc::store_not_a_database, where.path, "is a folder; name a file in it");
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
        if (why == purpose::writing) return success();
        return file_error(errc::store_not_ours, where.path,
                          "is empty; start the program that owns it once, which fills it");
    }
    if (file.application != application_id) {
        return file_error(errc::store_not_ours, where.path,
                          "is another program's database; name another file");
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
                          "nothing; open it for writing once, which brings it forward");
    }
    return success();
}

// A process that ended between writing to the log and syncing it leaves commits that are there to
// read, but would not survive a power cut. Whoever asks again for one of them is told that it is
// done, so it has to be: a checkpoint syncs the log before anything else. A reader can keep it from
// that; then a commit of what is there already, whose sync is the whole log's.
void sync_what_was_found(SQLite::Database& database) {
    SQLite::Statement checkpoint(database, "PRAGMA wal_checkpoint(PASSIVE)");
    checkpoint.executeStep();
    const bool is_hindered = checkpoint.getColumn(0).getInt() != 0;
    const auto in_log = checkpoint.getColumn(1).getInt();
    const auto copied = checkpoint.getColumn(2).getInt();
    checkpoint.reset();
    if (!is_hindered && copied == in_log) return;
    database.exec("PRAGMA user_version = " + std::to_string(schema_version));
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
    sync_what_was_found(database);
    return success();
}

}  // namespace

result<SQLite::Database> open_database(const location& where, purpose why) {
    try {
        SQLite::Database database(where.path, flags_for(why),
                                  static_cast<int>(where.busy_timeout.count()), where.vfs);
        // Before anything is changed: the file may be somebody else's.
        const auto file = identify(database);
        AGENTBACKEND_TRY(check_identity(file, where, why));
        if (why == purpose::writing) {
            AGENTBACKEND_TRY(set_up_for_writing(database, file, where));
        }
        return database;
    } catch (const SQLite::Exception& thrown) {
        return why_not_opened(thrown, where, why);
    }
}

}  // namespace agentbackend::sqlite
