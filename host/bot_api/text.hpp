// UTF-8 text with a limit on its bytes.

#pragma once

#include <cstddef>
#include <string_view>

namespace agentbackend::bot_api {

// The longest beginning of at most `limit` bytes that does not end inside a character.
constexpr std::string_view cut_to_bytes(std::string_view text, std::size_t limit) noexcept {
    if (text.size() <= limit) return text;
    const auto is_continuation = [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
    };
    while (limit > 0 && is_continuation(text[limit])) --limit;
    return text.substr(0, limit);
}

}  // namespace agentbackend::bot_api
