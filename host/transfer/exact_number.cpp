#include "transfer/exact_number.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

namespace agentbackend::transfer {
namespace {

// Beyond it, no exponent brings a number of any length back into 64 bits.
constexpr std::int64_t largest_exponent = 10'000'000;
// Ten to this power is the first that 64 bits without a sign cannot hold.
constexpr std::int64_t most_digits = 19;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes the digits off the front.
std::string_view take_digits(std::string_view& text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

// −1 or 1; takes a sign off the front.
int take_sign(std::string_view& text) {
    if (text.empty() || (text.front() != '-' && text.front() != '+')) return 1;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    return sign;
}

// What follows the digits: nothing, or `e` and a number. None when it is anything else.
std::optional<std::int64_t> read_exponent(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
    text.remove_prefix(1);
    const int sign = take_sign(text);
    const auto digits = take_digits(text);
    if (digits.empty() || !text.empty()) return std::nullopt;
    std::int64_t value = 0;
    for (const char digit : digits) {
        value = std::min(value * 10 + (digit - '0'), largest_exponent);
    }
    return sign * value;
}

// `digits` × 10^`exponent`, none when it needs more than 64 bits.
// REQUIRES: no zeros at the front; exponent ≥ 0.
std::optional<std::int64_t> raise(std::string_view digits, std::int64_t exponent) {
    if (static_cast<std::int64_t>(digits.size()) + exponent > most_digits) return std::nullopt;
    std::uint64_t value = 0;
    for (const char digit : digits) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    for (; exponent > 0; --exponent) value *= 10;
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(value);
}

}  // namespace

result<std::int64_t> parse_exact(std::string_view text, int decimals) {
    auto rest = text;
    const int sign = take_sign(rest);
    const auto units = take_digits(rest);
    std::string_view fraction;
    const bool has_point = rest.starts_with('.');
    if (has_point) {
        rest.remove_prefix(1);
        fraction = take_digits(rest);
    }
    auto exponent = read_exponent(rest);
    if (units.empty() || (has_point && fraction.empty()) || !exponent) {
        return error(errc::amount_malformed).subject(text);
    }

    auto digits = std::string(units).append(fraction);
    *exponent += decimals - static_cast<std::int64_t>(fraction.size());
    digits.erase(0, digits.find_first_not_of('0'));
    if (digits.empty()) return std::int64_t{0};
    const auto significant = digits.find_last_not_of('0') + 1;
    *exponent += static_cast<std::int64_t>(digits.size() - significant);
    digits.resize(significant);

    if (*exponent < 0) return error(errc::amount_too_precise).subject(text);
    const auto magnitude = raise(digits, *exponent);
    if (!magnitude) return error(errc::amount_out_of_range).subject(text);
    return sign * *magnitude;
}

}  // namespace agentbackend::transfer
