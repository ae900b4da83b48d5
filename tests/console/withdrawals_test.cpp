#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class withdrawing : public testing::Test {
protected:
    static constexpr std::string_view txid_ =
        "ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789";

    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    someone owner_ = tale_.person_in(user_id{7}, alpha_);
    someone admin_ = tale_.admin();
    someone second_admin_ = tale_.person_in(story::second_admin_id, bot_ref::main());

    void asks_for(std::string_view amount) {
        owner_.types("/agent");
        owner_.taps("💸 Withdraw");
        owner_.types(amount);
    }
    withdrawal only_request() {
        const auto all = tale_.withdrawals();
        EXPECT_EQ(all.size(), 1u);
        return all.at(0);
    }
};

TEST_F(withdrawing, needs_the_minimum_before_it_asks_for_anything) {
    tale_.given_earnings(alpha_, "8.4");
    owner_.types("/agent");
    owner_.taps("💸 Withdraw");
    EXPECT_THAT(owner_.reads(),
                AllOf(HasSubstr("8.40 USDT available"), HasSubstr("minimum is 10.00 USDT"),
                      HasSubstr("Earn 1.60 USDT more")));
    EXPECT_EQ(owner_.dialog(), "");
}

TEST_F(withdrawing, refuses_too_little_and_too_much) {
    tale_.given_earnings(alpha_, "50");
    asks_for("9.99");
    EXPECT_THAT(owner_.reads(), HasSubstr("minimum is 10.00 USDT; 9.99 USDT is too little"));
    owner_.types("50.01");
    EXPECT_THAT(owner_.reads(), HasSubstr("50.00 USDT available, less than 50.01 USDT"));
    EXPECT_EQ(owner_.dialog(), "awaiting_withdraw_amount");
}

TEST_F(withdrawing, is_submitted_frozen_and_announced) {
    tale_.given_earnings(alpha_, "50.05");
    asks_for("50 USDT");
    EXPECT_THAT(owner_.reads(), AllOf(HasSubstr("fee 1.00 USDT"), HasSubstr("receive 49.00 USDT")));
    owner_.types("\n  " + std::string(story::address) + " \n");

    const auto request = only_request();
    EXPECT_EQ(request.status, withdrawal_status::pending);
    EXPECT_EQ(tale_.agent_of(alpha_).available.to_string(), "0.05");
    EXPECT_EQ(tale_.agent_of(alpha_).frozen.to_string(), "50.00");
    EXPECT_THAT(owner_.reads(), AllOf(HasSubstr("submitted"), HasSubstr(request.request_id),
                                      HasSubstr("50.00 USDT, fee 1.00 USDT, net 49.00 USDT"),
                                      HasSubstr(std::string(story::address))));
    EXPECT_EQ(owner_.dialog(), "");
    for (auto* told : {&admin_, &second_admin_}) {
        EXPECT_THAT(told->newest().what.text.text(),
                    AllOf(HasSubstr("New withdrawal request"), HasSubstr("Alpha")));
        EXPECT_TRUE(told->sees("✅ Approve"));
    }
}

TEST_F(withdrawing, the_address_sent_twice_asks_once) {
    tale_.given_earnings(alpha_, "50");
    asks_for("20");
    owner_.types(story::address);
    const auto after_the_first = tale_.everything();
    owner_.types(story::address);
    EXPECT_EQ(tale_.everything(), after_the_first);
    EXPECT_THAT(owner_.reads(), HasSubstr("No text is expected"));
}

TEST_F(withdrawing, an_amount_that_has_gone_meanwhile_is_asked_for_again) {
    tale_.given_earnings(alpha_, "50");
    asks_for("40");
    tale_.given_withdrawal(alpha_, "20");
    owner_.types(story::address);
    EXPECT_THAT(owner_.reads(), HasSubstr("30.00 USDT available"));
    EXPECT_EQ(owner_.dialog(), "awaiting_withdraw_amount");
    owner_.types("30");
    owner_.types(story::address);
    EXPECT_EQ(tale_.withdrawals().size(), 2u);
}

TEST_F(withdrawing, is_approved_and_paid_by_commands) {
    tale_.given_earnings(alpha_, "50");
    owner_.types("/start");
    const auto id = tale_.given_withdrawal(alpha_, "50").request_id;

    admin_.types("/withdraw_list");
    EXPECT_THAT(admin_.reads(), HasSubstr(id));
    admin_.types("/withdraw_approve " + id);
    EXPECT_EQ(only_request().status, withdrawal_status::approved);
    EXPECT_THAT(owner_.newest().what.text.text(), HasSubstr("approved, awaiting payment"));
    admin_.types("/withdraw_approve " + id);
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("is “Approved, awaiting payment”"),
                                      HasSubstr("Nothing was changed")));

    admin_.types("/withdraw_pay " + id + " 0x" + std::string(txid_));
    EXPECT_EQ(only_request().status, withdrawal_status::paid);
    EXPECT_THAT(owner_.newest().what.text.text(),
                AllOf(HasSubstr("has been paid"), HasSubstr(only_request().txid)));
    EXPECT_EQ(tale_.agent_of(alpha_).total_paid().to_string(), "50.00");
    const auto settled = tale_.everything();
    admin_.types("/withdraw_pay " + id + " " + std::string(txid_));
    EXPECT_EQ(tale_.everything(), settled);
    EXPECT_THAT(admin_.reads(), HasSubstr("is “Paid” and cannot become “Paid”"));
}

