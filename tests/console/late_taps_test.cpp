// A tap that comes too late is refused, and the screen it came from shows how things are now.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::HasSubstr;
using testing::Not;

class late_taps : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    someone admin_ = tale_.admin();
    someone owner_ = tale_.person_in(user_id{7}, alpha_);

    reaction taps(action what) { return taps(what, alpha_); }
    reaction taps(action what, bot_ref about) {
        return admin_.sends_payload(
            encode(payload{bot_ref::main(), admin_.id(), what, {about.agent().value, 0}}));
    }
    std::string card() { return admin_.newest().what.text.text(); }
};

TEST_F(late_taps, on_a_request_that_was_approved_meanwhile) {
    tale_.given_earnings(alpha_, "50");
    const auto id = tale_.given_withdrawal(alpha_, "20").request_id;
    owner_.types("/agent");
    owner_.taps("🧾 Withdrawals");
    const auto cancel = *owner_.find_button("↩️ Cancel " + id);
    admin_.types("/withdraw_approve " + id);
    const auto answered = owner_.sends_payload(cancel.payload);
    EXPECT_THAT(answered.answer->text, HasSubstr("cannot become"));
    EXPECT_THAT(owner_.newest().what.text.text(), HasSubstr("Status: Approved, awaiting payment"));
    EXPECT_FALSE(owner_.sees("↩️ Cancel " + id));
}

TEST_F(late_taps, on_an_agent_that_was_stopped_or_put_away_meanwhile) {
    tale_.given_earnings(alpha_, "5");
    taps(action::tap_stop_agent);
    EXPECT_THAT(taps(action::tap_confirm_archive).answer->text, HasSubstr("5.00 USDT available"));
    EXPECT_THAT(card(), HasSubstr("Status: 🔴 Stopped"));
    const auto beta = tale_.given_agent("Beta", user_id{8});
    taps(action::tap_stop_agent, beta);
    taps(action::tap_confirm_archive, beta);
    EXPECT_THAT(taps(action::tap_start_agent, beta).answer->text, HasSubstr("cannot be done"));
    EXPECT_THAT(card(), HasSubstr("Status: 🗑 Archived"));
}

TEST_F(late_taps, an_agent_that_is_put_away_while_in_error_is_stopped_too) {
    tale_.host_reports(alpha_, {.what = agent_event::fail,
                                .reason = status_reason_of(bot_trouble::polled_elsewhere)});
    taps(action::tap_confirm_archive);
    EXPECT_EQ(tale_.agent_of(alpha_).status, agent_status::archived);
    const auto& asked = tale_.effects();
    ASSERT_EQ(asked.size(), 1u);
    const auto* stop = std::get_if<stop_bot>(&asked.back().what);
    ASSERT_NE(stop, nullptr);
    EXPECT_EQ(stop->agent, alpha_.agent());
}

// --- What is the matter with a bot -----------------------------------------------------------

TEST_F(late_taps, a_bots_trouble_is_told_in_the_language_of_who_reads_it) {
    story chinese("zh");
    const auto bot = chinese.given_agent("Alpha", user_id{7});
    auto reader = chinese.admin();
    reader.types("/start");
    chinese.host_reports(bot, {.what = agent_event::fail,
                               .reason = status_reason_of(bot_trouble::polled_elsewhere)});
    EXPECT_THAT(reader.newest().what.text.text(), HasSubstr("另一个程序也在用它的令牌接收消息"));
    reader.taps("🤖 打开代理");
    EXPECT_THAT(reader.newest().what.text.text(),
                HasSubstr("原因：另一个程序也在用它的令牌接收消息"));
}

TEST_F(late_taps, a_trouble_kept_by_another_version_is_shown_as_it_is) {
    tale_.host_reports(alpha_, {.what = agent_event::fail, .reason = "gone: fishing"});
    EXPECT_THAT(card(), HasSubstr("failed: gone: fishing."));
}

// --- What is longer than a screen ------------------------------------------------------------

TEST_F(late_taps, long_reasons_of_another_system_leave_the_pages_readable) {
    tale_.given_earnings(alpha_, "100");
    for (int i = 0; i < 5; ++i) {
        auto request = tale_.given_withdrawal(alpha_, "20");
        request.status = withdrawal_status::rejected;
        request.reject_reason = std::string(1'000, 'r');
        request.cancel_reason = std::string(1'000, 'c');
        tale_.in_transaction([&](unit_of_work& work) { return work.update_withdrawal(request); });
    }
    owner_.types("/agent");
    owner_.taps("🧾 Withdrawals");
    EXPECT_THAT(owner_.reads(), HasSubstr("rrr…"));
    EXPECT_THAT(owner_.reads(), Not(HasSubstr("ccc")));
    admin_.types("/withdraw_list rejected");
    EXPECT_THAT(admin_.reads(), HasSubstr("rrr…"));
}

}  // namespace
}  // namespace agentbackend::console
