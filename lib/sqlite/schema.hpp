// What the file looks like, how it is told from other files, and how old files are brought forward.

#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>

namespace agentbackend::sqlite {

// "ABKD", in the header of every file of ours.
inline constexpr std::int64_t application_id = 0x41424b44;
inline constexpr std::int64_t schema_version = 1;

// What the file says it is, read in one read transaction.
struct file_identity {
    std::int64_t application = 0;
    std::int64_t version = 0;
    bool is_empty = false;  // no table: just created, or never used
};

// Both throw `SQLite::Exception`.
file_identity identify(SQLite::Database&);
// Brings the file from whatever version it has to `schema_version`, each step in a transaction of
// its own. Safe against another process that does the same.
// REQUIRES: the file is empty, or ours and not newer.
void migrate(SQLite::Database&);

}  // namespace agentbackend::sqlite
