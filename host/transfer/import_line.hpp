// One line of an export to a row. Pure; safe from any thread.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "transfer/import_rows.hpp"

namespace agentbackend::transfer {

// Longer lines are refused before they are parsed.
inline constexpr std::size_t max_import_line_bytes = std::size_t{1'024} * 1'024;

struct import_line {
    // None, when the complaint says why.
    std::variant<std::monostate, agent_row, withdrawal_row> row{};
    std::string complaint{};           // a sentence
    std::vector<std::string> notes{};  // sentences about what was read with a guess
};

// A document with a `request_id` is a withdrawal, one with an `agent_id` alone an agent.
import_line read_import_line(std::string_view);

}  // namespace agentbackend::transfer
