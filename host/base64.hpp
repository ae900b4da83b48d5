// Base64 (RFC 4648, with padding), for keys in text files and bytes in JSON. Safe from any thread.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace agentbackend::host {

std::string to_base64(std::string_view bytes);

// None for anything but a whole, padded text: no blanks, no line ends.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace agentbackend::host
