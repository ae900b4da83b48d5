// Decimal numbers, digit by digit.

#include "transfer/exact_number.hpp"

#include "unit/support/expect.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace agentbackend::test {
namespace {

using transfer::parse_exact;

struct reading {
    std::string text;
    std::int64_t micros;
};

TEST(exact_number, is_read_to_the_last_digit) {
    for (const auto& [text, micros] : std::vector<reading>{
             {"0", 0},
             {"-0", 0},
             {"0.000000", 0},
             {"0E-400", 0},
             {"0e999999999999999999", 0},
             {"1", 1'000'000},
             {"+1", 1'000'000},
             {"-150.25", -150'250'000},
             {"0.000001", 1},
             {"0.0000010000", 1},
             {"1E-6", 1},
             {"10e-7", 1},
             {"1E+1", 10'000'000},
             {"12.5e1", 125'000'000},
             {"0000000000000000000000000000000000000000001.5", 1'500'000},
             {"9223372036854.775807", std::numeric_limits<std::int64_t>::max()},
             {"9223372036854775807e-6", std::numeric_limits<std::int64_t>::max()}}) {
        const auto read = parse_exact(text, 6);
        ASSERT_OK(read) << text;
        EXPECT_EQ(*read, micros) << text;
    }
    EXPECT_EQ(parse_exact("123456789.0", 0).value(), 123'456'789);
}

TEST(exact_number, is_refused_for_what_is_wrong_with_it) {
    for (const std::string text : {"", "-", ".", ".5", "5.", "1e", "1e+", "1e1.5", "e5", "1 ", " 1",
                                   "1,5", "--1", "1.2.3", "0x10", "NaN", "Infinity", "１"}) {
        EXPECT_REFUSED(parse_exact(text, 6), errc::amount_malformed) << text;
    }
    for (const std::string text :
         {"0.0000001", "1e-7", "18.749999999999996", "1E-99999999999999"}) {
        EXPECT_REFUSED(parse_exact(text, 6), errc::amount_too_precise) << text;
    }
    EXPECT_REFUSED(parse_exact("1.5", 0), errc::amount_too_precise);
    for (const std::string text : {"9223372036854.775808", "1e13", "1E+99999999999999",
                                   "99999999999999999999999999999999"}) {
        EXPECT_REFUSED(parse_exact(text, 6), errc::amount_out_of_range) << text;
    }
}

}  // namespace
}  // namespace agentbackend::test
