#include "backend/support/shop_story.hpp"

namespace agentbackend::test {
namespace {

class sales : public shop_story {
protected:
    agent alpha_ = given_markup(given_agent("Alpha"), "0.05");
    bot_ref shop_of_alpha_ = bot_ref::of(alpha_.ref);
};

TEST_F(sales, a_sale_moves_goods_money_and_profit_together) {
    const auto card = given_product("10", 5);
    given_wallet(shop_of_alpha_, "100");

    const auto one = buys(shop_of_alpha_, card, 1);
    ASSERT_OK(one);
    EXPECT_EQ(one->bought.terms.total, amount("10.05"));
    EXPECT_EQ(one->items.size(), 1u);
    EXPECT_EQ(one->items[0].content, "code-1");
    EXPECT_EQ(one->purse.balance, amount("89.95"));
    EXPECT_EQ(agent_now(alpha_).available, amount("0.05"));

    const auto three = buys(shop_of_alpha_, card, 3);
    ASSERT_OK(three);
    EXPECT_EQ(three->bought.terms.total, amount("30.15"));
    EXPECT_EQ(three->bought.terms.profit, amount("0.15"));
    EXPECT_EQ(agent_now(alpha_).available, amount("0.20"));
    EXPECT_EQ(product_now(card).in_stock, 1);
    EXPECT_EQ(product_now(card).sold, 4);
}

TEST_F(sales, the_main_bot_sells_at_base_price_and_nobody_earns) {
    const auto card = given_product("10", 1);
    given_wallet(bot_ref::main(), "10");
    const auto sold = buys(bot_ref::main(), card, 1);
    ASSERT_OK(sold);
    EXPECT_EQ(sold->bought.terms.total, amount("10"));
    EXPECT_TRUE(agent_now(alpha_).available.is_zero());
}

TEST_F(sales, a_wallet_belongs_to_one_bot) {
    const auto card = given_product("10", 1);
    given_wallet(bot_ref::main(), "100");
    EXPECT_REFUSED(buys(shop_of_alpha_, card, 1), errc::insufficient_wallet);
}

TEST_F(sales, a_price_change_between_screen_and_confirmation_charges_nothing) {
    const auto card = given_product("10", 1);
    given_wallet(shop_of_alpha_, "100");
    const auto offered = sees(shop_of_alpha_, card, 1);
    given_markup(alpha_, "0.10");

    const auto refused = confirms(*offered);
    ASSERT_REFUSED(refused, errc::price_changed);
    EXPECT_EQ(refused.error().facts().amount_micros, amount("10.10").micros());
    EXPECT_EQ(balance_now(shop_of_alpha_), amount("100"));
    EXPECT_EQ(sees(shop_of_alpha_, card, 1)->terms.total, amount("10.10"));
}

TEST_F(sales, a_double_tap_buys_once) {
    const auto card = given_product("10", 2);
    given_wallet(shop_of_alpha_, "100");
    const auto offered = sees(shop_of_alpha_, card, 1);
    const auto first = confirms(*offered);
    const auto second = confirms(*offered);
    ASSERT_OK(second);
    EXPECT_TRUE(second->repeated);
    EXPECT_EQ(second->bought, first->bought);
    EXPECT_EQ(second->items, first->items);
    EXPECT_EQ(balance_now(shop_of_alpha_), amount("89.95"));
    EXPECT_EQ(product_now(card).in_stock, 1);
}

TEST_F(sales, a_quote_that_has_bought_is_gone) {
    const auto card = given_product("10", 2);
    given_wallet(shop_of_alpha_, "100");
    const auto offered = sees(shop_of_alpha_, card, 1);
    ASSERT_OK(confirms(*offered));
    const auto left =
        in_transaction([&](unit_of_work& work) { return work.find_quote(offered->ref); });
    ASSERT_OK(left);
    EXPECT_FALSE(*left);
}

TEST_F(sales, a_quote_is_of_one_customer_in_one_bot) {
    const auto card = given_product("10", 1);
    given_wallet(shop_of_alpha_, "100", stranger);
    auto stolen = sees(shop_of_alpha_, card, 1).value();
    stolen.customer = stranger;
    EXPECT_REFUSED(confirms(stolen), errc::quote_not_found);
    stolen.customer = customer;
    stolen.bot = bot_ref::main();
    EXPECT_REFUSED(confirms(stolen), errc::quote_not_found);
}

TEST_F(sales, a_quote_expires) {
    const auto card = given_product("10", 1);
    given_wallet(shop_of_alpha_, "100");
    const auto offered = sees(shop_of_alpha_, card, 1);
    now_ += quote_lifetime;
    EXPECT_REFUSED(confirms(*offered), errc::quote_expired);
}

TEST_F(sales, too_little_money_or_too_little_stock_moves_nothing) {
    alpha_ = given_markup(alpha_, "12.5");
    const auto card = given_product("10", 4);
    given_wallet(shop_of_alpha_, "89.95");
    const auto refused = buys(shop_of_alpha_, card, 4);
    ASSERT_REFUSED(refused, errc::insufficient_wallet);
    EXPECT_EQ(refused.error().facts().amount_micros, amount("90").micros());
    EXPECT_EQ(refused.error().facts().limit_micros, amount("89.95").micros());

    given_wallet(shop_of_alpha_, "10");
    ASSERT_OK(buys(shop_of_alpha_, card, 4));
    EXPECT_EQ(balance_now(shop_of_alpha_), amount("9.95"));
    EXPECT_EQ(agent_now(alpha_).available, amount("50"));
    EXPECT_REFUSED(buys(shop_of_alpha_, card, 1), errc::insufficient_stock);
}

TEST_F(sales, a_product_off_sale_is_not_quoted_nor_sold) {
    const auto card = given_product("10", 1);
    given_wallet(shop_of_alpha_, "100");
    const auto offered = sees(shop_of_alpha_, card, 1);
    ASSERT_OK(in_transaction([&](unit_of_work& work) {
        return shop_.set_listing(work, as_admin(), card.ref, backend::listing::withdrawn);
    }));
    EXPECT_REFUSED(confirms(*offered), errc::product_withdrawn);
    EXPECT_REFUSED(sees(shop_of_alpha_, card, 1), errc::product_withdrawn);
    EXPECT_REFUSED(sees(shop_of_alpha_, card, 0), errc::quantity_out_of_range);
}

TEST_F(sales, a_thousand_sales_at_a_markup_of_0_004_earn_4_00) {
    given_markup(alpha_, "0.004");
    const auto card = given_product("0.01", 1'000);
    given_wallet(shop_of_alpha_, "14");
    for (int i = 0; i < 1'000; ++i) ASSERT_OK(buys(shop_of_alpha_, card, 1));
    EXPECT_EQ(agent_now(alpha_).available, amount("4"));
    EXPECT_TRUE(balance_now(shop_of_alpha_).is_zero());
}

TEST_F(sales, what_is_free_of_charge_is_sold_without_an_entry) {
    given_markup(alpha_, "0");
    const auto flyer = given_product("0", 1);
    EXPECT_OK(buys(shop_of_alpha_, flyer, 1));
}

TEST_F(sales, a_refund_returns_the_money_and_takes_back_the_profit_once) {
    const auto card = given_product("10", 3);
    given_wallet(shop_of_alpha_, "100");
    const auto sold = buys(shop_of_alpha_, card, 3);
    ASSERT_OK(refunds(*sold, "first"));
    EXPECT_EQ(balance_now(shop_of_alpha_), amount("100"));
    EXPECT_TRUE(agent_now(alpha_).available.is_zero());
    EXPECT_EQ(product_now(card).in_stock, 0) << "its items stay sold";
    EXPECT_TRUE(refunds(*sold, "first")->repeated);
    EXPECT_REFUSED(refunds(*sold, "second"), errc::order_already_refunded);
}

TEST_F(sales, a_refund_after_a_withdrawal_leaves_a_debt_that_stops_withdrawals) {
    given_markup(alpha_, "20");
    const auto card = given_product("0", 1);
    given_wallet(shop_of_alpha_, "20");
    const auto sold = buys(shop_of_alpha_, card, 1);
    const auto asked = requests(alpha_, "20");
    ASSERT_OK(asked);
    ASSERT_OK(refunds(*sold));
    EXPECT_EQ(agent_now(alpha_).available, minus("20"));
    EXPECT_REFUSED(requests(alpha_, "10"), errc::insufficient_available);
    EXPECT_OK(commands(as_admin(), asked->now, reject{"refunded"}));
    EXPECT_TRUE(agent_now(alpha_).available.is_zero());
}

TEST_F(sales, a_credit_is_given_once_a_key_and_never_of_nothing) {
    const auto credits = [&](std::string_view text, std::string key) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.credit_wallet(
                work, as_admin(std::move(key)),
                {.bot = shop_of_alpha_, .user = customer, .amount = amount(text), .note = "cash"});
        });
    };
    ASSERT_OK(credits("5", "update:1"));
    EXPECT_EQ(credits("5", "update:1")->balance, amount("5"));
    EXPECT_REFUSED(credits("6", "update:1"), errc::key_reused_with_different_body);
    EXPECT_REFUSED(credits("0", "update:2"), errc::amount_out_of_range);
    EXPECT_EQ(balance_now(shop_of_alpha_), amount("5"));
}

TEST_F(sales, stock_comes_in_once_a_key_and_bad_lines_stop_all_of_it) {
    const auto card = given_product("10", 0);
    const auto brings = [&](std::vector<std::string> lines, std::string key) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.add_stock(work, as_admin(std::move(key)), card.ref, lines);
        });
    };
    EXPECT_EQ(brings({"a", "b"}, "update:1")->in_stock, 2);
    EXPECT_EQ(brings({"a", "b"}, "update:1")->in_stock, 2);
    EXPECT_REFUSED(brings({"c", " ", "d"}, "update:2"), errc::text_empty);
    EXPECT_REFUSED(brings({"c", std::string(5'000, 'x')}, "update:2"), errc::text_too_long);
    EXPECT_EQ(product_now(card).in_stock, 2);
}

TEST_F(sales, profit_of_a_sale_made_elsewhere_is_recorded_once) {
    const auto records = [&](std::int64_t quantity, std::string key) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.record_profit(work, as_system(std::move(key)), alpha_.ref, quantity,
                                       "their order 12");
        });
    };
    EXPECT_EQ(records(3, "sale:12")->available, amount("0.15"));
    EXPECT_EQ(records(3, "sale:12")->available, amount("0.15"));
    EXPECT_REFUSED(records(0, "sale:13"), errc::quantity_out_of_range);
    const auto gone = given_agent("Gone", other_owner);
    ASSERT_OK(in_transaction(
        [&](unit_of_work& work) { return shop_.archive_agent(work, as_admin(), gone.ref); }));
    EXPECT_REFUSED(in_transaction([&](unit_of_work& work) {
                       return shop_.record_profit(work, as_system(), gone.ref, 1, "late");
                   }),
                   errc::agent_archived);
}

TEST_F(sales, a_rule_that_marks_up_in_the_main_bot_sells_for_the_operator) {
    class five_percent final : public pricing_rule {
        result<unit_price> price(const pricing_question& q) const override {
            AGENTBACKEND_ASSIGN(const auto markup, scale(q.item.base_price, {5, 100}));
            return unit_price{q.item.base_price, markup};
        }
    };
    shop_ = backend::make({.admins = {admin}}, std::make_shared<five_percent>()).value();
    const auto card = given_product("10", 1);
    given_wallet(bot_ref::main(), "10.50");
    const auto sold = buys(bot_ref::main(), card, 1);
    ASSERT_OK(sold);
    EXPECT_EQ(sold->bought.terms.revenue, amount("10.50"));
    EXPECT_TRUE(sold->bought.terms.profit.is_zero());
}

}  // namespace
}  // namespace agentbackend::test
