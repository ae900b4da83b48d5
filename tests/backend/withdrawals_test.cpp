#include "backend/support/shop_story.hpp"

namespace agentbackend::test {
namespace {

class withdrawals : public shop_story {
protected:
    withdrawal given_request(std::string_view text) { return requests(alpha_, text).value().now; }
    withdrawal_statistics totals() {
        return asks([](reader& rows) { return rows.withdrawal_totals(); });
    }

    agent alpha_ = given_earnings(given_agent("Alpha"), "60.05");
    agent beta_ = given_agent("Beta", other_owner);
};

TEST_F(withdrawals, from_request_to_payment) {
    const auto asked = requests(alpha_, "50");
    ASSERT_OK(asked);
    EXPECT_TRUE(asked->now.request_id.starts_with("aw_20250124_1430"));
    EXPECT_EQ(asked->notices.size(), 2u);
    EXPECT_EQ(agent_now(alpha_).available, amount("10.05"));
    EXPECT_EQ(agent_now(alpha_).frozen, amount("50"));

    ASSERT_OK(commands(as_admin(), asked->now, approve{}));
    const auto paid = commands(as_admin(), asked->now, pay{"0x" + std::string(64, 'A')});
    ASSERT_OK(paid);
    EXPECT_EQ(paid->now.txid, std::string(64, 'a'));
    const auto after = agent_now(alpha_);
    EXPECT_TRUE(after.frozen.is_zero());
    EXPECT_EQ(after.total_paid(), amount("50"));
    EXPECT_EQ(after.fees, amount("1"));
    EXPECT_EQ(totals().net_paid, amount("49"));
    EXPECT_EQ(totals().fees_earned, amount("1"));
}

TEST_F(withdrawals, rejection_and_both_cancellations_return_the_funds) {
    const auto first = given_request("10");
    ASSERT_OK(commands(as_admin(), first, reject{"wrong network"}));
    const auto second = given_request("10");
    ASSERT_OK(commands(as_owner(alpha_), second, cancel_by_owner{}));
    const auto third = given_request("10");
    ASSERT_OK(commands(as_admin(), third, approve{}));
    EXPECT_REFUSED(commands(as_owner(alpha_), third, cancel_by_owner{}), errc::illegal_transition);
    ASSERT_OK(commands(as_admin(), third, cancel_by_admin{"the payout bounced"}));
    EXPECT_EQ(agent_now(alpha_).available, amount("60.05"));
    EXPECT_TRUE(agent_now(alpha_).frozen.is_zero());
    EXPECT_EQ(totals().agents_with_frozen, 0);
}

TEST_F(withdrawals, two_admins_approve_once_and_pay_once) {
    const auto asked = given_request("50");
    const auto second = [&] { return as(actor::person(second_admin, bot_ref::main())); };
    ASSERT_OK(commands(as_admin(), asked, approve{}));
    EXPECT_REFUSED(commands(second(), asked, approve{}), errc::illegal_transition);
    ASSERT_OK(commands(as_admin(), asked, pay{std::string(64, '1')}));
    const auto again = commands(second(), asked, pay{std::string(64, '2')});
    ASSERT_REFUSED(again, errc::illegal_transition);
    EXPECT_EQ(again.error().facts().state, "paid");
    EXPECT_EQ(agent_now(alpha_).total_paid(), amount("50"));
}

TEST_F(withdrawals, a_repeat_under_one_key_tells_nobody_twice) {
    const auto first = requests(alpha_, "20", "dialog:9");
    const auto again = requests(alpha_, "20", "dialog:9");
    ASSERT_OK(again);
    EXPECT_TRUE(again->repeated);
    EXPECT_TRUE(again->notices.empty());
    EXPECT_EQ(again->now.ref, first->now.ref);
    EXPECT_EQ(agent_now(alpha_).frozen, amount("20"));
    EXPECT_REFUSED(requests(alpha_, "30", "dialog:9"), errc::key_reused_with_different_body);

    ASSERT_OK(commands(as_admin("update:5"), first->now, approve{}));
    EXPECT_TRUE(commands(as_admin("update:5"), first->now, approve{})->repeated);
}

TEST_F(withdrawals, two_taps_cannot_take_100_from_60) {
    ASSERT_OK(requests(alpha_, "50", "dialog:1"));
    EXPECT_REFUSED(requests(alpha_, "50", "dialog:2"), errc::insufficient_available);
    EXPECT_EQ(agent_now(alpha_).frozen, amount("50"));
}

TEST_F(withdrawals, a_transaction_settles_one_withdrawal) {
    const auto first = given_request("20");
    const auto second = given_request("20");
    for (const auto& each : {first, second}) ASSERT_OK(commands(as_admin(), each, approve{}));
    ASSERT_OK(commands(as_admin(), first, pay{a_txid}));
    EXPECT_REFUSED(commands(as_admin(), second, pay{"0x" + std::string(64, 'A')}),
                   errc::txid_already_used);
    EXPECT_REFUSED(commands(as_admin(), second, pay{std::string(63, 'a')}), errc::txid_malformed);
}

TEST_F(withdrawals, nobody_but_the_owner_asks_and_nobody_but_admins_review) {
    const auto asked = given_request("50");
    const auto shop = bot_ref::of(alpha_.ref);
    for (const auto who : {stranger, other_owner, customer, admin}) {
        EXPECT_REFUSED(in_transaction([&](unit_of_work& work) {
                           return shop_.request_withdrawal(
                               work, as(actor::person(who, shop)),
                               {.amount = amount("10"), .address = payout_address});
                       }),
                       errc::not_the_owner);
        EXPECT_REFUSED(commands(as(actor::person(who, shop)), asked, cancel_by_owner{}),
                       errc::not_the_owner);
    }
    const std::vector<withdrawal_command> reviews{approve{}, reject{"no"}, pay{a_txid},
                                                  cancel_by_admin{"no"}};
    for (const auto& review : reviews) {
        for (const auto& who : {actor::person(owner, shop), actor::person(admin, shop),
                                actor::person(stranger, bot_ref::main()), actor::system()}) {
            EXPECT_REFUSED(commands(as(who), asked, review), errc::not_an_admin);
        }
    }
    EXPECT_REFUSED(commands(as(actor::person(owner, bot_ref::main())), asked, cancel_by_owner{}),
                   errc::not_an_agent_bot);
    EXPECT_REFUSED(commands(as_owner(beta_), asked, cancel_by_owner{}), errc::not_the_owner);
}

TEST_F(withdrawals, an_address_that_loses_coins_is_refused_with_its_reason) {
    const std::string bad_checksum = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T";
    EXPECT_REFUSED(requests(alpha_, "10", "", std::string(33, 'x')), errc::address_wrong_length);
    EXPECT_REFUSED(requests(alpha_, "10", "", bad_checksum), errc::address_bad_checksum);
    EXPECT_REFUSED(requests(alpha_, "10", "", zero_address), errc::address_is_zero);
    EXPECT_REFUSED(requests(alpha_, "10", "", usdt_contract_address),
                   errc::address_is_usdt_contract);
    EXPECT_EQ(agent_now(alpha_).available, amount("60.05"));
}

TEST_F(withdrawals, an_unknown_request_is_not_found) {
    EXPECT_REFUSED(commands(as_admin(), withdrawal{.ref = {404}}, approve{}),
                   errc::withdrawal_not_found);
}

}  // namespace
}  // namespace agentbackend::test
