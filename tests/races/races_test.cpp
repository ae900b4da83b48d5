// People who press at the same moment, on threads of their own, over the real committer and SQLite.

#include "races/busy_shop.hpp"

#include <algorithm>
#include <atomic>

namespace agentbackend::test {
namespace {

constexpr int rounds = 20;

class races : public busy_shop {
protected:
    // One press of the owner's button; both of a double tap belong to one dialog.
    std::function<void()> requests(std::string_view sum, std::string dialog) {
        return [this, sum, dialog = std::move(dialog)] {
            const auto asked = as(the_owner(), dialog, [&](auto& work, const auto& by) {
                return rules_.request_withdrawal(
                    work, by, {.amount = amount(sum), .address = payout_address});
            });
            if (asked && !asked->repeated) ++requested_;
        };
    }
    // One press on the newest request. Counts when it had its effect.
    std::function<void()> decides(actor who, withdrawal_command what, std::atomic<int>& counter) {
        return [this, who, what = std::move(what), &counter] {
            const auto decided = as(who, "", [&](auto& work, const auto& by) {
                return rules_.apply(work, by, newest_, what);
            });
            if (decided) ++counter;
        };
    }

    withdrawal_ref newest_;
    std::atomic<int> requested_ = 0;
    std::atomic<int> approved_ = 0;
    std::atomic<int> paid_ = 0;
    std::atomic<int> cancelled_ = 0;
};

TEST_F(races, two_admins_and_a_double_tapping_owner_make_one_approval_and_one_payment) {
    given_earnings("20", rounds);
    for (int round = 1; round <= rounds; ++round) {
        const auto dialog = "dialog:" + std::to_string(round);
        at_once({requests("20", dialog), requests("20", dialog)});
        ASSERT_EQ(requested_, round);
        newest_ = withdrawals().back().ref;

        std::vector<std::function<void()>> reviews;
        std::vector<std::function<void()>> payments;
        for (const auto who : {admin, second_admin, admin, second_admin}) {
            const char digit = static_cast<char>('0' + payments.size());
            const auto txid = std::to_string(round + 1'000) + std::string(60, digit);
            reviews.push_back(decides(the_admin(who), approve{}, approved_));
            payments.push_back(decides(the_admin(who), pay{txid}, paid_));
        }
        at_once(reviews);
        ASSERT_EQ(approved_, round);
        at_once(payments);
        ASSERT_EQ(paid_, round);
    }
    EXPECT_EQ(withdrawals().size(), std::size_t{rounds});
    EXPECT_EQ(alpha().available, usdt());
    EXPECT_EQ(alpha().frozen, usdt());
    EXPECT_EQ(alpha().payouts, amount("380"));
    EXPECT_EQ(alpha().fees, amount("20"));
}

TEST_F(races, a_request_that_is_cancelled_while_it_is_approved_ends_one_way_only) {
    given_earnings("20", rounds);
    for (int round = 1; round <= rounds; ++round) {
        requests("20", "dialog:" + std::to_string(round))();
        newest_ = withdrawals().back().ref;
        const auto txid = std::to_string(round + 1'000) + std::string(60, 'b');
        at_once({decides(the_owner(), cancel_by_owner{}, cancelled_),
                 decides(the_admin(), approve{}, approved_),
                 decides(the_admin(second_admin), pay{txid}, paid_),
                 decides(the_owner(), cancel_by_owner{}, cancelled_)});
        ASSERT_EQ(approved_ + cancelled_, round);
        ASSERT_LE(paid_, approved_);
        // So that the next round's request finds what it asks for.
        if (withdrawals().back().status == withdrawal_status::approved) {
            decides(the_admin(), cancel_by_admin{"next round"}, cancelled_)();
            --approved_;
        }
    }
    EXPECT_EQ(alpha().available, usdt::from_micros((rounds - paid_) * amount("20").micros()));
    EXPECT_EQ(alpha().frozen, usdt());
    EXPECT_EQ(alpha().total_paid(), usdt::from_micros(paid_ * amount("20").micros()));
}

TEST_F(races, a_thousand_buyers_for_a_hundred_items_leave_nine_hundred_with_all_their_money) {
    constexpr int buyers = 1'000;
    constexpr int items = 100;
    constexpr int doors = 20;  // threads, through which the buyers come
    given_alpha_with_markup("0.05");
    const auto buyer = [this](int number) {
        return actor::person(user_id{first_buyer + number}, alpha_shop());
    };
    std::vector<quote_ref> offers;
    ASSERT_OK(as(the_admin(), "", [&](unit_of_work& work, const command_context& by) {
        return given_buyers(work, by, {buyers, items}, offers);
    }));

    std::atomic<int> sold = 0;
    std::atomic<int> sold_out = 0;
    std::latch all_answered(buyers);
    const auto answered = [&](const result<void>& bought) {
        if (bought) ++sold;
        if (!bought && bought.error().code() == errc::insufficient_stock) ++sold_out;
        all_answered.count_down();
    };
    std::vector<std::function<void()>> crowd;
    for (int door = 0; door < doors; ++door) {
        crowd.emplace_back([&, door] {
            for (int number = door; number < buyers; number += doors) {
                const auto offer = offers[static_cast<std::size_t>(number)];
                submit(
                    buyer(number),
                    [this, offer](auto& work, const auto& by) {
                        return rules_.buy(work, by, offer);
                    },
                    answered);
            }
        });
    }
    at_once(std::move(crowd));
    all_answered.wait();

    EXPECT_EQ(sold, items);
    EXPECT_EQ(sold_out, buyers - items);
    const auto wallets = asks([](reader& rows) { return rows.wallets({}, 2 * buyers); });
    EXPECT_EQ(std::ranges::count(wallets, amount("9.95"), &wallet::balance), items);
    EXPECT_EQ(std::ranges::count(wallets, amount("20"), &wallet::balance), buyers - items);
    EXPECT_EQ(alpha().available, amount("5.00"));
}

}  // namespace
}  // namespace agentbackend::test