TEST_F(withdrawing, is_decided_by_buttons_too) {
    tale_.given_earnings(alpha_, "100");
    for (int i = 0; i < 3; ++i) tale_.given_withdrawal(alpha_, "20");

    admin_.types("/withdraw_list");
    admin_.taps("1. ✅ Approve");
    EXPECT_EQ(tale_.withdrawals()[0].status, withdrawal_status::approved);
    admin_.taps("💵 Record payout");
    EXPECT_EQ(admin_.dialog(), "awaiting_payment_txid");
    admin_.types(std::string(txid_).substr(1));
    EXPECT_THAT(admin_.reads(), HasSubstr("64 hex digits"));
    admin_.types(txid_);
    EXPECT_EQ(tale_.withdrawals()[0].status, withdrawal_status::paid);

    admin_.types("/withdraw_list");
    admin_.taps("1. 🚫 Reject");
    EXPECT_EQ(admin_.dialog(), "awaiting_reject_reason");
    admin_.types("address of an exchange");
    EXPECT_EQ(tale_.withdrawals()[1].status, withdrawal_status::rejected);
    EXPECT_THAT(owner_.newest().what.text.text(),
                AllOf(HasSubstr("rejected"), HasSubstr("address of an exchange")));

    admin_.types("/withdraw_list");
    admin_.taps("1. ✅ Approve");
    admin_.taps("💵 Record payout");
    admin_.types(txid_);
    EXPECT_THAT(admin_.reads(), HasSubstr("settled another withdrawal"));
    admin_.types("/cancel");
    admin_.types("/withdraw_list approved");
    admin_.taps("1. ↩️ Cancel it");
    admin_.types("payout failed");
    EXPECT_EQ(tale_.withdrawals()[2].status, withdrawal_status::cancelled);
    EXPECT_THAT(owner_.newest().what.text.text(),
                AllOf(HasSubstr("cancelled"), HasSubstr("payout failed")));
}

TEST_F(withdrawing, a_reason_can_be_skipped) {
    tale_.given_earnings(alpha_, "20");
    tale_.given_withdrawal(alpha_, "20");
    admin_.types("/withdraw_list");
    admin_.taps("1. 🚫 Reject");
    admin_.taps("Skip");
    EXPECT_EQ(only_request().status, withdrawal_status::rejected);
    EXPECT_EQ(admin_.dialog(), "");
}

TEST_F(withdrawing, two_admins_decide_once) {
    tale_.given_earnings(alpha_, "20");
    tale_.given_withdrawal(alpha_, "20");
    admin_.types("/withdraw_list");
    second_admin_.types("/withdraw_list");
    admin_.taps("1. ✅ Approve");
    const auto decided = tale_.everything();
    const auto told = owner_.chat().size();

    second_admin_.taps("1. ✅ Approve");
    EXPECT_THAT(second_admin_.reads(), HasSubstr("Nothing was changed"));
    EXPECT_TRUE(second_admin_.sees("💵 Record payout"));
    second_admin_.types("/withdraw_list pending");
    EXPECT_THAT(second_admin_.reads(), HasSubstr("no withdrawals here"));
    EXPECT_EQ(tale_.everything(), decided);
    EXPECT_EQ(owner_.chat().size(), told);
}

TEST_F(withdrawing, a_request_that_was_decided_meanwhile_ends_the_dialog_about_it) {
    tale_.given_earnings(alpha_, "20");
    const auto id = tale_.given_withdrawal(alpha_, "20").request_id;
    admin_.types("/withdraw_list");
    admin_.taps("1. 🚫 Reject");
    second_admin_.types("/withdraw_approve " + id);
    admin_.types("too late");
    EXPECT_THAT(admin_.reads(), HasSubstr("cannot become “Rejected”"));
    EXPECT_EQ(admin_.dialog(), "");
    EXPECT_EQ(only_request().status, withdrawal_status::approved);
}

TEST_F(withdrawing, the_owner_cancels_what_is_pending) {
    tale_.given_earnings(alpha_, "20");
    const auto id = tale_.given_withdrawal(alpha_, "20").request_id;
    owner_.types("/agent");
    owner_.taps("🧾 Withdrawals");
    owner_.taps("↩️ Cancel " + id);
    EXPECT_THAT(owner_.reads(), HasSubstr("20.00 USDT are available again"));
    EXPECT_EQ(only_request().status, withdrawal_status::cancelled);
    EXPECT_EQ(tale_.agent_of(alpha_).available.to_string(), "20.00");
    EXPECT_THAT(admin_.newest().what.text.text(), HasSubstr("agent cancelled"));
}

