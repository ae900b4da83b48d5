// Owners who cannot be reached in their own bot: told through the main bot, else the admins are.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class unreached : public testing::Test {
protected:
    static constexpr std::string_view blocked_ = "Forbidden: bot was blocked by the user";

    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    someone admin_ = tale_.admin();
    someone second_admin_ = tale_.person_in(story::second_admin_id, bot_ref::main());
    someone owner_in_main_ = tale_.person_in(user_id{7}, bot_ref::main());
    std::string request_;

    void SetUp() override {
        tale_.given_earnings(alpha_, "50");
        request_ = tale_.given_withdrawal(alpha_, "50").request_id;
        admin_.types("/withdraw_approve " + request_);
    }
    reaction notice_is_lost(bot_ref bot) {
        return tale_.newest_does_not_arrive(bot, chat_id{7}, blocked_);
    }
};

TEST_F(unreached, an_owner_is_told_through_the_main_bot_where_they_have_started_it) {
    owner_in_main_.types("/start");
    EXPECT_EQ(notice_is_lost(alpha_).messages, 1u);
    EXPECT_THAT(owner_in_main_.reads(),
                AllOf(HasSubstr("press Start"), HasSubstr("approved, awaiting payment"),
                      HasSubstr(request_)));
}

TEST_F(unreached, the_admins_hear_when_the_main_bot_reaches_nobody_either) {
    owner_in_main_.types("/start");
    notice_is_lost(alpha_);
    notice_is_lost(bot_ref::main());
    for (auto* told : {&admin_, &second_admin_}) {
        EXPECT_THAT(told->newest().what.text.text(),
                    AllOf(HasSubstr("owner 7 of “Alpha” was not reached"),
                          HasSubstr(std::string(blocked_)), HasSubstr(request_)));
    }
}

TEST_F(unreached, the_admins_hear_at_once_of_an_owner_whom_the_main_bot_has_never_met) {
    EXPECT_EQ(notice_is_lost(alpha_).messages, 2u);
    EXPECT_THAT(admin_.newest().what.text.text(), HasSubstr("was not reached"));
}

TEST_F(unreached, the_panel_keeps_the_history) {
    notice_is_lost(alpha_);
    auto owner = tale_.person_in(user_id{7}, alpha_);
    owner.types("/agent");
    owner.taps("🧾 Withdrawals");
    EXPECT_THAT(owner.reads(), AllOf(HasSubstr(request_), HasSubstr("Approved")));
}

TEST_F(unreached, what_no_owner_was_to_be_told_is_passed_on_to_nobody) {
    auto customer = tale_.person_in(user_id{7}, alpha_);
    customer.types("/start");
    EXPECT_EQ(notice_is_lost(alpha_).messages, 0u);
    EXPECT_EQ(tale_.newest_does_not_arrive(bot_ref::main(), chat_id{1}, blocked_).messages, 0u);
}

TEST_F(unreached, an_errand_that_cannot_be_read_is_passed_on_to_nobody) {
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        for (const std::string errand : {"", "x", "\x01", "\x02\x01"}) {
            AGENTBACKEND_ASSIGN(const auto said,
                                tale_.bots().undelivered(work, tale_.now(),
                                                         {alpha_, chat_id{7}, errand, "blocked"}));
            EXPECT_TRUE(said.messages.empty());
        }
        return success();
    });
}

}  // namespace
}  // namespace agentbackend::console
