// A consistent copy of a live SQLite database, made beside the program that writes to it.

#pragma once

#include <agentbackend/error.hpp>

#include <cstdint>
#include <string>

namespace agentbackend::transfer {

struct backup_paths {
    std::string database{};
    std::string copy{};
};

struct backup_report {
    std::int64_t bytes = 0;
};

// Copies one state of the database into a file that only its owner can read (0600). It is written
// as `<copy>.partial`, opened again, checked, brought to the disk, and only then gets its name: a
// file of that name is a whole copy. An existing file is never written over.
//
// Errors carry a whole sentence as detail: what `open_sqlite_store` refuses of the database, but
// for its format, which may be an older or newer one; `store_conflict` when the copy or its
// `.partial` is there already; `store_missing_folder`, `store_read_only`, `store_full`, `store_io`
// of the copy; `store_corrupt` when the copy does not pass its check. Safe from any thread.
result<backup_report> back_up(const backup_paths&);

// Copies one state of the database, in whatever format it is, for work that will be thrown away:
// the copy is neither checked nor brought to the disk, and anybody may read it whom its folder lets
// in. What stands there of the database stays as it is, byte for byte. The same errors, but for
// those of the format. Safe from any thread.
result<void> copy_for_rehearsal(const backup_paths&);

}  // namespace agentbackend::transfer
