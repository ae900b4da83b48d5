// What went wrong in the system that this one replaces, each fault forbidden by name: under real
// threads where it took two of them, and over SQLite.

#include "races/busy_shop.hpp"

#include <atomic>

namespace agentbackend::test {
namespace {

class historical : public busy_shop {};

TEST_F(historical, four_threads_recording_1000_profits_of_0_05_end_at_exactly_50_00) {
    constexpr int threads = 4;
    constexpr int profits = 1'000;
    given_alpha_with_markup("0.05");
    std::vector<std::function<void()>> recorders;
    for (int thread = 0; thread < threads; ++thread) {
        recorders.emplace_back([this, thread] {
            for (int sale = thread; sale < profits; sale += threads) {
                EXPECT_OK(as(actor::system(), "sale:" + std::to_string(sale),
                             [this](unit_of_work& work, const command_context& by) {
                                 return rules_.record_profit(work, by, alpha_, 1, "elsewhere");
                             }));
            }
        });
    }
    at_once(std::move(recorders));
    EXPECT_EQ(alpha().available, amount("50.00"));
}

TEST_F(historical, two_taps_cannot_withdraw_100_from_a_balance_of_60_under_one_request_id) {
    given_earnings("60", 1);
    std::atomic<int> made = 0;
    const auto tap = [&] {
        const auto asked = as(the_owner(), "dialog:1", [&](auto& work, const auto& by) {
            return rules_.request_withdrawal(work, by,
                                             {.amount = amount("50"), .address = payout_address});
        });
        ASSERT_OK(asked);
        if (!asked->repeated) ++made;
    };
    at_once({tap, tap});
    EXPECT_EQ(made, 1);
    ASSERT_EQ(withdrawals().size(), 1u);
    EXPECT_EQ(alpha().available, amount("10"));
    EXPECT_EQ(alpha().frozen, amount("50"));
}

TEST_F(historical, a_thousand_sales_at_markup_0_004_earn_exactly_4_00) {
    constexpr int sales = 1'000;
    given_alpha_with_markup("0.004");
    const auto buyer = actor::person(customer, alpha_shop());
    std::vector<quote_ref> offers;
    ASSERT_OK(as(the_admin(), "", [&](unit_of_work& work, const command_context& by) {
        return given_buyers(work, by, {.buyers = 1, .items = sales}, offers);
    }));
    ASSERT_OK(as(the_admin(), "", [&](unit_of_work& work, const command_context& by) {
        return rules_.credit_wallet(
            work, by, {.bot = alpha_shop(), .user = customer, .amount = amount("10004")});
    }));
    ASSERT_OK(as(buyer, "", [&](unit_of_work& work, const command_context& by) -> result<sale> {
        for (int sold = 1; sold < sales; ++sold) AGENTBACKEND_TRY(buys_one(work, by));
        return buys_one(work, by);
    }));
    EXPECT_EQ(alpha().available, amount("4.00"));
}

TEST_F(historical, an_address_of_33_x_is_refused) {
    given_earnings("60", 1);
    const auto asked = as(the_owner(), "dialog:1", [&](auto& work, const auto& by) {
        return rules_.request_withdrawal(work, by,
                                         {.amount = amount("50"), .address = std::string(33, 'x')});
    });
    EXPECT_REFUSED(asked, errc::address_wrong_length);
    EXPECT_TRUE(withdrawals().empty());
    EXPECT_EQ(alpha().available, amount("60"));
}

}  // namespace
}  // namespace agentbackend::test
