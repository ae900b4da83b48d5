// Amounts of USDT: exact, six decimals, a 64-bit count of micro-USDT. No floating point comes near
// money. Values; safe from any thread.

#pragma once

#include <agentbackend/error.hpp>
#include <agentbackend/export.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {

// An amount or a balance, within ±4 × 10¹² USDT, so that the sum of any two is representable.
class usdt {
public:
    // Micro-USDT in one USDT, in the largest balance, in the largest amount that may be typed.
    static constexpr std::int64_t micros_per_unit = 1'000'000;
    static constexpr std::int64_t max_micros = 4'000'000'000'000 * micros_per_unit;
    static constexpr std::int64_t max_input_micros = 1'000'000'000 * micros_per_unit;

    // Zero.
    constexpr usdt() noexcept = default;

    // REQUIRES: within the range of the class; checked, also in release builds.
    static usdt from_micros(std::int64_t micros);
    // Whole USDT.
    static constexpr usdt from_units(std::int32_t units) noexcept {
        return usdt(std::int64_t{units} * micros_per_unit);
    }

    // Reads `digits [ '.' 1–6 digits ]`: ASCII only, no sign, exponent or blank.
    //
    // Errors: `amount_malformed`; `amount_too_precise` for more than six decimals;
    // `amount_out_of_range` above 10⁹ USDT.
    static result<usdt> parse(std::string_view text);

    // The count of micro-USDT, and questions about it.
    constexpr std::int64_t micros() const noexcept { return micros_; }
    constexpr bool is_zero() const noexcept { return micros_ == 0; }
    constexpr bool is_negative() const noexcept { return micros_ < 0; }

    // At least two decimals, at most six, no zeros past the second: `0.05`, `10.00`, `-0.004`.
    std::string to_string() const;

    // Always representable: the range is symmetric.
    constexpr usdt operator-() const noexcept { return usdt(-micros_); }
    friend constexpr auto operator<=>(usdt, usdt) noexcept = default;

private:
    constexpr explicit usdt(std::int64_t micros) noexcept : micros_(micros) {}
    std::int64_t micros_ = 0;
};

// Errors: `amount_overflow` when the exact result leaves the range of `usdt`.
result<usdt> add(usdt, usdt);
result<usdt> subtract(usdt minuend, usdt subtrahend);
result<usdt> multiply(usdt, std::int64_t times);

// A share, such as {5, 100} for five per cent.
struct ratio {
    std::int64_t numerator;    // may be negative
    std::int64_t denominator;  // REQUIRES: above zero; checked, also in release builds
};

// `amount` × `numerator` / `denominator`, rounded down to a micro-USDT. For percentage pricing.
// Error: `amount_overflow`.
result<usdt> scale(usdt amount, ratio by);

namespace literals {
// "10.05"_usdt; ends the process when malformed, so it is for constants in code and tests.
usdt operator""_usdt(const char* text, std::size_t size);
}  // namespace literals

}  // namespace agentbackend
