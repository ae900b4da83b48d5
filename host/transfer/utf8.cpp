#include "transfer/utf8.hpp"

#include <boost/locale/utf.hpp>

namespace agentbackend::transfer {
namespace {

bool is_obeyed(char32_t c) {
    const bool ends_a_line = c == 0x2028 || c == 0x2029;
    const bool turns_direction = c == 0x61C || c == 0x200E || c == 0x200F ||
                                 (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || ends_a_line || turns_direction;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    namespace utf = boost::locale::utf;
    for (auto at = bytes.begin(); at != bytes.end();) {
        if (!utf::is_valid_codepoint(utf::utf_traits<char>::decode(at, bytes.end()))) return false;
    }
    return true;
}

std::string printable(std::string_view bytes) {
    namespace utf = boost::locale::utf;
    std::string shown;
    for (auto at = bytes.begin(); at != bytes.end();) {
        const auto start = at;
        const auto character = utf::utf_traits<char>::decode(at, bytes.end());
        if (!utf::is_valid_codepoint(character)) {
            shown += '?';
            at = start + 1;
        } else if (is_obeyed(character)) {
            shown += ' ';
        } else {
            shown.append(start, at);
        }
    }
    return shown;
}

}  // namespace agentbackend::transfer
