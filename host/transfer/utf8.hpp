// Whether bytes are text. Pure; safe from any thread.

#pragma once

#include <string_view>

namespace agentbackend::transfer {

// Whether the bytes are UTF-8: shortest forms, no surrogates, up to U+10FFFF.
bool is_utf8(std::string_view);

}  // namespace agentbackend::transfer
