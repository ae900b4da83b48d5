// Profit of sales made elsewhere.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/profit.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace agentbackend {
namespace {

using namespace literals;
using namespace test;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(external_profit, moves_markup_times_quantity_to_the_agent) {
    const agent alpha = an_agent("Alpha").with_available("1");
    const auto step =
        record_profit(alpha, {.markup = "0.05"_usdt, .quantity = 3, .note = "order 815"});
    ASSERT_OK(step);
    EXPECT_EQ(step->available_after, "1.15"_usdt);
    EXPECT_EQ(step->entry.what, movement::profit_recorded);
    EXPECT_EQ(step->entry.note, "order 815");
    EXPECT_THAT(step->entry.postings,
                UnorderedElementsAre(posting{account::deposits(), minus("0.15")},
                                     posting{account::available(alpha_ref), "0.15"_usdt}));
    EXPECT_TRUE(is_balanced(step->entry.postings));
}

TEST(external_profit, pays_back_what_a_refund_left_owing) {
    const agent alpha = an_agent("Alpha").with_available(minus("0.15"));
    const auto step = record_profit(alpha, {.markup = "0.05"_usdt, .quantity = 2, .note = ""});
    ASSERT_OK(step);
    EXPECT_EQ(step->available_after, minus("0.05"));
}

TEST(external_profit, of_nothing_moves_nothing) {
    const agent alpha = an_agent("Alpha").with_available("1");
    const auto step = record_profit(alpha, {.markup = usdt(), .quantity = 3, .note = ""});
    ASSERT_OK(step);
    EXPECT_EQ(step->available_after, "1"_usdt);
    EXPECT_THAT(step->entry.postings, IsEmpty());
}

TEST(external_profit, is_refused_for_the_first_reason_there_is) {
    const agent full = an_agent("Alpha").with_available(usdt::from_micros(usdt::max_micros));
    const auto record = [&full](usdt markup, std::int64_t quantity) {
        return record_profit(full, {.markup = markup, .quantity = quantity, .note = ""});
    };
    EXPECT_REFUSED(record(minus("1"), 0), errc::quantity_out_of_range);
    EXPECT_REFUSED(record("1"_usdt, -1), errc::quantity_out_of_range);
    EXPECT_REFUSED(record(minus("1"), 1), errc::amount_out_of_range);
    EXPECT_REFUSED(record("0.000001"_usdt, 1), errc::amount_overflow);
    EXPECT_REFUSED(record(usdt::from_micros(usdt::max_micros), 2), errc::amount_overflow);
}

}  // namespace
}  // namespace agentbackend
