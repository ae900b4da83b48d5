#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class admin_console : public testing::Test {
protected:
    static constexpr std::string_view token_ = "123456789:AAExampleSecretOfThirtyFiveChars_-";

    story tale_;
    someone admin_ = tale_.admin();

    void sends_token(std::string_view token = token_) {
        admin_.types("/start");
        admin_.taps("🤖 Agents");
        admin_.taps("➕ New agent");
        admin_.types(token);
    }
    agent only_agent() {
        const auto all = tale_.everything().agents;
        EXPECT_EQ(all.size(), 1u);
        return all.at(0);
    }
};

TEST_F(admin_console, creates_an_agent_from_token_name_and_owner) {
    sends_token();
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_token_check");
    EXPECT_THAT(admin_.reads(), HasSubstr("Checking the token"));

    tale_.comes_back(token_checked{{777, "alpha_bot"}});
    EXPECT_THAT(admin_.reads(), HasSubstr("@alpha_bot"));
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_name");
    admin_.types("Alpha");
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_owner");
    admin_.types("７");

    const auto made = only_agent();
    EXPECT_EQ(made.name, "Alpha");
    EXPECT_EQ(made.agent_id, "agent_20250124_143022");
    EXPECT_EQ(made.owner, user_id{7});
    EXPECT_EQ(made.status, agent_status::starting);
    EXPECT_TRUE(made.enabled);
    EXPECT_EQ(reversing_sealer().open(made.token, made.agent_id).value(), token_);
    EXPECT_THAT(admin_.reads(), HasSubstr("its bot is starting"));

    tale_.comes_back(bot_came_up{});
    EXPECT_EQ(only_agent().status, agent_status::running);
    EXPECT_THAT(admin_.reads(), HasSubstr("@alpha_bot of “Alpha” is running"));
}

TEST_F(admin_console, takes_the_bots_name_and_the_admin_as_owner_by_buttons) {
    sends_token();
    tale_.comes_back(token_checked{{777, "alpha_bot"}});
    admin_.taps("alpha_bot");
    admin_.taps("Skip");
    EXPECT_EQ(only_agent().name, "alpha_bot");
    EXPECT_EQ(only_agent().owner, story::admin_id);
}

TEST_F(admin_console, a_skip_button_serves_its_own_question_only) {
    sends_token();
    tale_.comes_back(token_checked{{777, "alpha_bot"}});
    const auto name_button = *admin_.find_button("alpha_bot");
    admin_.sends_payload(name_button.payload);
    admin_.sends_payload(name_button.payload);
    EXPECT_THAT(admin_.reads(), HasSubstr("out of date"));
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_owner");
    EXPECT_TRUE(tale_.everything().agents.empty());
}

TEST_F(admin_console, never_stores_a_token_in_clear) {
    sends_token();
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_ASSIGN(const auto effects, work.open_effects({}, 10));
        EXPECT_THAT(effects.at(0).payload, Not(HasSubstr(std::string(token_))));
        AGENTBACKEND_ASSIGN(const auto open,
                            work.find_dialog({bot_ref::main(), chat_id{1}, user_id{1}}));
        EXPECT_THAT(open.value().data, Not(HasSubstr(std::string(token_))));
        return success();
    });
}

TEST_F(admin_console, asks_again_for_what_is_no_token) {
    for (const auto* typed : {"hello", "123456789:", ":AAExampleSecretOfThirtyFiveChars",
                              "123456789:short", "12a:AAExampleSecretOfThirtyFiveChars"}) {
        sends_token(typed);
        EXPECT_THAT(admin_.reads(), HasSubstr("not a bot token")) << typed;
        EXPECT_EQ(admin_.dialog(), "awaiting_agent_token") << typed;
    }
    EXPECT_TRUE(tale_.effects().empty());
}

TEST_F(admin_console, tells_what_the_platform_says_of_a_token) {
    sends_token();
    tale_.comes_back(token_refused{bot_trouble::token_refused, "Unauthorized"});
    EXPECT_THAT(admin_.reads(), HasSubstr("refused this token (Unauthorized)"));
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_token");

    admin_.types(token_);
    tale_.comes_back(unreachable{"timeout"});
    EXPECT_THAT(admin_.reads(), HasSubstr("cannot be reached (timeout)"));
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_token");
}

