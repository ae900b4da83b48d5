#include "sandbox/unicode.hpp"

#include <algorithm>
#include <cstdint>

namespace agentbackend::sandbox {
namespace {

bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// How many bytes a character has by its first one; 0 for a byte that cannot be first.
std::size_t length_by_lead(unsigned char lead) noexcept {
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead < 0xe0) return 2;
    if (lead >= 0xe0 && lead < 0xf0) return 3;
    if (lead >= 0xf0 && lead < 0xf5) return 4;
    return 0;
}

std::uint32_t decode(std::string_view character) noexcept {
    constexpr unsigned lead_masks[] = {0x7f, 0x1f, 0x0f, 0x07};
    std::uint32_t code =
        static_cast<unsigned char>(character.front()) & lead_masks[character.size() - 1];
    for (const char c : character.substr(1))
        code = (code << 6) | (static_cast<unsigned char>(c) & 0x3fu);
    return code;
}

bool is_overlong_or_out_of_range(std::uint32_t code, std::size_t bytes) noexcept {
    constexpr std::uint32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
    return code < smallest[bytes - 1] || code > 0x10ffff || is_surrogate;
}

}  // namespace

bool is_valid_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto bytes = length_by_lead(static_cast<unsigned char>(text.front()));
        if (bytes == 0 || bytes > text.size()) return false;
        const auto character = text.substr(0, bytes);
        if (!std::all_of(character.begin() + 1, character.end(), is_continuation)) return false;
        if (is_overlong_or_out_of_range(decode(character), bytes)) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

std::size_t count_characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::size_t count_utf16_units(std::string_view text) noexcept {
    const auto outside_the_basic_plane = std::count_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xf0; });
    return count_characters(text) + static_cast<std::size_t>(outside_the_basic_plane);
}

std::string trim_end(std::string text) {
    const auto last = text.find_last_not_of(" \t\r\n\v\f");
    text.resize(last == std::string::npos ? 0 : last + 1);
    return text;
}

}  // namespace agentbackend::sandbox
