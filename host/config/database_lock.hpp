// Keeps a second `serve` away from a database. Readers such as `verify` take no part in it.

#pragma once

#include <filesystem>

#include "file_descriptor.hpp"

namespace agentbackend::host {

// Holds two locks, which the operating system takes back when the process ends, however it ends: on
// `<database>.lock`, which stays, and on the database itself, which finds whoever comes by another
// name of it.
//
// Has to be there before the process opens the database, and until it has closed it: a process that
// closes one descriptor of a file gives back all that SQLite has locked through others.
class database_lock {
public:
    // Makes both files, if need be. Throws cannot_start when another process holds it, or the lock
    // file cannot be made.
    explicit database_lock(const std::filesystem::path& database);

    // Whether a process holds it now. Makes no file. REQUIRES: this process has not opened it.
    static bool is_held(const std::filesystem::path& database);

private:
    file_descriptor file_;
    file_descriptor database_;
};

}  // namespace agentbackend::host
