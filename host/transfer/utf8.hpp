// Whether bytes are text, and text that can be shown. Pure; safe from any thread.

#pragma once

#include <string>
#include <string_view>

namespace agentbackend::transfer {

// Whether the bytes are UTF-8: shortest forms, no surrogates, up to U+10FFFF.
bool is_utf8(std::string_view);

// The bytes as a piece of one line that a terminal shows and does not obey: a control character, or
// one that turns the direction of what follows, becomes a blank, a byte that is not UTF-8 a
// question mark.
std::string printable(std::string_view);

}  // namespace agentbackend::transfer
