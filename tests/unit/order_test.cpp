// Orders: what a purchase and a refund move, and in which order they are refused.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"
#include "unit/support/precedence.hpp"

#include <agentbackend/order.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>

namespace agentbackend {
namespace {

using namespace literals;
using namespace test;
using namespace std::chrono_literals;
using ::testing::UnorderedElementsAre;

const bot_ref alpha_bot = bot_ref::of(alpha_ref);

usdt largest() { return usdt::from_micros(usdt::max_micros); }

price_terms terms_of(std::string_view base, std::string_view markup, std::int64_t quantity) {
    const product item = a_product("Gift card").at(base);
    return terms_for(*make_base_plus_markup(), {item, alpha_bot, amount(markup), quantity}).value();
}

// Customer 42 in Alpha's shop, before three gift cards at 10 + 0.05, with 100.00 in the wallet.
struct purchase {
    quote offered{{9}, alpha_bot, customer, {5}, terms_of("10", "0.05", 3), story_start};
    price_terms current = offered.terms;
    product item = a_product("Gift card").at("10").with_stock(5);
    wallet purse = a_wallet().holding("100");
    agent seller = an_agent("Alpha").with_markup("0.05").with_available("1");
    timestamp now = story_start + 1min;

    result<order_step> decide() const {
        return place_order({offered, current, item, purse, &seller, now});
    }
};

TEST(purchase_rule, moves_the_base_to_the_operator_and_the_markup_to_the_agent) {
    const auto step = purchase().decide();
    ASSERT_OK(step);
    EXPECT_EQ(step->wallet_after, "69.85"_usdt);
    EXPECT_EQ(step->available_after, "1.15"_usdt);
    EXPECT_EQ(step->entry.what, movement::order_paid);
    EXPECT_THAT(
        step->entry.postings,
        UnorderedElementsAre(posting{account::customer(alpha_bot, customer), minus("30.15")},
                             posting{account::revenue(), "30"_usdt},
                             posting{account::available(alpha_ref), "0.15"_usdt}));
    EXPECT_TRUE(is_balanced(step->entry.postings));
}

TEST(purchase_rule, freezes_what_was_sold) {
    const purchase story;
    const auto step = story.decide();
    ASSERT_OK(step);
    EXPECT_FALSE(step->next.ref);
    EXPECT_EQ(step->next.bot, alpha_bot);
    EXPECT_EQ(step->next.customer, customer);
    EXPECT_EQ(step->next.product, product_ref{5});
    EXPECT_EQ(step->next.product_name, "Gift card");
    EXPECT_EQ(step->next.terms, story.offered.terms);
    EXPECT_EQ(step->next.status, order_status::paid);
    EXPECT_EQ(step->next.created_at, story.now);
    EXPECT_FALSE(step->next.refunded_at);
    EXPECT_FALSE(step->next.refunded_by);
    EXPECT_EQ(step->next.refund_reason, "");
}

TEST(purchase_rule, in_the_main_bot_earns_nobody_a_markup) {
    purchase story;
    story.offered.bot = bot_ref::main();
    story.offered.terms = story.current = terms_of("10", "0", 3);
    story.purse = a_wallet(bot_ref::main()).holding("100");
    const auto step =
        place_order({story.offered, story.current, story.item, story.purse, nullptr, story.now});
    ASSERT_OK(step);
    EXPECT_EQ(step->wallet_after, "70"_usdt);
    EXPECT_EQ(step->available_after, usdt());
    EXPECT_THAT(
        step->entry.postings,
        UnorderedElementsAre(posting{account::customer(bot_ref::main(), customer), minus("30")},
                             posting{account::revenue(), "30"_usdt}));
}

TEST(purchase_rule, may_take_the_last_item_and_the_last_coin) {
    purchase story;
    story.item.in_stock = 3;
    story.purse.balance = "30.15"_usdt;
    const auto step = story.decide();
    ASSERT_OK(step);
    EXPECT_EQ(step->wallet_after, usdt());
}

TEST(purchase_rule, of_a_free_product_moves_nothing) {
    purchase story;
    story.offered.terms = story.current = terms_of("0", "0", 1);
    const auto step = story.decide();
    ASSERT_OK(step);
    EXPECT_EQ(step->wallet_after, "100"_usdt);
    EXPECT_TRUE(step->entry.postings.empty());
}

TEST(purchase_rule, a_quote_lasts_a_day) {
    purchase story;
    story.now = story.offered.created_at + quote_lifetime - 1us;
    EXPECT_OK(story.decide());
    story.now = story.offered.created_at + quote_lifetime + 1us;
    EXPECT_REFUSED(story.decide(), errc::quote_expired);
}

TEST(purchase_rule, a_changed_price_tells_the_new_total) {
    purchase story;
    story.current = terms_of("10", "0.10", 3);
    const auto step = story.decide();
    ASSERT_REFUSED(step, errc::price_changed);
    EXPECT_EQ(step.error().facts().amount_micros, amount("30.30").micros());
}

TEST(purchase_rule, a_lower_price_is_a_change_too) {
    purchase story;
    story.current = terms_of("9", "0.05", 3);
    EXPECT_REFUSED(story.decide(), errc::price_changed);
}

TEST(purchase_rule, too_few_items_tells_how_many_are_left) {
    purchase story;
    story.item.in_stock = 2;
    const auto step = story.decide();
    ASSERT_REFUSED(step, errc::insufficient_stock);
    EXPECT_EQ(step.error().facts().count, 3);
    EXPECT_EQ(step.error().facts().count_limit, 2);
}

TEST(purchase_rule, too_little_money_tells_the_total_and_the_balance) {
    purchase story;
    story.purse.balance = "30.149999"_usdt;
    const auto step = story.decide();
    ASSERT_REFUSED(step, errc::insufficient_wallet);
    EXPECT_EQ(step.error().facts().amount_micros, amount("30.15").micros());
    EXPECT_EQ(step.error().facts().limit_micros, amount("30.149999").micros());
}

TEST(purchase_rule, is_refused_for_the_first_reason_there_is) {
    expect_first_reason<purchase>(
        {
            {errc::quote_expired, [](auto& s) { s.now += quote_lifetime; }},
            {errc::product_withdrawn, [](auto& s) { s.item.listed = false; }},
            {errc::price_changed, [](auto& s) { s.current = terms_of("10", "0.06", 3); }},
            {errc::insufficient_stock, [](auto& s) { s.item.in_stock = 2; }},
            {errc::insufficient_wallet, [](auto& s) { s.purse.balance = "30"_usdt; }},
            {errc::amount_overflow, [](auto& s) { s.seller.available = largest(); }},
        },
        [](const purchase& story) { return story.decide(); });
}

// That purchase, a day later: an admin gives the money back.
struct refund {
    order sold = [] {
        auto bought = purchase().decide().value().next;
        bought.ref = {17};
        return bought;
    }();
    wallet purse = a_wallet().holding("69.85");
    agent seller = an_agent("Alpha").with_available("1.15");
    std::string reason = "the code did not work";

