// Customers' wallets and orders in the hands of the admins, by buttons.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class money_of_customers : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7}, "0.05");
    someone admin_ = tale_.admin();
    someone customer_ = tale_.person_in(user_id{42}, alpha_);

    void opens_wallet(std::string_view shop, std::string_view user) {
        admin_.types("/start");
        admin_.taps("💰 Wallets");
        admin_.taps(shop);
        admin_.taps("🔎 Find by user id");
        admin_.types(user);
    }
    void buys_a_card() {
        tale_.given_product("Gift card", "10", {"CODE-1", "CODE-2"});
        tale_.given_wallet(alpha_, customer_.id(), "100");
        customer_.types("/start");
        customer_.taps("🛍 Products");
        customer_.taps(customer_.newest().what.rows[0][0].label);
        customer_.taps("1");
        customer_.taps("✅ Buy now");
    }
    void finds_order(std::string_view number) {
        admin_.types("/start");
        admin_.taps("🧾 Orders");
        admin_.types(number);
    }
};

TEST_F(money_of_customers, is_found_by_bot_and_user_and_credited_once) {
    customer_.types("/start");
    opens_wallet("Alpha", " ４２ ");
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("Bot: Alpha"), HasSubstr("User id: 42"),
                                      HasSubstr("Name: Person 42"), HasSubstr("0.00 USDT")));
    admin_.taps("💵 Credit");
    for (const auto* bad : {"0", "-5", "ten", "1000000001"}) {
        admin_.types(bad);
        EXPECT_NE(admin_.dialog(), "") << bad;
    }
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "0.00");
}

TEST_F(money_of_customers, is_credited_with_a_note_or_without) {
    opens_wallet("Alpha", "42");
    admin_.taps("💵 Credit");
    admin_.types("50u");
    EXPECT_EQ(admin_.dialog(), "awaiting_credit_note");
    admin_.types("bank transfer 7");
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("Credited 50.00 USDT to user 42 in Alpha"),
                                      HasSubstr("Wallet: 50.00 USDT")));
    admin_.taps("💵 Credit");
    admin_.types("0.5");
    const auto skip = *admin_.find_button("Skip");
    admin_.sends_payload(skip.payload);
    admin_.sends_payload(skip.payload);
    EXPECT_THAT(admin_.reads(), HasSubstr("out of date"));
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "50.50");
}

TEST_F(money_of_customers, of_the_main_bot_is_kept_apart) {
    opens_wallet("🏠 Main bot", "42");
    admin_.taps("💵 Credit");
    admin_.types("3");
    admin_.taps("Skip");
    EXPECT_EQ(tale_.balance_of(bot_ref::main(), customer_.id()), "3.00");
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "0.00");
}

TEST_F(money_of_customers, is_listed_in_pages) {
    for (int i = 1; i <= 9; ++i) tale_.given_wallet(alpha_, user_id{100 + i}, "1");
    admin_.types("/start");
    admin_.taps("💰 Wallets");
    admin_.taps("Alpha");
    EXPECT_TRUE(admin_.sees("101 · 1.00 USDT"));
    admin_.taps("Next page ▶️");
    admin_.taps("109 · 1.00 USDT");
    EXPECT_THAT(admin_.reads(), HasSubstr("User id: 109"));
    admin_.taps("⬅️ Back");
    EXPECT_TRUE(admin_.sees("101 · 1.00 USDT"));
}

TEST_F(money_of_customers, of_a_bot_that_is_not_there_is_refused) {
    for (const auto what : {action::tap_wallets, action::tap_wallet, action::tap_find_wallet,
                            action::tap_credit_wallet}) {
        admin_.sends_payload(encode(payload{bot_ref::main(), admin_.id(), what, {42, 99}}));
        EXPECT_THAT(admin_.reads(), HasSubstr("There is no agent"));
        EXPECT_EQ(admin_.dialog(), "");
    }
}

TEST_F(money_of_customers, goes_back_when_an_order_is_refunded_with_a_reason_and_confirmed) {
    buys_a_card();
    finds_order("#1");
    EXPECT_THAT(admin_.reads(),
                AllOf(HasSubstr("Order #1"), HasSubstr("Bot: Alpha"), HasSubstr("Customer: 42"),
                      HasSubstr("Total: 10.05 USDT"), HasSubstr("Agent’s profit: 0.05 USDT")));
    admin_.taps("↩️ Refund");
    EXPECT_EQ(admin_.dialog(), "awaiting_refund_reason");
    admin_.types("code did not work");
    EXPECT_THAT(admin_.reads(),
                AllOf(HasSubstr("10.05 USDT go back"), HasSubstr("code did not work")));
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "89.95");
    admin_.types("yes");
    EXPECT_THAT(admin_.reads(), HasSubstr("tap a button"));

    const auto confirm = admin_.chat().rbegin()[1].what.rows[0][0];
    admin_.sends_payload(confirm.payload);
    EXPECT_THAT(admin_.reads(),
                AllOf(HasSubstr("Order #1 has been refunded"), HasSubstr("Reason: code did not")));
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "100.00");
    EXPECT_EQ(tale_.agent_of(alpha_).available.to_string(), "0.00");
    const auto settled = tale_.everything();

    admin_.sends_payload(confirm.payload);
    EXPECT_THAT(admin_.reads(), HasSubstr("out of date"));
    EXPECT_EQ(tale_.everything(), settled);
    EXPECT_FALSE(admin_.sees("↩️ Refund"));
}

TEST_F(money_of_customers, stays_when_a_refund_is_cancelled) {
    buys_a_card();
    const auto before = tale_.everything();
    finds_order("1");
    admin_.taps("↩️ Refund");
    admin_.taps("Skip");
    EXPECT_THAT(admin_.reads(), Not(HasSubstr("Reason:")));
    admin_.taps("❌ Cancel");
    EXPECT_EQ(admin_.dialog(), "");
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(money_of_customers, of_an_older_confirmation_is_not_given_back) {
    buys_a_card();
    finds_order("1");
    admin_.taps("↩️ Refund");
    admin_.taps("Skip");
    const auto confirm = *admin_.find_button("✅ Refund now");
    admin_.types("/cancel");
    const auto before = tale_.everything();
    admin_.sends_payload(confirm.payload);
    EXPECT_THAT(admin_.reads(), HasSubstr("out of date"));
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(money_of_customers, is_refunded_once_by_two_admins) {
    buys_a_card();
    auto second = tale_.person_in(story::second_admin_id, bot_ref::main());
    finds_order("1");
    admin_.taps("↩️ Refund");
    admin_.taps("Skip");
    second.types("/refund 1 twice");
    const auto refunded = tale_.everything();
    admin_.taps("✅ Refund now");
    EXPECT_THAT(admin_.reads(), HasSubstr("refunded before"));
    EXPECT_EQ(tale_.everything(), refunded);
    finds_order("1");
    EXPECT_THAT(admin_.reads(), HasSubstr("Refunded 24 Jan 2025, 14:30 by 2"));
}

TEST_F(money_of_customers, an_order_that_is_not_there_is_asked_for_again) {
    for (const auto* number : {"77", "abc", "#", "-1"}) {
        finds_order(number);
        EXPECT_THAT(admin_.reads(), HasSubstr("There is no order")) << number;
        EXPECT_EQ(admin_.dialog(), "awaiting_order_number") << number;
    }
}

}  // namespace
}  // namespace agentbackend::console
