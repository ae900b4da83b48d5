#include "sqlite/failure.hpp"

#include <sqlite3.h>

namespace agentbackend::sqlite {
namespace {

struct consequence {
    errc code;
    std::string_view sentence;  // goes on after the path
};

consequence consequence_of(int primary_code) {
    switch (primary_code) {
        case SQLITE_CONSTRAINT:
            return {errc::store_conflict,
                    "keeps a rule that this write would break; read the row again and decide anew"};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {errc::store_locked,
                    "is locked by another process; wait for it or stop it, then try again"};
        case SQLITE_FULL:
            return {errc::store_full, "is on a full disk; free some space, then try again"};
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return {errc::store_read_only,
                    "cannot be written; give this process's account write access to the file and "
                    "to its folder"};
        case SQLITE_CORRUPT:
            return {errc::store_corrupt,
                    "is damaged; restore a backup, and look at the disk before going on"};
        case SQLITE_NOTADB:
            return {errc::store_not_a_database,
                    "is not an SQLite database; name another file, or move this one away"};
        default:
            return {errc::store_io,
                    "could not be read or written; look at the disk and the system's log"};
    }
}

}  // namespace

int primary_code(const failure& failure) noexcept { return failure.code & 0xff; }

error to_error(const failure& failure, const std::string& path) {
    const auto [code, sentence] = consequence_of(primary_code(failure));
    return file_error(code, path,
                      std::string(sentence) + " (SQLite " + std::to_string(failure.code) + ": " +
                          failure.message + ")");
}

error file_error(errc code, const std::string& path, std::string_view what_is_wrong) {
    return error(code).subject(path).detail(path + " " + std::string(what_is_wrong));
}

}  // namespace agentbackend::sqlite
