// Errors: every code has a number, a name and a consequence, and carries the facts of the case.
//
// The list of codes is read from the header itself, so that no new one is forgotten here.

#include "unit/support/expect.hpp"

#include <agentbackend/error.hpp>
#include <agentbackend/usdt.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace agentbackend {
namespace {

using namespace literals;
using ::testing::HasSubstr;

struct declared_code {
    std::string symbol;
    int number;

    errc code() const { return static_cast<errc>(number); }
    int hundred() const { return number / 100; }
};

std::vector<declared_code> codes_of_the_header() {
    std::ifstream header(AGENTBACKEND_SOURCE_DIR "/include/agentbackend/error.hpp");
    const std::regex enumerator(R"(^\s+(\w+) = (\d+),.*)");
    std::vector<declared_code> codes;
    for (std::string line; std::getline(header, line);) {
        std::smatch found;
        if (std::regex_match(line, found, enumerator)) {
            codes.push_back({found[1], std::stoi(found[2])});
        }
    }
    return codes;
}

TEST(errc_table, no_number_and_no_name_is_used_twice) {
    const auto codes = codes_of_the_header();
    ASSERT_GT(codes.size(), 60u);
    std::set<int> numbers;
    std::set<std::string_view> names;
    for (const auto& declared : codes) {
        SCOPED_TRACE(declared.symbol);
        EXPECT_EQ(name(declared.code()), declared.symbol);
        EXPECT_TRUE(numbers.insert(declared.number).second);
        EXPECT_TRUE(names.insert(name(declared.code())).second);
    }
}

TEST(errc_table, numbers_rise_and_stay_within_their_hundred) {
    int last = 0;
    for (const auto& declared : codes_of_the_header()) {
        SCOPED_TRACE(declared.symbol);
        EXPECT_GT(declared.number, last);
        EXPECT_GE(declared.hundred(), 1);
        EXPECT_LE(declared.hundred(), 7);
        last = declared.number;
    }
}

TEST(errc_table, the_hundred_bounds_the_consequence) {
    for (const auto& declared : codes_of_the_header()) {
        SCOPED_TRACE(declared.symbol);
        const auto consequence = classify(declared.code());
        const bool is_storage =
            consequence == error_class::retryable || consequence == error_class::internal;
        EXPECT_EQ(consequence == error_class::malformed, declared.hundred() == 1);
        if (declared.hundred() == 7) {
            EXPECT_TRUE(is_storage);
        } else {
            EXPECT_NE(consequence, error_class::internal);
        }
    }
}

TEST(errc_table, says_when_asking_again_helps) {
    const struct {
        errc code;
        error_class expected;
    } table[] = {
        {errc::amount_malformed, error_class::malformed},
        {errc::insufficient_wallet, error_class::refused},
        {errc::not_the_owner, error_class::refused},
        {errc::price_changed, error_class::conflict},
        {errc::store_busy, error_class::retryable},
        {errc::outcome_unknown, error_class::retryable},
        {errc::queue_full, error_class::retryable},
        {errc::store_corrupt, error_class::internal},
        {errc::store_not_a_database, error_class::internal},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(name(row.code));
        EXPECT_EQ(classify(row.code), row.expected);
    }
}

TEST(error, carries_what_a_sentence_needs) {
    const error refusal = error(errc::below_minimum)
                              .amount("8.40"_usdt)
                              .limit("10"_usdt)
                              .count(3, 5)
                              .subject("aw_20250124_143022_abc123")
                              .states("paid", "approve")
                              .detail("withdrawals.cpp");

    EXPECT_EQ(refusal.code(), errc::below_minimum);
    EXPECT_EQ(refusal.facts().amount_micros, 8'400'000);
    EXPECT_EQ(refusal.facts().limit_micros, 10'000'000);
    EXPECT_EQ(refusal.facts().count, 3);
    EXPECT_EQ(refusal.facts().count_limit, 5);
    EXPECT_EQ(refusal.facts().subject, "aw_20250124_143022_abc123");
    EXPECT_EQ(refusal.facts().state, "paid");
    EXPECT_EQ(refusal.facts().attempted, "approve");
    EXPECT_EQ(refusal.facts().detail, "withdrawals.cpp");
}

TEST(error, is_one_line_for_the_log) {
    const error refusal = error(errc::illegal_transition)
                              .subject("aw_20250124_143022_abc123")
                              .states("paid", "approve");
    const auto line = refusal.to_string();
    EXPECT_THAT(line, HasSubstr("illegal_transition"));
    EXPECT_THAT(line, HasSubstr("aw_20250124_143022_abc123"));
    EXPECT_THAT(line, HasSubstr("paid"));
    EXPECT_THAT(line, HasSubstr("approve"));
    EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(error, keeps_a_subject_short) {
    const error refusal = error(errc::amount_malformed).subject(std::string(5'000, '9'));
    EXPECT_EQ(refusal.facts().subject, std::string(64, '9'));
}

TEST(result, holds_a_value_or_an_error) {
    const result<int> good = 5;
    ASSERT_OK(good);
    EXPECT_EQ(*good, 5);
    EXPECT_EQ(good.value(), 5);

    const result<int> bad = errc::agent_not_found;
    EXPECT_REFUSED(bad, errc::agent_not_found);
    EXPECT_ANY_THROW((void)bad.value());

    EXPECT_OK(success());
    EXPECT_REFUSED(result<void>(errc::stopped), errc::stopped);
}

result<int> half_of(int number) {
    if (number % 2 != 0) return errc::quantity_out_of_range;
    return number / 2;
}

result<int> quarter_of(int number) {
    AGENTBACKEND_TRY(half_of(number));
    AGENTBACKEND_ASSIGN(const int half, half_of(number));
    AGENTBACKEND_ASSIGN(const int quarter, half_of(half));
    return quarter;
}

TEST(result, the_macros_leave_with_the_first_error) {
    EXPECT_EQ(quarter_of(8).value(), 2);
    EXPECT_REFUSED(quarter_of(7), errc::quantity_out_of_range);
    EXPECT_REFUSED(quarter_of(6), errc::quantity_out_of_range);
}

}  // namespace
}  // namespace agentbackend
