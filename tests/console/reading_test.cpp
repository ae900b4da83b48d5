#include <agentbackend/console/reading.hpp>

#include <gtest/gtest.h>

namespace agentbackend::console {
namespace {

TEST(read_amount, takes_what_people_type) {
    const std::pair<const char*, const char*> readings[]{
        {"50", "50.00"},       {"50.0", "50.00"},    {"50 USDT", "50.00"},
        {"50usdt", "50.00"},   {"50 Usdt", "50.00"}, {"50u", "50.00"},
        {"50 U", "50.00"},     {"５０", "50.00"},    {"１０．５", "10.50"},
        {"  12.5\n", "12.50"}, {"　0.05　", "0.05"}, {"0.000001", "0.000001"},
        {"007", "7.00"},       {"0", "0.00"},        {"１0.５ u", "10.50"}};
    for (const auto& [typed, read] : readings) {
        const auto amount = read_amount(typed);
        ASSERT_TRUE(amount.has_value()) << typed;
        EXPECT_EQ(amount->to_string(), read) << typed;
    }
}

TEST(read_amount, refuses_what_is_no_amount_and_keeps_what_was_typed) {
    const std::pair<std::string, errc> refusals[]{
        {"abc", errc::amount_malformed},
        {"-1", errc::amount_malformed},
        {"+1", errc::amount_malformed},
        {"1e3", errc::amount_malformed},
        {"NaN", errc::amount_malformed},
        {"", errc::amount_malformed},
        {"USDT", errc::amount_malformed},
        {"5.", errc::amount_malformed},
        {".5", errc::amount_malformed},
        {"1,5", errc::amount_malformed},
        {"1 2", errc::amount_malformed},
        {"1usdtu", errc::amount_malformed},
        {"٣", errc::amount_malformed},
        {"0.0000001", errc::amount_too_precise},
        {"99999999999999999999", errc::amount_out_of_range},
        {std::string(5'000, '1'), errc::amount_out_of_range}};
    for (const auto& [typed, code] : refusals) {
        const auto amount = read_amount(typed);
        const auto shown = typed.substr(0, 64);
        ASSERT_FALSE(amount.has_value()) << shown;
        EXPECT_EQ(amount.error().code(), code) << shown;
        EXPECT_EQ(amount.error().facts().subject, shown);
    }
}

TEST(read_number, takes_whole_numbers_above_zero) {
    EXPECT_EQ(read_number(" 42 "), 42);
    EXPECT_EQ(read_number("４２"), 42);
    EXPECT_EQ(read_number("9223372036854775807"), 9223372036854775807);
    for (const auto* typed : {"", "0", "-1", "+1", "1.0", "9223372036854775808", "4 2", "x"}) {
        EXPECT_EQ(read_number(typed), std::nullopt) << typed;
    }
}

TEST(next_word, splits_at_the_first_blanks) {
    const auto first = next_word("  credit \n main 42 ");
    EXPECT_EQ(first.word, "credit");
    EXPECT_EQ(first.rest, "main 42");
    const auto last = next_word("alone");
    EXPECT_EQ(last.word, "alone");
    EXPECT_EQ(last.rest, "");
    EXPECT_EQ(next_word(" \n ").word, "");
}

TEST(bot_of_token, is_the_number_before_the_colon_of_what_is_shaped_like_a_token) {
    const std::string secret(35, 'A');
    EXPECT_EQ(bot_of_token("1000001:" + secret), 1000001);
    EXPECT_EQ(bot_of_token("9223372036854775807:AAaa00__--" + secret), 9223372036854775807);
    for (const auto& text :
         {std::string(), ":" + secret, "12a4:" + secret, "-123:" + secret, "0:" + secret,
          "1234:" + secret.substr(6), "1234:+" + secret, "9223372036854775808:" + secret,
          "1234:" + std::string(200, 'A'), " 1234:" + secret, "1234:" + secret + " "}) {
        EXPECT_EQ(bot_of_token(text), std::nullopt) << text;
    }
}

TEST(read_code, leaves_the_inside_alone) {
    EXPECT_EQ(read_code("\n\t TTRm EA73 \r\n"), "TTRm EA73");
}

}  // namespace
}  // namespace agentbackend::console
