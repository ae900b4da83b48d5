// What somebody with the database file in their hands can do. For stories about the audit.

#pragma once

#include <agentbackend/usdt.hpp>

#include <filesystem>
#include <string_view>

namespace agentbackend::host {

// Each throws std::runtime_error when SQLite refuses.

// A consistent copy of a database that may be in use. The copy must not be there yet.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to);

// Changes the balance of the agent with this name, behind the journal's back.
void add_to_available(const std::filesystem::path& database, std::string_view agent_name, usdt);

}  // namespace agentbackend::host
