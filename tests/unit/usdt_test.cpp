// Amounts: what may be typed, how it is shown, and that no micro-USDT is ever lost or made.

#include "unit/support/expect.hpp"

#include <agentbackend/usdt.hpp>

#include <gtest/gtest.h>
#include <boost/multiprecision/cpp_int.hpp>

#include <limits>
#include <random>
#include <string>

namespace agentbackend {
namespace {

using namespace literals;
using boost::multiprecision::cpp_int;

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

usdt largest() { return usdt::from_micros(usdt::max_micros); }
usdt one_micro() { return usdt::from_micros(1); }

TEST(usdt_parse, reads_digits_and_one_point) {
    const struct {
        const char* typed;
        std::int64_t micros;
    } table[] = {
        {"0", 0},
        {"0.0", 0},
        {"50", 50'000'000},
        {"007.50", 7'500'000},
        {"0.05", 50'000},
        {"10.05", 10'050'000},
        {"0.004", 4'000},
        {"0.000001", 1},
        {"1.100000", 1'100'000},
        {"999999999.999999", 999'999'999'999'999},
        {"1000000000", usdt::max_input_micros},
        {"1000000000.000000", usdt::max_input_micros},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.typed);
        const auto parsed = usdt::parse(row.typed);
        ASSERT_OK(parsed);
        EXPECT_EQ(parsed->micros(), row.micros);
    }
}

TEST(usdt_parse, refuses_everything_else_and_says_why) {
    const struct {
        std::string typed;
        errc why;
    } table[] = {
        {"", errc::amount_malformed},
        {" ", errc::amount_malformed},
        {".", errc::amount_malformed},
        {".5", errc::amount_malformed},
        {"5.", errc::amount_malformed},
        {"-1", errc::amount_malformed},
        {"+1", errc::amount_malformed},
        {" 1", errc::amount_malformed},
        {"1 ", errc::amount_malformed},
        {"1e3", errc::amount_malformed},
        {"0x10", errc::amount_malformed},
        {"NaN", errc::amount_malformed},
        {"inf", errc::amount_malformed},
        {"abc", errc::amount_malformed},
        {"1,5", errc::amount_malformed},
        {"1,000", errc::amount_malformed},
        {"1_000", errc::amount_malformed},
        {"1..2", errc::amount_malformed},
        {"1.2.3", errc::amount_malformed},
        {"1.-2", errc::amount_malformed},
        {"10 USDT", errc::amount_malformed},
        {"１０．５", errc::amount_malformed},
        {"٣", errc::amount_malformed},
        {std::string("1\0", 2), errc::amount_malformed},
        {std::string(5'000, 'x'), errc::amount_malformed},
        {"1.1234567x", errc::amount_malformed},
        {std::string(40, '9') + "x", errc::amount_malformed},
        {"0.0000001", errc::amount_too_precise},
        {"1.0000000", errc::amount_too_precise},
        {"99999999999999999999.0000001", errc::amount_too_precise},
        {"1000000000.000001", errc::amount_out_of_range},
        {"1000000001", errc::amount_out_of_range},
        {"9223372036854775807", errc::amount_out_of_range},
        {"99999999999999999999", errc::amount_out_of_range},
        {std::string(5'000, '9'), errc::amount_out_of_range},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.typed.substr(0, 40));
        EXPECT_REFUSED(usdt::parse(row.typed), row.why);
    }
}

TEST(usdt_to_string, shows_two_to_six_decimals) {
    const struct {
        std::int64_t micros;
        const char* shown;
    } table[] = {
        {0, "0.00"},
        {1, "0.000001"},
        {-1, "-0.000001"},
        {4'000, "0.004"},
        {-4'000, "-0.004"},
        {10'000, "0.01"},
        {50'000, "0.05"},
        {100'000, "0.10"},
        {1'000'000, "1.00"},
        {1'200'000, "1.20"},
        {1'234'000, "1.234"},
        {1'234'560, "1.23456"},
        {10'050'000, "10.05"},
        {-50'000'000, "-50.00"},
        {usdt::max_input_micros, "1000000000.00"},
        {usdt::max_micros, "4000000000000.00"},
        {-usdt::max_micros, "-4000000000000.00"},
        {usdt::max_micros - 1, "3999999999999.999999"},
    };
    for (const auto& row : table) {
        EXPECT_EQ(usdt::from_micros(row.micros).to_string(), row.shown);
    }
}

TEST(usdt_text, survives_the_round_trip) {
    std::mt19937_64 random(20250124);
    for (int i = 0; i < 20'000; ++i) {
        // Every magnitude equally often, rather than nine large amounts in ten.
        const auto bound = usdt::max_input_micros >> (random() % 50);
        const auto amount = usdt::from_micros(
            static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound + 1)));
        const auto back = usdt::parse(amount.to_string());
        ASSERT_OK(back);
        ASSERT_EQ(*back, amount);
    }
}

// Decimal arithmetic by shifting text: the fraction is filled up to six digits and the point
// dropped.
std::string micros_by_text(const std::string& whole, const std::string& fraction) {
    const auto digits = whole + fraction + std::string(6 - fraction.size(), '0');
    const auto first = digits.find_first_not_of('0');
    return first == std::string::npos ? "0" : digits.substr(first);
}

TEST(usdt_text, agrees_with_decimal_arithmetic_on_text) {
    std::mt19937_64 random(20250125);
    const auto digits = [&random](std::size_t size) {
        std::string text(size, '0');
        for (auto& digit : text) digit = static_cast<char>('0' + random() % 10);
        return text;
    };
    for (int i = 0; i < 20'000; ++i) {
        const auto whole = digits(1 + random() % 9);
        const auto fraction = digits(random() % 7);
        const auto typed = fraction.empty() ? whole : whole + "." + fraction;
        const auto parsed = usdt::parse(typed);
        ASSERT_OK(parsed) << typed;
        ASSERT_EQ(std::to_string(parsed->micros()), micros_by_text(whole, fraction)) << typed;
    }
}

TEST(usdt_arithmetic, agrees_with_unbounded_integers) {
    std::mt19937_64 random(20250126);
    const auto any_usdt = [&random] {
        const auto bound = static_cast<std::uint64_t>(usdt::max_micros >> (random() % 62));
        const auto size = static_cast<std::int64_t>(random() % (bound + 1));
        return usdt::from_micros(random() % 2 == 0 ? size : -size);
    };
    const auto expect = [](const result<usdt>& actual, const cpp_int& exact) {
        if (abs(exact) > usdt::max_micros) {
            EXPECT_REFUSED(actual, errc::amount_overflow);
        } else {
            ASSERT_OK(actual);
            EXPECT_EQ(cpp_int(actual->micros()), exact);
        }
    };
    for (int i = 0; i < 20'000 && !::testing::Test::HasFailure(); ++i) {
        const auto a = any_usdt();
        const auto b = any_usdt();
        const auto times = static_cast<std::int64_t>(random()) >> (random() % 64);
        SCOPED_TRACE(a.to_string() + ", " + b.to_string() + ", " + std::to_string(times));
        expect(add(a, b), cpp_int(a.micros()) + b.micros());
        expect(subtract(a, b), cpp_int(a.micros()) - b.micros());
        expect(multiply(a, times), cpp_int(a.micros()) * times);
    }
}

TEST(usdt_arithmetic, stops_at_the_edges) {
    EXPECT_EQ(add(largest(), -largest()).value(), usdt());
    EXPECT_EQ(subtract(largest(), largest()).value(), usdt());
    EXPECT_EQ(add(subtract(largest(), one_micro()).value(), one_micro()).value(), largest());
    EXPECT_EQ(multiply(largest(), -1).value(), -largest());
    EXPECT_EQ(multiply(usdt(), lowest).value(), usdt());

    EXPECT_REFUSED(add(largest(), one_micro()), errc::amount_overflow);
    EXPECT_REFUSED(add(largest(), largest()), errc::amount_overflow);
    EXPECT_REFUSED(subtract(-largest(), one_micro()), errc::amount_overflow);
    EXPECT_REFUSED(multiply(largest(), 2), errc::amount_overflow);
    EXPECT_REFUSED(multiply(one_micro(), lowest), errc::amount_overflow);
    EXPECT_REFUSED(multiply(largest(), highest), errc::amount_overflow);
}

TEST(usdt_arithmetic, scales_and_rounds_down) {
    const struct {
        std::int64_t micros;
        ratio by;
        std::int64_t expected;
    } table[] = {
        {10'000'000, {5, 100}, 500'000},
        {10'000'000, {1, 3}, 3'333'333},
        {10'000'000, {2, 3}, 6'666'666},
        {1, {1, 2}, 0},
        {-1, {1, 2}, -1},
        {3, {-1, 2}, -2},
        {0, {highest, 1}, 0},
        // The product needs more than 64 bits, the quotient does not.
        {usdt::max_micros, {highest, highest}, usdt::max_micros},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(std::to_string(row.micros) + " × " + std::to_string(row.by.numerator) + "/" +
                     std::to_string(row.by.denominator));
        const auto scaled = scale(usdt::from_micros(row.micros), row.by);
        ASSERT_OK(scaled);
        EXPECT_EQ(scaled->micros(), row.expected);
    }
    EXPECT_REFUSED(scale(largest(), {2, 1}), errc::amount_overflow);
    EXPECT_REFUSED(scale(largest(), {lowest, 1}), errc::amount_overflow);
}

TEST(usdt_arithmetic, a_thousand_sales_at_four_thousandths_earn_exactly_four) {
    usdt earned;
    for (int sale = 0; sale < 1'000; ++sale) earned = add(earned, "0.004"_usdt).value();
    EXPECT_EQ(earned, "4.00"_usdt);
    EXPECT_EQ(earned, multiply("0.004"_usdt, 1'000).value());
    EXPECT_EQ(earned.to_string(), "4.00");
}

TEST(usdt_value, is_ordered_by_size) {
    EXPECT_LT(-"0.01"_usdt, usdt());
    EXPECT_LT("9.99"_usdt, "10"_usdt);
    EXPECT_EQ("10"_usdt, usdt::from_units(10));
    EXPECT_TRUE((-"0.01"_usdt).is_negative());
    EXPECT_FALSE(usdt().is_negative());
    EXPECT_TRUE(usdt().is_zero());
}

TEST(usdt_death, an_amount_out_of_range_never_comes_to_be) {
    EXPECT_DEATH(usdt::from_micros(usdt::max_micros + 1), "");
    EXPECT_DEATH(usdt::from_micros(-usdt::max_micros - 1), "");
    EXPECT_DEATH(usdt::from_micros(lowest), "");
    EXPECT_DEATH("ten"_usdt, "");
    EXPECT_DEATH((void)scale("1"_usdt, {1, 0}), "");
}

}  // namespace
}  // namespace agentbackend
