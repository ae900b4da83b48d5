// The built-in store: one SQLite file in WAL mode, every commit synced to disk
// (`synchronous=FULL`).
//
// Link `agentbackend::sqlite`. The header shows nothing of SQLite.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/store.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace AGENTBACKEND_PUBLIC agentbackend {

// How a file is opened.
struct sqlite_options {
    // Who may write.
    enum class access {
        read_write,  // creates the file and migrates it forward
        read_only,   // never creates, never migrates; for `verify` beside a running host
    };
    access mode = access::read_write;  // for as long as the store lives
    // How long to wait for another process's lock before `store_locked`.
    std::chrono::milliseconds busy_timeout{5'000};
    // The name of a registered SQLite VFS; empty: the default one. The seam for disk faults.
    std::string vfs{};
};

// The path is a file's name as it stands, never a URI, and of an ordinary file.
//
// Errors, each with a sentence's worth of facts (subject: the path): `store_missing_folder`;
// `store_not_a_database`; `store_not_ours` (another program's SQLite file, or an empty one that is
// to be read); `store_newer` (count: the file's version, count_limit: ours); `store_read_only`,
// also of an older version that is to be read (with the same counts), and of a file that is to be
// written but has a second name: a hard link, whose write-ahead log would be another;
// `store_locked`; `store_io`; `store_full`; `store_corrupt`.
result<std::unique_ptr<store>> open_sqlite_store(const std::string& path,
                                                 const sqlite_options& = {});

}  // namespace agentbackend
