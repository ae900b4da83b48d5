// Keeps a second `serve` away from a database. Readers such as `verify` take no part in it.

#pragma once

#include <filesystem>

#include "file_descriptor.hpp"

namespace agentbackend::host {

// Holds a lock on `<database>.lock`, which the operating system takes back when the process ends,
// however it ends. The file itself stays.
class database_lock {
public:
    // Throws cannot_start when another process holds it, or the file cannot be made.
    explicit database_lock(const std::filesystem::path& database);

    // Whether a process holds it now. Makes no file.
    static bool is_held(const std::filesystem::path& database);

private:
    file_descriptor file_;
};

}  // namespace agentbackend::host
