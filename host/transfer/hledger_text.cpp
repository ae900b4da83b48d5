#include "transfer/hledger_text.hpp"

#include <boost/locale/utf.hpp>

namespace agentbackend::transfer {
namespace {

namespace utf = boost::locale::utf;

constexpr std::string_view syntax = "%:;|\"',";

// What Unicode counts as a blank: two of them in a row end an account's name.
bool is_wide_blank(utf::code_point c) {
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_control(utf::code_point c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

void append_escaped(std::string& out, std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out.append({'%', digits[value >> 4], digits[value & 0xF]});
    }
}

// `is_special(code_point)` names what is escaped beside everything that always is.
template <class IsSpecial>
std::string escape(std::string_view text, IsSpecial is_special) {
    std::string out;
    for (auto at = text.begin(); at != text.end();) {
        const auto start = at;
        const auto c = utf::utf_traits<char>::decode(at, text.end());
        const std::string_view bytes(start, at);
        const bool is_syntax = c < 0x80 && syntax.find(static_cast<char>(c)) != syntax.npos;
        const bool is_loose_blank =
            c == ' ' && (start == text.begin() || at == text.end() || out.back() == ' ');
        if (!utf::is_valid_codepoint(c) || is_syntax || is_loose_blank || is_control(c) ||
            is_wide_blank(c) || is_special(c)) {
            append_escaped(out, bytes);
        } else {
            out += bytes;
        }
    }
    return out;
}

}  // namespace

std::string hledger_escaped(std::string_view text) {
    return escape(text, [](utf::code_point) { return false; });
}

std::string hledger_word(std::string_view text) {
    return escape(text, [](utf::code_point c) { return c == ' ' || c == '(' || c == ')'; });
}

}  // namespace agentbackend::transfer
