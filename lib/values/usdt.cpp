#include <agentbackend/usdt.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstdlib>

#include "invariant.hpp"

namespace agentbackend {
namespace {

// Products of two 64-bit numbers fit; the type throws on anything wider.
using wide = boost::multiprecision::checked_int128_t;

constexpr std::size_t decimals = 6;

bool is_in_range(const wide& micros) {
    return micros >= -usdt::max_micros && micros <= usdt::max_micros;
}

result<usdt> narrow(const wide& micros) {
    if (!is_in_range(micros)) return errc::amount_overflow;
    return usdt::from_micros(static_cast<std::int64_t>(micros));
}

bool are_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

error malformed(errc code, std::string_view text) { return error(code).subject(text); }

}  // namespace

usdt usdt::from_micros(std::int64_t micros) {
    AGENTBACKEND_INVARIANT(micros >= -max_micros && micros <= max_micros);
    return usdt(micros);
}

result<usdt> usdt::parse(std::string_view text) {
    const auto point = text.find('.');
    const auto units = text.substr(0, point);
    const auto fraction =
        point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    const bool has_empty_part =
        units.empty() || (point != std::string_view::npos && fraction.empty());
    if (has_empty_part || !are_digits(units) || !are_digits(fraction)) {
        return malformed(errc::amount_malformed, text);
    }
    if (fraction.size() > decimals) return malformed(errc::amount_too_precise, text);

    std::int64_t micros = 0;
    const auto append = [&micros](char digit) {
        micros = micros * 10 + (digit - '0');
        return micros <= max_input_micros;
    };
    for (std::size_t i = 0; i < units.size() + decimals; ++i) {
        const std::size_t place = i - units.size();
        const char digit = i < units.size()          ? units[i]
                           : place < fraction.size() ? fraction[place]
                                                     : '0';
        if (!append(digit)) {
            return malformed(errc::amount_out_of_range, text).limit(usdt(max_input_micros));
        }
    }
    return usdt(micros);
}

std::string usdt::to_string() const {
    const auto magnitude = std::abs(micros_);
    auto fraction = std::to_string(micros_per_unit + magnitude % micros_per_unit).substr(1);
    while (fraction.size() > 2 && fraction.back() == '0') fraction.pop_back();
    std::string text = is_negative() ? "-" : "";
    return text.append(std::to_string(magnitude / micros_per_unit)).append(".").append(fraction);
}

result<usdt> add(usdt a, usdt b) { return narrow(wide(a.micros()) + b.micros()); }

result<usdt> subtract(usdt minuend, usdt subtrahend) {
    return narrow(wide(minuend.micros()) - subtrahend.micros());
}

result<usdt> multiply(usdt amount, std::int64_t times) {
    return narrow(wide(amount.micros()) * times);
}

result<usdt> scale(usdt amount, ratio by) {
    AGENTBACKEND_INVARIANT(by.denominator > 0);
    const wide product = wide(amount.micros()) * by.numerator;
    wide quotient = product / by.denominator;
    if (product < 0 && quotient * by.denominator != product) --quotient;
    return narrow(quotient);
}

namespace literals {

usdt operator""_usdt(const char* text, std::size_t size) {
    const auto amount = usdt::parse({text, size});
    AGENTBACKEND_INVARIANT(amount.has_value());
    return *amount;
}

}  // namespace literals
}  // namespace agentbackend
