#include "values/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace agentbackend::text {
namespace {

struct decoded {
    char32_t character = 0;
    std::size_t size = 0;  // zero: not UTF-8
};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The character at the front: shortest form only, no surrogates, up to U+10FFFF (RFC 3629).
decoded decode_front(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes.front());
    if (first < 0x80) return {first, 1};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes.size() < size) return {};
    char32_t character = first & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if (!is_continuation(bytes[i])) return {};
        character = (character << 6) | (static_cast<unsigned char>(bytes[i]) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < smallest[size] || character > 0x10FFFF || is_surrogate) return {};
    return {character, size};
}

bool is_blank(char32_t c) {
    return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x3000 || c == 0xFEFF;
}

bool is_control(char32_t c) {
    const bool turns_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || turns_direction;
}

// What Unicode calls default ignorable code points.
bool is_invisible(char32_t c) {
    struct range {
        char32_t first;
        char32_t last;
    };
    constexpr std::array<range, 16> all{{{0xAD, 0xAD},
                                         {0x34F, 0x34F},
                                         {0x61C, 0x61C},
                                         {0x115F, 0x1160},
                                         {0x17B4, 0x17B5},
                                         {0x180B, 0x180F},
                                         {0x200B, 0x200F},
                                         {0x202A, 0x202E},
                                         {0x2060, 0x206F},
                                         {0x3164, 0x3164},
                                         {0xFE00, 0xFE0F},
                                         {0xFEFF, 0xFEFF},
                                         {0xFFA0, 0xFFA0},
                                         {0xFFF0, 0xFFF8},
                                         {0x1D173, 0x1D17A},
                                         {0xE0000, 0xE0FFF}}};
    return std::any_of(all.begin(), all.end(),
                       [c](const range& r) { return c >= r.first && c <= r.last; });
}

}  // namespace

std::optional<std::size_t> count_characters(std::string_view bytes) {
    std::size_t count = 0;
    while (!bytes.empty()) {
        const auto front = decode_front(bytes);
        if (front.size == 0) return std::nullopt;
        bytes.remove_prefix(front.size);
        ++count;
    }
    return count;
}

std::size_t count_utf16_units(std::string_view text) noexcept {
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool goes_on = (byte & 0xC0) == 0x80;
        if (!goes_on) units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

std::string_view trim(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto front = decode_front(bytes);
        if (front.size == 0 || !is_blank(front.character)) break;
        bytes.remove_prefix(front.size);
    }
    while (!bytes.empty()) {
        std::size_t start = bytes.size() - 1;
        while (start > 0 && is_continuation(bytes[start])) --start;
        const auto back = decode_front(bytes.substr(start));
        if (back.size != bytes.size() - start || !is_blank(back.character)) break;
        bytes.remove_suffix(back.size);
    }
    return bytes;
}

std::size_t find_blank(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto front = decode_front(bytes.substr(at));
        if (front.size > 0 && is_blank(front.character)) break;
        at += std::max<std::size_t>(1, front.size);
    }
    return at;
}

std::string lower_case(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lowered;
}

std::string_view shorten(std::string_view bytes, std::size_t max_bytes) {
    if (bytes.size() <= max_bytes) return bytes;
    std::size_t end = max_bytes;
    while (end > 0 && is_continuation(bytes[end])) --end;
    return bytes.substr(0, end);
}

std::string_view first_characters(std::string_view bytes, std::size_t max_characters) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < max_characters && end < bytes.size(); ++i) {
        end += std::max<std::size_t>(1, decode_front(bytes.substr(end)).size);
    }
    return bytes.substr(0, end);
}

std::string kept_remark(std::string_view typed) {
    constexpr std::size_t max_characters = 256;
    return std::string(first_characters(trim(typed), max_characters));
}

bool has_control_characters(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto front = decode_front(bytes);
        if (front.size == 0 || is_control(front.character)) return true;
        bytes.remove_prefix(front.size);
    }
    return false;
}

bool has_invisible_characters(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto front = decode_front(bytes);
        if (is_invisible(front.character)) return true;
        bytes.remove_prefix(std::max<std::size_t>(1, front.size));
    }
    return false;
}

}  // namespace agentbackend::text