TEST_F(admin_console, refuses_the_bot_of_another_agent) {
    tale_.given_agent("Alpha", user_id{7});
    const auto taken = tale_.everything().agents.at(0).identity;
    sends_token();
    tale_.comes_back(token_checked{taken});
    EXPECT_THAT(admin_.reads(), HasSubstr("belongs to another agent"));
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_token");
}

TEST_F(admin_console, an_outcome_that_nobody_waits_for_changes_nothing) {
    sends_token();
    const auto asked = tale_.effects().front();
    admin_.types("/cancel");
    const auto messages = admin_.chat().size();
    tale_.comes_back(token_checked{{777, "alpha_bot"}});
    tale_.comes_back(asked, token_checked{{777, "alpha_bot"}});
    EXPECT_EQ(admin_.chat().size(), messages);
    EXPECT_EQ(admin_.dialog(), "");
}

TEST_F(admin_console, an_old_checks_outcome_does_not_answer_a_newer_one) {
    sends_token();
    sends_token();
    tale_.comes_back(token_checked{{111, "old_bot"}});
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_token_check");
    tale_.comes_back(token_checked{{222, "new_bot"}});
    EXPECT_THAT(admin_.reads(), HasSubstr("@new_bot"));
}

TEST_F(admin_console, a_text_during_the_check_asks_for_patience) {
    sends_token();
    admin_.types("Alpha");
    EXPECT_THAT(admin_.reads(), HasSubstr("still being checked"));
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_token_check");
}

TEST_F(admin_console, starts_and_stops_a_bot) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🟢 Running · Alpha");
    admin_.taps("⏸ Stop");
    EXPECT_EQ(tale_.agent_of(alpha).status, agent_status::stopped);
    ASSERT_TRUE(std::holds_alternative<stop_bot>(tale_.effects().back().what));
    tale_.comes_back(done{});

    admin_.taps("▶️ Start");
    EXPECT_EQ(tale_.agent_of(alpha).status, agent_status::starting);
    ASSERT_TRUE(std::holds_alternative<start_bot>(tale_.effects().back().what));
    tale_.comes_back(bot_failed{bot_trouble::token_refused, "Unauthorized"});
    EXPECT_EQ(tale_.agent_of(alpha).status, agent_status::error);
    EXPECT_THAT(admin_.reads(), HasSubstr("failed: Telegram refuses its token (Unauthorized)"));
    auto second = tale_.person_in(story::second_admin_id, bot_ref::main());
    EXPECT_THAT(second.reads(), HasSubstr("failed: Telegram refuses its token (Unauthorized)"));

    admin_.taps("🔄 Refresh");
    EXPECT_THAT(admin_.reads(), HasSubstr("Reason: Telegram refuses its token (Unauthorized)"));
}

TEST_F(admin_console, an_outcome_for_a_bot_that_was_stopped_meanwhile_is_late) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🟢 Running · Alpha");
    admin_.taps("⏸ Stop");
    tale_.comes_back(done{});
    admin_.taps("▶️ Start");
    admin_.taps("⏸ Stop");
    const auto messages = admin_.chat().size();
    tale_.comes_back(bot_came_up{});
    EXPECT_EQ(tale_.agent_of(alpha).status, agent_status::stopped);
    EXPECT_EQ(admin_.chat().size(), messages);
}

TEST_F(admin_console, hears_of_a_bot_that_fails_later) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    tale_.host_reports(alpha, {.what = agent_event::fail, .reason = "another poller"});
    EXPECT_THAT(admin_.reads(), HasSubstr("failed: another poller"));
    const auto messages = admin_.chat().size();
    tale_.host_reports(alpha, {.what = agent_event::fail, .reason = "another poller"});
    tale_.host_reports(bot_ref::from_value(99), {.what = agent_event::fail, .reason = "?"});
    EXPECT_EQ(admin_.chat().size(), messages);
}

TEST_F(admin_console, lists_many_agents_in_pages) {
    for (int i = 1; i <= 17; ++i) tale_.given_agent("Agent " + std::to_string(i), user_id{7});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    EXPECT_TRUE(admin_.sees("🟢 Running · Agent 8"));
    admin_.taps("Next page ▶️");
    admin_.taps("Next page ▶️");
    EXPECT_TRUE(admin_.sees("🟢 Running · Agent 17"));
    EXPECT_FALSE(admin_.sees("Next page ▶️"));
}

