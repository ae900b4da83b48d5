// What an agent earned, by day and by product: counted when it happens, shown in any zone.

#include "backend/support/shop_story.hpp"

namespace agentbackend::test {
namespace {

using namespace std::chrono;

class agent_earnings : public shop_story {
protected:
    void SetUp() override { given_wallet(shop_of_alpha_, "1000"); }

    // The clock moves on with every command: what is asked for comes a second later.
    void at(timestamp when) { now_ = when - seconds(1); }
    sale sells(std::int64_t quantity, const product& item) {
        const auto offered = sees(shop_of_alpha_, item, quantity).value();
        now_ -= seconds(1);
        return confirms(offered).value();
    }
    sale sells(std::int64_t quantity) { return sells(quantity, card_); }

    std::vector<day_earnings> days(minutes utc_offset, std::optional<local_days> before = {},
                                   std::size_t limit = 10) {
        return asks([&](reader& rows) {
            return backend::earnings_by_day(
                rows,
                {.agent = alpha_.ref, .utc_offset = utc_offset, .before = before, .limit = limit});
        });
    }
    std::vector<product_earnings> by_product() {
        return asks(
            [&](reader& rows) { return rows.earnings_by_product(alpha_.ref, std::nullopt, 10); });
    }
    earnings total() {
        earnings sum;
        for (const auto& [product, sums] : by_product()) sum = add(sum, sums).value();
        return sum;
    }

    static earnings sold(std::int64_t sales, std::string_view earned) {
        return {.sales = sales, .earned = amount(earned)};
    }
    static earnings taken_back(std::string_view profit) {
        return {.refunds = 1, .taken_back = amount(profit)};
    }

