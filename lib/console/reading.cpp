#include <agentbackend/console/reading.hpp>

#include <algorithm>
#include <charconv>

#include "values/text.hpp"

namespace agentbackend::console {
namespace {

constexpr std::string_view full_width_point = "．";

// The ASCII digit for a full-width one (U+FF10 to U+FF19) at the front; else nothing.
std::optional<char> full_width_digit(std::string_view text) {
    if (!text.starts_with("\xEF\xBC") || text.size() < 3) return std::nullopt;
    const auto last = static_cast<unsigned char>(text[2]);
    if (last < 0x90 || last > 0x99) return std::nullopt;
    return static_cast<char>('0' + (last - 0x90));
}

std::string with_ascii_digits(std::string_view text) {
    std::string ascii;
    while (!text.empty()) {
        if (const auto digit = full_width_digit(text)) {
            ascii.push_back(*digit);
            text.remove_prefix(3);
        } else if (text.starts_with(full_width_point)) {
            ascii.push_back('.');
            text.remove_prefix(full_width_point.size());
        } else {
            ascii.push_back(text.front());
            text.remove_prefix(1);
        }
    }
    return ascii;
}

bool ends_with_ignoring_case(std::string_view text, std::string_view lower_case_end) {
    if (text.size() < lower_case_end.size()) return false;
    const auto end = text.substr(text.size() - lower_case_end.size());
    for (std::size_t i = 0; i < end.size(); ++i) {
        if ((end[i] | 0x20) != lower_case_end[i]) return false;
    }
    return true;
}

std::string_view without_unit(std::string_view amount) {
    for (const std::string_view unit : {"usdt", "u"}) {
        if (!ends_with_ignoring_case(amount, unit)) continue;
        amount.remove_suffix(unit.size());
        return text::trim(amount);
    }
    return amount;
}

bool is_of_a_secret(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-';
}

}  // namespace

result<usdt> read_amount(std::string_view typed) {
    const auto cleaned = text::trim(typed);
    const auto amount = usdt::parse(with_ascii_digits(without_unit(cleaned)));
    if (amount) return *amount;
    // The person is shown what they typed, not what was made of it.
    return error(amount.error()).subject(cleaned);
}

std::optional<std::int64_t> read_number(std::string_view typed) {
    const auto digits = with_ascii_digits(text::trim(typed));
    std::int64_t number = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stopped, failure] = std::from_chars(digits.data(), end, number);
    if (failure != std::errc() || stopped != end || number <= 0) return std::nullopt;
    return number;
}

result<user_id> read_user_id(std::string_view typed) {
    if (const auto number = read_number(typed)) return user_id{*number};
    return error(errc::user_id_malformed).subject(text::trim(typed));
}

std::string read_code(std::string_view typed) { return std::string(text::trim(typed)); }

std::optional<std::int64_t> bot_of_token(std::string_view text) {
    constexpr std::size_t shortest_secret = 30;
    constexpr std::size_t longest_token = 128;
    std::int64_t bot = 0;
    const auto* end = text.data() + text.size();
    const auto [colon, failed] = std::from_chars(text.data(), end, bot);
    if (failed != std::errc() || colon == end || *colon != ':' || bot <= 0) return std::nullopt;
    const std::string_view secret(colon + 1, static_cast<std::size_t>(end - colon - 1));
    const bool is_token = text.size() <= longest_token && secret.size() >= shortest_secret &&
                          std::all_of(secret.begin(), secret.end(), is_of_a_secret);
    return is_token ? std::optional(bot) : std::nullopt;
}

split_text next_word(std::string_view typed) {
    const auto cleaned = text::trim(typed);
    const auto end = text::find_blank(cleaned);
    return {cleaned.substr(0, end), text::trim(cleaned.substr(end))};
}

}  // namespace agentbackend::console
