#include "bot_api/bot_token.hpp"

#include <algorithm>
#include <cstddef>

namespace agentbackend::bot_api {
namespace {

constexpr std::size_t longest_token = 128;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_secret_character(char c) noexcept {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

}  // namespace

bool bot_token::is_well_formed() const noexcept {
    if (text_.size() > longest_token) return false;
    const auto colon = std::find(text_.begin(), text_.end(), ':');
    if (colon == text_.begin() || colon == text_.end() || colon + 1 == text_.end()) return false;
    return std::all_of(text_.begin(), colon, is_digit) &&
           std::all_of(colon + 1, text_.end(), is_secret_character);
}

}  // namespace agentbackend::bot_api
