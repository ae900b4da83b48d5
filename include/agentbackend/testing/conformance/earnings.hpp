// Counters of what agents earned: added up by quarter of an hour and by product, and paged
// backwards.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <limits>
#include <optional>
#include <vector>

namespace agentbackend::testing {

inline earnings a_sale(std::int64_t profit) { return {.sales = 1, .earned = micros(profit)}; }
inline earnings a_refund(std::int64_t profit) {
    return {.refunds = 1, .taken_back = micros(profit)};
}

// So many quarters of an hour after one began.
inline timestamp quarter(std::int64_t number) {
    return quarter_of(at(0)) + std::chrono::minutes(15 * number);
}

TEST_P(store_conformance, an_agent_of_whom_nothing_was_counted_has_earned_nothing) {
    EXPECT_TRUE(must(look()->quarters_of({1}, std::nullopt, 10)).empty());
    EXPECT_TRUE(must(look()->earnings_by_product({1}, std::nullopt, 10)).empty());
}

TEST_P(store_conformance, earnings_add_up_within_a_quarter_of_an_hour_and_a_product) {
    const auto agent = write([](auto& work) {
        const auto ref = must(work.insert_agent(sample_agent("a")));
        must(work.add_earnings({ref, quarter(3), {7}, a_sale(10)}));
        must(work.add_earnings({ref, quarter(4) - std::chrono::microseconds(1), {8}, a_sale(5)}));
        must(work.add_earnings({ref, quarter(4), {7}, a_refund(10)}));
        return ref;
    });
    const earnings both{.sales = 2, .earned = micros(15)};
    const earnings back_again{
        .sales = 1, .refunds = 1, .earned = micros(10), .taken_back = micros(10)};
    EXPECT_EQ(must(look()->quarters_of(agent, std::nullopt, 10)),
              (std::vector<quarter_earnings>{{quarter(4), a_refund(10)}, {quarter(3), both}}));
    EXPECT_EQ(must(look()->earnings_by_product(agent, std::nullopt, 10)),
              (std::vector<product_earnings>{{{8}, a_sale(5)}, {{7}, back_again}}));
}

TEST_P(store_conformance, earnings_belong_to_one_agent) {
    write([](auto& work) {
        const auto one = must(work.insert_agent(sample_agent("one")));
        const auto two = must(work.insert_agent(sample_agent("two")));
        const auto three = must(work.insert_agent(sample_agent("three")));
        must(work.add_earnings({one, quarter(1), {7}, a_sale(1)}));
        must(work.add_earnings({three, quarter(1), {7}, a_sale(3)}));
        EXPECT_TRUE(must(work.quarters_of(two, std::nullopt, 10)).empty());
        EXPECT_TRUE(must(work.earnings_by_product(two, std::nullopt, 10)).empty());
        EXPECT_EQ(must(work.earnings_by_product(three, std::nullopt, 10)),
                  (std::vector<product_earnings>{{{7}, a_sale(3)}}));
    });
}

TEST_P(store_conformance, earnings_are_paged_from_the_newest) {
    const auto agent = write([](auto& work) {
        const auto ref = must(work.insert_agent(sample_agent("a")));
        for (const std::int64_t n : {2, 0, 1, 3}) {
            must(work.add_earnings({ref, quarter(n), {n}, a_sale(n)}));
        }
        return ref;
    });
    std::vector<timestamp> quarters;
    std::optional<timestamp> before;
    for (;;) {
        const auto page = must(look()->quarters_of(agent, before, 3));
        if (page.empty()) break;
        for (const auto& row : page) quarters.push_back(row.quarter);
        before = quarters.back();
    }
    EXPECT_EQ(quarters, (std::vector{quarter(3), quarter(2), quarter(1), quarter(0)}));
    EXPECT_EQ(must(look()->quarters_of(agent, quarter(1) + std::chrono::minutes(1), 1)),
              (std::vector<quarter_earnings>{{quarter(1), a_sale(1)}}))
        << "the cursor need not be a quarter";

    const auto first = must(look()->earnings_by_product(agent, std::nullopt, 3));
    ASSERT_EQ(first.size(), 3U);
    EXPECT_EQ(first.back().product, product_ref{1});
    EXPECT_EQ(must(look()->earnings_by_product(agent, product_ref{1}, 3)),
              (std::vector<product_earnings>{{{}, a_sale(0)}}))
        << "what was sold elsewhere comes last";
    EXPECT_TRUE(must(look()->earnings_by_product(agent, product_ref{}, 3)).empty());
}

TEST_P(store_conformance, a_counter_of_earnings_that_would_overflow_stays_as_it_is) {
    const auto open = begin();
    auto& work = open->work();
    const auto agent = must(work.insert_agent(sample_agent("a")));
    must(work.add_earnings({agent, quarter(1), {7}, a_sale(usdt::max_micros)}));
    EXPECT_EQ(code_of(work.add_earnings({agent, quarter(1), {8}, a_sale(1)})),
              errc::amount_overflow);
    EXPECT_EQ(code_of(work.add_earnings({agent, quarter(2), {7}, a_sale(1)})),
              errc::amount_overflow);
    EXPECT_EQ(must(work.quarters_of(agent, std::nullopt, 9)).size(), 1U);
    EXPECT_EQ(must(work.earnings_by_product(agent, std::nullopt, 9)),
              (std::vector<product_earnings>{{{7}, a_sale(usdt::max_micros)}}));
}

TEST_P(store_conformance, earnings_of_an_agent_that_is_not_there_are_a_conflict) {
    const auto open = begin();
    EXPECT_EQ(code_of(open->work().add_earnings({{1}, quarter(1), {}, a_sale(1)})),
              errc::store_conflict);
    EXPECT_TRUE(must(open->work().earnings_by_product({1}, std::nullopt, 10)).empty());
}

}  // namespace agentbackend::testing
