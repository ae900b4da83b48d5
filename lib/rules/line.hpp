// A line that somebody has typed, such as a name. Pure.

#pragma once

#include <agentbackend/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace agentbackend {

// Without the blanks around it. Error: `refusal` (subject; count and bound of characters) unless
// that is 1 to `max_characters` characters of UTF-8, none of them a control character.
result<std::string> check_line(std::string_view typed, std::size_t max_characters, errc refusal);

}  // namespace agentbackend
