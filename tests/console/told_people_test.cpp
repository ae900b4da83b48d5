// People hear of what admins do to their wallet and to their shop, and admins of whom they do it
// to.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class told_people : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    someone admin_ = tale_.admin();
    someone owner_ = tale_.person_in(user_id{7}, alpha_);
    someone customer_ = tale_.person_in(user_id{42}, alpha_);

    std::string credits(std::string_view user) {
        return "/credit " + tale_.agent_of(alpha_).agent_id + " " + std::string(user) + " 5 cash";
    }
    void opens_alpha() {
        admin_.types("/admin");
        admin_.taps("🤖 Agents");
        admin_.taps("🟢 Running · Alpha");
    }
    void buys_a_card() {
        tale_.given_product("Gift card", "10", {"CODE-1"});
        tale_.given_wallet(alpha_, customer_.id(), "10");
        customer_.types("/start");
        customer_.taps("🛍 Products");
        customer_.taps("Gift card · 10.00 USDT · 1 left");
        customer_.taps("1");
        customer_.taps("✅ Buy now");
    }
    void changes_owner(std::string_view user) {
        opens_alpha();
        admin_.taps("👤 Change owner");
        admin_.types(user);
    }
};

TEST_F(told_people, customers_of_a_credit_in_the_bot_of_that_wallet) {
    customer_.types("/start");
    admin_.types(credits("42"));
    EXPECT_THAT(customer_.newest().what.text.text(),
                AllOf(HasSubstr("5.00 USDT have been added"), HasSubstr("Wallet: 5.00 USDT")));
    EXPECT_TRUE(customer_.sees("🛍 Products"));
    EXPECT_THAT(admin_.reads(), Not(HasSubstr("never written")));
}

TEST_F(told_people, nobody_whom_the_bot_cannot_write_to) {
    EXPECT_EQ(admin_.types(credits("42")).messages, 1u);
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("✅ Credited 5.00 USDT to user 42"),
                                      HasSubstr("never written to this bot")));
    EXPECT_TRUE(customer_.chat().empty());
}

TEST_F(told_people, admins_before_they_credit_somebody_unknown) {
    admin_.types("/start");
    admin_.taps("💰 Wallets");
    admin_.taps("Alpha");
    admin_.taps("🔎 Find by user id");
    admin_.types("42");
    EXPECT_THAT(admin_.reads(), HasSubstr("never written to this bot"));
}

TEST_F(told_people, not_twice_when_an_admin_credits_their_own_wallet) {
    EXPECT_EQ(admin_.types("/credit main 1 5").messages, 1u);
}

TEST_F(told_people, customers_of_a_refund) {
    buys_a_card();
    admin_.types("/refund 1 broken");
    EXPECT_THAT(customer_.newest().what.text.text(),
                AllOf(HasSubstr("Order #1 has been refunded: 10.00 USDT"),
                      HasSubstr("Wallet: 10.00 USDT")));
}

// The message would wait for a token that nobody will ever give.
TEST_F(told_people, nobody_through_a_bot_that_was_put_away) {
    buys_a_card();
    opens_alpha();
    admin_.taps("⏸ Stop");
    admin_.taps("🗑 Archive");
    admin_.taps("🗑 Archive for good");
    const auto before = customer_.chat().size();
    admin_.types("/refund 1 broken");
    EXPECT_THAT(admin_.reads(), HasSubstr("refunded"));
    EXPECT_EQ(customer_.chat().size(), before);
}

TEST_F(told_people, both_owners_of_a_change_by_hand) {
    owner_.types("/start");
    customer_.types("/start");
    changes_owner("42");
    EXPECT_THAT(admin_.reads(), HasSubstr("The owner is 42 (Person 42) now"));
    EXPECT_THAT(customer_.newest().what.text.text(), HasSubstr("You are the owner of “Alpha” now"));
    EXPECT_TRUE(customer_.sees("💼 Agent dashboard"));
    EXPECT_THAT(owner_.newest().what.text.text(), HasSubstr("no longer the owner of “Alpha”"));
    const auto messages = customer_.chat().size();
    changes_owner("42");
    EXPECT_EQ(customer_.chat().size(), messages);
}

TEST_F(told_people, admins_of_a_new_owner_whom_the_bot_has_never_met) {
    changes_owner("4242");
    EXPECT_THAT(admin_.reads(), HasSubstr("The owner is 4242 (has never written to its bot) now"));
}

TEST_F(told_people, the_owner_before_of_an_invitation_that_was_taken) {
    owner_.types("/start");
    opens_alpha();
    admin_.taps("🔗 Invite an owner");
    const auto link = admin_.newest().what.text.text();
    customer_.types("/start " + link.substr(link.find("?start=") + 7));
    EXPECT_THAT(customer_.reads(), HasSubstr("You are the owner of “Alpha” now"));
    EXPECT_EQ(customer_.chat().size(), 1u);
    EXPECT_THAT(owner_.newest().what.text.text(), HasSubstr("no longer the owner of “Alpha”"));
}

TEST_F(told_people, admins_that_an_invitation_to_a_stopped_bot_gets_no_answer) {
    opens_alpha();
    admin_.taps("⏸ Stop");
    admin_.taps("🔗 Invite an owner");
    EXPECT_THAT(admin_.chat().rbegin()[1].what.text.text(), HasSubstr("Its bot is not running"));
}

}  // namespace
}  // namespace agentbackend::console