    result<order_step> decide() const {
        return refund_order({sold, purse, &seller, admin, reason, story_start + 24h});
    }
};

TEST(refund_rule, undoes_the_movement_of_the_purchase) {
    const auto step = refund().decide();
    ASSERT_OK(step);
    EXPECT_EQ(step->wallet_after, "100"_usdt);
    EXPECT_EQ(step->available_after, "1"_usdt);
    EXPECT_EQ(step->entry.what, movement::order_refunded);
    EXPECT_THAT(step->entry.postings,
                UnorderedElementsAre(posting{account::customer(alpha_bot, customer), "30.15"_usdt},
                                     posting{account::revenue(), minus("30")},
                                     posting{account::available(alpha_ref), minus("0.15")}));

    std::map<account, std::int64_t> sums;
    const auto bought = purchase().decide().value().entry.postings;
    for (const auto& line : bought) sums[line.where] += line.amount.micros();
    for (const auto& line : step->entry.postings) sums[line.where] += line.amount.micros();
    for (const auto& [where, sum] : sums) EXPECT_EQ(sum, 0) << where.to_string();
}

TEST(refund_rule, marks_the_order_and_leaves_the_rest_of_it) {
    const refund story;
    const auto step = story.decide();
    ASSERT_OK(step);
    auto expected = story.sold;
    expected.status = order_status::refunded;
    expected.refunded_at = story_start + 24h;
    expected.refunded_by = admin;
    expected.refund_reason = "the code did not work";
    EXPECT_EQ(step->next, expected);
}

TEST(refund_rule, may_leave_the_agent_owing) {
    refund story;
    story.seller.available = "0.05"_usdt;
    const auto step = story.decide();
    ASSERT_OK(step);
    EXPECT_EQ(step->available_after, minus("0.10"));
}

TEST(refund_rule, keeps_256_characters_of_the_reason) {
    refund story;
    story.reason.clear();
    for (int i = 0; i < 300; ++i) story.reason += "退";
    const auto step = story.decide();
    ASSERT_OK(step);
    EXPECT_EQ(step->next.refund_reason, story.reason.substr(0, 256 * std::string("退").size()));
}

TEST(refund_rule, is_refused_for_the_first_reason_there_is) {
    expect_first_reason<refund>(
        {
            {errc::order_already_refunded, [](auto& s) { s.sold.status = order_status::refunded; }},
            {errc::amount_overflow, [](auto& s) { s.purse.balance = largest(); }},
        },
        [](const refund& story) { return story.decide(); });
}

TEST(refund_rule, an_agent_cannot_owe_more_than_an_amount_holds) {
    refund story;
    story.seller.available = -largest();
    EXPECT_REFUSED(story.decide(), errc::amount_overflow);
}

}  // namespace
}  // namespace agentbackend
