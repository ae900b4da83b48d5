// UTF-8 text: counting and cutting by characters, and cleaning what people type.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace agentbackend::text {

// The number of code points; none when the bytes are not UTF-8.
std::optional<std::size_t> count_characters(std::string_view);

// Of UTF-16, as platforms count what a message may have.
std::size_t count_utf16_units(std::string_view) noexcept;

// Blanks, tabs, line ends, full-width and no-break spaces off both ends.
std::string_view trim(std::string_view);

// Where the first of them is; the size when there is none. Full-width blanks separate words, too:
// Chinese input methods type them.
std::size_t find_blank(std::string_view);

// With ASCII letters in lower case.
std::string lower_case(std::string_view);

// The longest prefix of at most `max_bytes` that ends at a character boundary.
std::string_view shorten(std::string_view, std::size_t max_bytes);

// The first `max_characters` code points of it. REQUIRES: UTF-8.
std::string_view first_characters(std::string_view, std::size_t max_characters);

// What is kept of a remark that somebody typed: without the blanks around it, at most 256
// characters.
std::string kept_remark(std::string_view typed);
// Whether there is a control character (below U+0020, U+007F–U+009F), or a line or paragraph
// separator, or a character that changes the direction of what follows it.
bool has_control_characters(std::string_view);
// Whether there is a character that shows nothing of its own: a soft hyphen, a joiner, a mark of
// direction, a filler, a selector of variants, a tag. REQUIRES: UTF-8.
bool has_invisible_characters(std::string_view);

}  // namespace agentbackend::text
