// Prices: what one unit costs in a shop, and what a quantity of them sums to.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/pricing.hpp>

#include <gtest/gtest.h>

namespace agentbackend {
namespace {

using namespace literals;
using namespace test;

const bot_ref alpha_bot = bot_ref::of(alpha_ref);

TEST(base_plus_markup, adds_the_agent_s_part_to_the_operator_s) {
    const auto rule = make_base_plus_markup();
    const product card = a_product("Gift card").at("10");

    EXPECT_EQ(rule->price({card, alpha_bot, "0.05"_usdt}).value(),
              (unit_price{"10"_usdt, "0.05"_usdt}));
    EXPECT_EQ(rule->price({card, bot_ref::main(), usdt()}).value(),
              (unit_price{"10"_usdt, usdt()}));
    EXPECT_EQ(rule->price({card, alpha_bot, "0.05"_usdt, 1'000}).value(),
              (unit_price{"10"_usdt, "0.05"_usdt}));
}

TEST(price_terms, are_exact_at_every_quantity) {
    const auto rule = make_base_plus_markup();
    const struct {
        const char* base;
        const char* markup;
        std::int64_t quantity;
        const char* unit_total;
        const char* total;
        const char* revenue;
        const char* profit;
    } table[] = {
        {"10", "0.05", 1, "10.05", "10.05", "10.00", "0.05"},
        {"10", "0.05", 3, "10.05", "30.15", "30.00", "0.15"},
        {"10", "0", 2, "10.00", "20.00", "20.00", "0.00"},
        {"10", "12.5", 4, "22.50", "90.00", "40.00", "50.00"},
        {"0.000001", "0.000001", 1'000, "0.000002", "0.002", "0.001", "0.001"},
        {"0", "0.004", 1'000, "0.004", "4.00", "0.00", "4.00"},
        {"1000000000", "10000", 1'000, "1000010000.00", "1000010000000.00", "1000000000000.00",
         "10000000.00"},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(std::to_string(row.quantity) + " × (" + row.base + " + " + row.markup + ")");
        const product card = a_product("Gift card").at(row.base);
        const auto terms = terms_for(*rule, {card, alpha_bot, amount(row.markup), row.quantity});
        ASSERT_OK(terms);
        EXPECT_EQ(terms->unit, (unit_price{amount(row.base), amount(row.markup)}));
        EXPECT_EQ(terms->quantity, row.quantity);
        EXPECT_EQ(terms->unit_total.to_string(), row.unit_total);
        EXPECT_EQ(terms->total, add(terms->revenue, terms->profit).value());
        EXPECT_EQ(terms->total.to_string(), row.total);
        EXPECT_EQ(terms->revenue.to_string(), row.revenue);
        EXPECT_EQ(terms->profit.to_string(), row.profit);
    }
}

TEST(price_terms, are_for_one_to_a_thousand) {
    const auto rule = make_base_plus_markup();
    const product card = a_product("Gift card");
    for (const std::int64_t quantity : {std::int64_t{1}, max_quantity}) {
        EXPECT_OK(terms_for(*rule, {card, alpha_bot, usdt(), quantity}));
    }
    for (const std::int64_t quantity :
         {std::int64_t{0}, std::int64_t{-1}, max_quantity + 1, std::int64_t{1} << 62}) {
        EXPECT_REFUSED(terms_for(*rule, {card, alpha_bot, usdt(), quantity}),
                       errc::quantity_out_of_range);
    }
}

// Sells at a percentage of the base price; and nothing at all in the main bot.
class percentage final : public pricing_rule {
public:
    result<unit_price> price(const pricing_question& asked) const override {
        if (asked.bot.is_main()) return errc::product_withdrawn;
        AGENTBACKEND_ASSIGN(const usdt markup, scale(asked.item.base_price, {5, 100}));
        return unit_price{asked.item.base_price, markup};
    }
};

TEST(pricing_rule, may_be_the_embedder_s_own) {
    const product card = a_product("Gift card").at("9.99");
    const auto terms = terms_for(percentage(), {card, alpha_bot, usdt(), 2});
    ASSERT_OK(terms);
    EXPECT_EQ(terms->total, "20.979"_usdt);
    EXPECT_EQ(terms->profit, "0.999"_usdt);
}

TEST(pricing_rule, its_refusal_is_passed_on_but_a_bad_quantity_comes_first) {
    const product card = a_product("Gift card");
    EXPECT_REFUSED(terms_for(percentage(), {card, bot_ref::main(), usdt(), 1}),
                   errc::product_withdrawn);
    EXPECT_REFUSED(terms_for(percentage(), {card, bot_ref::main(), usdt(), 0}),
                   errc::quantity_out_of_range);
}

class fixed final : public pricing_rule {
public:
    explicit fixed(unit_price price) : price_(price) {}
    result<unit_price> price(const pricing_question&) const override { return price_; }

private:
    unit_price price_;
};

TEST(price_terms, a_sum_too_large_is_an_error) {
    const product card = a_product("Gift card");
    const auto largest = usdt::from_micros(usdt::max_micros);
    const auto terms = [&card](unit_price price, std::int64_t quantity) {
        return terms_for(fixed(price), {card, alpha_bot, usdt(), quantity});
    };
    EXPECT_OK(terms({largest, usdt()}, 1));
    EXPECT_REFUSED(terms({largest, usdt::from_micros(1)}, 1), errc::amount_overflow);
    EXPECT_REFUSED(terms({largest, usdt()}, 2), errc::amount_overflow);
    EXPECT_REFUSED(terms({usdt(), largest}, 2), errc::amount_overflow);
}

TEST(price_terms, a_price_below_zero_is_an_error_whoever_s_rule_says_it) {
    const product card = a_product("Gift card");
    const auto below = usdt::from_micros(-1);
    for (const auto bot : {alpha_bot, bot_ref::main()}) {
        for (const unit_price price : {unit_price{below, "1"_usdt}, unit_price{"1"_usdt, below}}) {
            EXPECT_REFUSED(terms_for(fixed(price), {card, bot, usdt(), 1}),
                           errc::amount_out_of_range);
        }
    }
}

}  // namespace
}  // namespace agentbackend