TEST_F(admin_console, renames_and_changes_the_owner) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🟢 Running · Alpha");
    admin_.taps("✏️ Rename");
    admin_.types(std::string(65, 'x'));
    EXPECT_THAT(admin_.reads(), HasSubstr("1 to 64 characters"));
    admin_.types(" Gamma ");
    EXPECT_EQ(tale_.agent_of(alpha).name, "Gamma");

    admin_.taps("👤 Change owner");
    admin_.types("nobody");
    EXPECT_THAT(admin_.reads(), HasSubstr("not a user id"));
    admin_.types("9");
    EXPECT_EQ(tale_.agent_of(alpha).owner, user_id{9});
    EXPECT_EQ(tale_.refreshed().back().bot, alpha);
    EXPECT_EQ(tale_.refreshed().back().former, user_id{7});
}

TEST_F(admin_console, replaces_the_token_of_a_running_bot) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🟢 Running · Alpha");
    admin_.taps("🔑 Replace token");
    admin_.types(token_);
    tale_.comes_back(token_checked{{888, "new_bot"}});

    const auto changed = tale_.agent_of(alpha);
    EXPECT_EQ(changed.identity, (bot_identity{888, "new_bot"}));
    EXPECT_EQ(changed.status, agent_status::starting);
    EXPECT_EQ(reversing_sealer().open(changed.token, changed.agent_id).value(), token_);
    ASSERT_EQ(tale_.effects().size(), 2u);
    EXPECT_TRUE(std::holds_alternative<stop_bot>(tale_.effects()[0].what));
    EXPECT_TRUE(std::holds_alternative<start_bot>(tale_.effects()[1].what));
}

TEST_F(admin_console, a_late_failure_of_the_old_token_does_not_win_over_the_start_of_the_new_one) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🟢 Running · Alpha");
    admin_.taps("🔑 Replace token");
    admin_.types(token_);
    tale_.comes_back(token_checked{{888, "new_bot"}});
    tale_.host_reports(alpha, {.what = agent_event::fail, .reason = "the old token was revoked"});
    EXPECT_EQ(tale_.agent_of(alpha).status, agent_status::error);

    tale_.comes_back(done{});
    tale_.comes_back(bot_came_up{});
    EXPECT_EQ(tale_.agent_of(alpha).status, agent_status::running);
    EXPECT_TRUE(tale_.agent_of(alpha).status_reason.empty());
    EXPECT_THAT(admin_.reads(), HasSubstr("@new_bot of “Alpha” is running"));
}

TEST_F(admin_console, a_bot_that_comes_up_after_it_failed_and_was_stopped_stays_stopped) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🟢 Running · Alpha");
    admin_.taps("⏸ Stop");
    tale_.comes_back(done{});
    admin_.taps("▶️ Start");
    tale_.host_reports(alpha, {.what = agent_event::fail, .reason = "conflict"});
    admin_.taps("⏸ Stop");
    tale_.comes_back(bot_came_up{});
    EXPECT_EQ(tale_.agent_of(alpha).status, agent_status::stopped);
}

TEST_F(admin_console, archives_for_good_what_is_stopped_and_empty) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    tale_.given_earnings(alpha, "5");
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🟢 Running · Alpha");
    EXPECT_FALSE(admin_.sees("🗑 Archive"));
    admin_.sends_payload(encode(
        payload{bot_ref::main(), admin_.id(), action::tap_confirm_archive, {alpha.value(), 0}}));
    EXPECT_THAT(admin_.reads(), HasSubstr("is “🟢 Running”"));
    admin_.taps("⏸ Stop");
    admin_.taps("🗑 Archive");
    admin_.taps("🗑 Archive for good");
    EXPECT_THAT(admin_.reads(), HasSubstr("5.00 USDT available"));
    EXPECT_EQ(tale_.agent_of(alpha).status, agent_status::stopped);

    const auto beta = tale_.given_agent("Beta", user_id{8});
    tale_.host_reports(beta, {.what = agent_event::stop});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🔴 Stopped · Beta");
    admin_.taps("🗑 Archive");
    admin_.taps("🗑 Archive for good");
    EXPECT_EQ(tale_.agent_of(beta).status, agent_status::archived);
    EXPECT_FALSE(admin_.sees("▶️ Start"));
    auto customer = tale_.person_in(user_id{42}, beta);
    customer.types("/start");
    EXPECT_THAT(customer.reads(), HasSubstr("archived"));
}

