// Counting text the ways the Bot API counts: characters for lengths, UTF-16 code units for
// entities. Pure functions.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace agentbackend::sandbox {

bool is_valid_utf8(std::string_view) noexcept;

// REQUIRES of both: valid UTF-8.
std::size_t count_characters(std::string_view) noexcept;
std::size_t count_utf16_units(std::string_view) noexcept;

// Without the white space at its end, which Telegram does not keep.
std::string trim_end(std::string);

}  // namespace agentbackend::sandbox
