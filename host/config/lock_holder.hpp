// Which process keeps a file locked, as far as this system tells.
//
// Safe from any thread.

#pragma once

#include <filesystem>
#include <string>

namespace agentbackend::host {

// As in `process 4711 (sqlite3)`; empty when it cannot be known. Of an SQLite database: who writes.
std::string who_locks(const std::filesystem::path&);

}  // namespace agentbackend::host