    agent alpha_ = given_markup(given_agent("Alpha"), "0.05");
    bot_ref shop_of_alpha_ = bot_ref::of(alpha_.ref);
    product card_ = given_product("10", 9);
    product voucher_ = given_product("3", 9);
    local_days january_24_{2025y / 1 / 24};
};

TEST_F(agent_earnings, sales_of_a_day_add_up) {
    sells(3);
    sells(1);
    EXPECT_EQ(days(minutes(0)), (std::vector<day_earnings>{{january_24_, sold(2, "0.20")}}));
    EXPECT_EQ(total(), sold(2, "0.20"));
    EXPECT_EQ(net_of(total()), amount("0.20"));
}

TEST_F(agent_earnings, a_refund_counts_on_the_day_it_was_made) {
    const auto sale = sells(3);
    at(story_start + hours(24));
    ASSERT_OK(refunds(sale));
    EXPECT_EQ(days(minutes(0)),
              (std::vector<day_earnings>{{january_24_ + std::chrono::days(1), taken_back("0.15")},
                                         {january_24_, sold(1, "0.15")}}));
    EXPECT_EQ(net_of(days(minutes(0)).front().sums), minus("0.15"));
    EXPECT_TRUE(net_of(total()).is_zero());
}

TEST_F(agent_earnings, a_day_is_one_of_the_zone_that_is_asked_for) {
    const timestamp midnight_in_utc = sys_days(2025y / 1 / 25);
    at(midnight_in_utc - hours(8));  // midnight in Shanghai
    sells(1);
    at(midnight_in_utc - seconds(1));
    sells(1);
    at(midnight_in_utc);
    sells(1);
    const auto next_day = january_24_ + std::chrono::days(1);
    EXPECT_EQ(days(minutes(0)), (std::vector<day_earnings>{{next_day, sold(1, "0.05")},
                                                           {january_24_, sold(2, "0.10")}}));
    EXPECT_EQ(days(hours(8)), (std::vector<day_earnings>{{next_day, sold(3, "0.15")}}));
    EXPECT_EQ(days(hours(-1)), (std::vector<day_earnings>{{january_24_, sold(3, "0.15")}}));
    EXPECT_EQ(
        days(minutes(5 * 60 + 45)),  // Kathmandu
        (std::vector<day_earnings>{{next_day, sold(2, "0.10")}, {january_24_, sold(1, "0.05")}}));
}

TEST_F(agent_earnings, days_are_paged_from_the_newest) {
    for (int day = 0; day < 5; ++day) {
        at(story_start + hours(24 * day));
        sells(1);
    }
    const auto page = days(hours(8), std::nullopt, 2);
    ASSERT_EQ(page.size(), 2u);
    EXPECT_EQ(page[0].day, january_24_ + std::chrono::days(4));
    EXPECT_EQ(page[1].day, january_24_ + std::chrono::days(3));
    const auto next = days(hours(8), page.back().day, 2);
    ASSERT_EQ(next.size(), 2u);
    EXPECT_EQ(next[0].day, january_24_ + std::chrono::days(2));
    EXPECT_EQ(days(hours(8), next.back().day, 2).size(), 1u);
    EXPECT_TRUE(days(hours(8), january_24_, 2).empty());
    EXPECT_TRUE(days(hours(8), std::nullopt, 0).empty());
}

TEST_F(agent_earnings, a_day_with_something_in_every_quarter_is_one_day) {
    for (int quarter = 0; quarter < 100; ++quarter) {
        at(timestamp(sys_days(2025y / 2 / 1)) + minutes(15 * quarter));
        sells(1, given_product("1", 1));
    }
    const auto page = days(minutes(0));
    ASSERT_EQ(page.size(), 2u);
    EXPECT_EQ(page[0].sums, sold(4, "0.20"));
    EXPECT_EQ(page[1].sums, sold(96, "4.80"));
}

TEST_F(agent_earnings, a_day_no_calendar_has_is_answered_all_the_same) {
    sells(1);
    EXPECT_EQ(days(hours(8), local_days::max()).size(), 1u);
    EXPECT_TRUE(days(hours(8), local_days::min()).empty());
}

TEST_F(agent_earnings, products_are_counted_apart_with_sales_elsewhere_last) {
    sells(1);
    sells(2, voucher_);
    ASSERT_OK(in_transaction([&](unit_of_work& work) {
        return shop_.record_profit(work, as_system("sale:1"), alpha_.ref, 4, "elsewhere");
    }));
    ASSERT_OK(refunds(sells(3)));
    EXPECT_EQ(by_product(), (std::vector<product_earnings>{
                                {voucher_.ref, sold(1, "0.10")},
                                {card_.ref, earnings{2, 1, amount("0.20"), amount("0.15")}},
                                {{}, sold(1, "0.20")}}));
}

TEST_F(agent_earnings, a_sale_without_a_profit_is_a_sale) {
    given_markup(alpha_, "0");
    sells(2);
    EXPECT_EQ(total(), sold(1, "0"));
}

TEST_F(agent_earnings, asking_twice_counts_once) {
    const auto offered = sees(shop_of_alpha_, card_, 1).value();
    ASSERT_OK(confirms(offered));
    EXPECT_TRUE(confirms(offered).value().repeated);
    for (int n = 0; n < 2; ++n) {
        ASSERT_OK(in_transaction([&](unit_of_work& work) {
            return shop_.record_profit(work, as_system("sale:1"), alpha_.ref, 1, "elsewhere");
        }));
    }
    EXPECT_EQ(total(), sold(2, "0.10"));
}

TEST_F(agent_earnings, the_main_bot_earns_for_nobody) {
    given_wallet(bot_ref::main(), "100");
    ASSERT_OK(buys(bot_ref::main(), card_, 1));
    EXPECT_EQ(total(), earnings{});
}

TEST_F(agent_earnings, a_refused_purchase_counts_nothing) {
    EXPECT_REFUSED(buys(shop_of_alpha_, given_product("9999", 1), 1), errc::insufficient_wallet);
    EXPECT_EQ(total(), earnings{});
}

}  // namespace
}  // namespace agentbackend::test