TEST_F(withdrawing, another_owner_cannot_cancel_it) {
    const auto beta = tale_.given_agent("Beta", user_id{8});
    tale_.given_earnings(alpha_, "20");
    const auto request = tale_.given_withdrawal(alpha_, "20");
    auto other = tale_.person_in(user_id{8}, beta);
    other.sends_payload(encode(
        payload{beta, other.id(), action::tap_cancel_own_withdrawal, {request.ref.value, 0}}));
    EXPECT_THAT(other.reads(), HasSubstr("Only the owner"));
    EXPECT_EQ(only_request().status, withdrawal_status::pending);
}

TEST_F(withdrawing, the_list_goes_page_by_page_and_by_status) {
    tale_.given_earnings(alpha_, "100");
    for (int i = 0; i < 7; ++i) tale_.given_withdrawal(alpha_, "10");
    admin_.types("/withdraw_list PENDING");
    EXPECT_THAT(admin_.reads(), HasSubstr("There is no status “PENDING”"));
    admin_.types("/withdraw_list pending");
    EXPECT_TRUE(admin_.sees("5. ✅ Approve"));
    admin_.taps("Next page ▶️");
    EXPECT_TRUE(admin_.sees("2. ✅ Approve"));
    EXPECT_FALSE(admin_.sees("3. ✅ Approve"));
    admin_.types("/withdraw_list paid");
    EXPECT_THAT(admin_.reads(), HasSubstr("no withdrawals here"));
}

TEST_F(withdrawing, the_list_is_narrowed_by_buttons) {
    tale_.given_earnings(alpha_, "100");
    for (int i = 0; i < 7; ++i) tale_.given_withdrawal(alpha_, "10");
    for (const auto& request : tale_.withdrawals()) {
        admin_.types("/withdraw_reject " + request.request_id);
    }
    admin_.types("/start");
    admin_.taps("💸 Withdrawals");
    EXPECT_TRUE(admin_.sees("• Open"));
    EXPECT_THAT(admin_.reads(), HasSubstr("no withdrawals here"));
    admin_.taps("Rejected");
    EXPECT_TRUE(admin_.sees("• Rejected"));
    const auto all = tale_.withdrawals();
    EXPECT_LT(admin_.reads().find(all[6].request_id), admin_.reads().find(all[5].request_id));
    admin_.taps("Next page ▶️");
    EXPECT_THAT(admin_.reads(), HasSubstr(all[0].request_id));
    EXPECT_TRUE(admin_.sees("• Rejected"));
    admin_.taps("Pending");
    EXPECT_THAT(admin_.reads(), HasSubstr("no withdrawals here"));
}

TEST_F(withdrawing, ones_own_are_listed_newest_first) {
    tale_.given_earnings(alpha_, "100");
    for (int i = 0; i < 7; ++i) tale_.given_withdrawal(alpha_, "10");
    const auto all = tale_.withdrawals();
    owner_.types("/agent");
    owner_.taps("🧾 Withdrawals");
    EXPECT_LT(owner_.reads().find(all[6].request_id), owner_.reads().find(all[5].request_id));
    EXPECT_TRUE(owner_.sees("↩️ Cancel " + all[6].request_id));
    owner_.taps("Next page ▶️");
    EXPECT_TRUE(owner_.sees("↩️ Cancel " + all[0].request_id));
}

TEST_F(withdrawing, statistics_count_by_status) {
    tale_.given_earnings(alpha_, "100");
    tale_.given_withdrawal(alpha_, "30");
    const auto id = tale_.given_withdrawal(alpha_, "20").request_id;
    admin_.types("/withdraw_approve " + id);
    admin_.types("/withdraw_pay " + id + " " + std::string(txid_));
    admin_.types("/withdraw_stats");
    EXPECT_THAT(admin_.reads(),
                AllOf(HasSubstr("Pending: 1, 30.00 USDT"), HasSubstr("Paid: 1, 20.00 USDT"),
                      HasSubstr("Fees earned: 1.00 USDT"), HasSubstr("Net paid: 19.00 USDT"),
                      HasSubstr("Agents with a frozen balance: 1"),
                      HasSubstr("Oldest pending request: 24 Jan 2025, 14:30")));
}

TEST_F(withdrawing, the_owner_who_never_pressed_start_is_written_to_all_the_same) {
    tale_.given_earnings(alpha_, "20");
    const auto id = tale_.given_withdrawal(alpha_, "20").request_id;
    auto in_main = tale_.person_in(user_id{7}, bot_ref::main());
    auto chinese = in_main.makes(typed{"/start"});
    chinese.from.language_code = "zh-hans";
    in_main.sends(chinese);

    admin_.types("/withdraw_approve " + id);
    EXPECT_THAT(owner_.newest().what.text.text(), HasSubstr("等待付款"));
}

}  // namespace
}  // namespace agentbackend::console