TEST_F(admin_console, stocks_the_shop_by_commands) {
    admin_.types("/product_add 10 Gift card");
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("“Gift card”"), HasSubstr("10.00 USDT"),
                                      HasSubstr("Tap “➕ Add stock” below")));
    admin_.types("/stock_add 1\nCODE-1\r\n\n  CODE-2  \nCODE-3");
    EXPECT_THAT(admin_.reads(), HasSubstr("3 added to “Gift card”; 3 in stock now"));
    EXPECT_EQ(tale_.everything().products.at(0).in_stock, 3);
}

TEST_F(admin_console, credits_wallets_of_any_shop) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    admin_.types("/credit " + tale_.agent_of(alpha).agent_id + " 42 100 bank transfer 7");
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("100.00 USDT to user 42 in Alpha"),
                                      HasSubstr("balance is 100.00 USDT")));
    admin_.types("/credit main 42 １０．５");
    EXPECT_EQ(tale_.balance_of(alpha, user_id{42}), "100.00");
    EXPECT_EQ(tale_.balance_of(bot_ref::main(), user_id{42}), "10.50");
}

TEST_F(admin_console, one_command_delivered_twice_credits_once) {
    const auto sent = admin_.makes(typed{"/credit main 42 100"});
    admin_.sends(sent);
    admin_.sends(sent);
    EXPECT_EQ(tale_.balance_of(bot_ref::main(), user_id{42}), "100.00");
    admin_.types("/credit main 42 100");
    EXPECT_EQ(tale_.balance_of(bot_ref::main(), user_id{42}), "200.00");
}

// Telegram may begin its numbers anew after a quiet week; keys are kept for longer.
TEST_F(admin_console, a_command_under_a_number_of_long_ago_is_one_of_its_own) {
    auto sent = admin_.makes(typed{"/credit main 42 100"});
    sent.message_id = 17;
    admin_.sends(sent);
    sent.message_id = 18;
    admin_.sends(sent);
    EXPECT_EQ(tale_.balance_of(bot_ref::main(), user_id{42}), "200.00");
}

TEST_F(admin_console, refunds_a_whole_order_once) {
    tale_.given_product("Gift card", "10", {"CODE-1"});
    tale_.given_wallet(bot_ref::main(), user_id{42}, "10");
    auto customer = tale_.person_in(user_id{42}, bot_ref::main());
    customer.types("/start");
    customer.taps("🛍 Products");
    customer.taps("Gift card · 10.00 USDT · 1 left");
    customer.taps("1");
    customer.taps("✅ Buy now");

    admin_.types("/refund #1 code did not work");
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("Order #1"), HasSubstr("10.00 USDT")));
    EXPECT_EQ(tale_.balance_of(bot_ref::main(), user_id{42}), "10.00");
    admin_.types("/refund 1");
    EXPECT_THAT(admin_.reads(), HasSubstr("refunded before"));
    EXPECT_EQ(tale_.balance_of(bot_ref::main(), user_id{42}), "10.00");
}

TEST_F(admin_console, explains_a_command_that_is_not_complete) {
    for (const std::string command :
         {"/product_add", "/product_add 10", "/stock_add", "/stock_add 1", "/stock_add x\nCODE",
          "/credit", "/credit main 42", "/refund", "/refund abc", "/withdraw_approve",
          "/withdraw_reject", "/withdraw_pay", "/withdraw_pay aw_1", "/withdraw_cancel",
          "/withdraw_cancel aw_1"}) {
        admin_.types(command);
        const auto name = command.substr(0, command.find(' '));
        EXPECT_THAT(admin_.reads(),
                    AllOf(HasSubstr("Usage: " + name), HasSubstr("Example: " + name)))
            << command;
    }
    EXPECT_TRUE(tale_.everything().products.empty());
}

}  // namespace
}  // namespace agentbackend::console
