// What the sandbox does to bots on purpose: paces, when they are switched on, and scripted faults.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "sandbox_fixture.hpp"

namespace agentbackend::sandbox {
namespace {

using namespace std::chrono_literals;

// Pace

world_options paced() {
    world_options options;
    options.limits_pace_per_chat = true;
    options.limits_first_seen_bots = true;
    return options;
}

class sandbox_with_pace : public sandbox_world {
protected:
    sandbox_with_pace() : sandbox_world{paced()} {}
};

TEST_F(sandbox_with_pace, lets_a_burst_pass_then_one_message_a_second) {
    customer_who_started();
    const std::string_view message = R"({"chat_id":42,"text":"x"})";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(verdict("sendMessage", message), "ok");
    const auto answer = call("sendMessage", message);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().description, "Too Many Requests: retry after 1");
    EXPECT_EQ(answer.error().error_code, 429);
    EXPECT_EQ(answer.error().retry_after, 1s);
    clock_.advance(1s);
    EXPECT_EQ(verdict("sendMessage", message), "ok");
    EXPECT_EQ(verdict("sendMessage", message), "Too Many Requests: retry after 1");
}

TEST_F(sandbox_with_pace, lets_twenty_messages_a_minute_into_a_group) {
    world_.group(-9, "Resellers").adds_bot("alpha_bot");
    const std::string_view message = R"({"chat_id":-9,"text":"x"})";
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(verdict("sendMessage", message), "ok");
        clock_.advance(1s);
    }
    EXPECT_EQ(verdict("sendMessage", message), "Too Many Requests: retry after 40");
    clock_.advance(40s);
    EXPECT_EQ(verdict("sendMessage", message), "ok");
}

TEST_F(sandbox_with_pace, meets_twenty_new_bots_a_minute) {
    for (int i = 0; i < 21; ++i) {
        const auto text = std::to_string(i);
        world_.add_bot({.token = "6000:" + text, .id = 6000 + i, .username = "bot_" + text});
    }
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(verdict("getMe", "{}", "6000:" + std::to_string(i)), "ok");
    EXPECT_EQ(verdict("getMe", "{}", "6000:20"), "Too Many Requests: retry after 60");
    EXPECT_EQ(verdict("getMe", "{}", "6000:0"), "ok") << "it is not new any more";
    clock_.advance(60s);
    EXPECT_EQ(verdict("getMe", "{}", "6000:20"), "ok");
}

// Faults

TEST_F(sandbox_world, plays_faults_as_scripted_and_then_behaves) {
    customer_who_started();
    const std::string_view message = R"({"chat_id":42,"text":"x"})";
    world_.faults().next("sendMessage", 2, too_many_requests(3s));
    world_.faults().next_matching({.method = "getMe", .bot = "beta_bot"}, 1, unauthorized());
    EXPECT_EQ(world_.faults().remaining(), 3u);

    EXPECT_EQ(verdict("getMe"), "ok") << "the fault is for another bot";
    EXPECT_EQ(verdict("getMe", "{}", beta_token), "Unauthorized");
    EXPECT_EQ(verdict("sendMessage", message), "Too Many Requests: retry after 3");
    EXPECT_EQ(verdict("sendMessage", message), "Too Many Requests: retry after 3");
    EXPECT_EQ(verdict("sendMessage", message), "ok");
    EXPECT_EQ(world_.faults().remaining(), 0u);
}

TEST_F(sandbox_world, repeats_a_fault_until_it_is_cleared) {
    world_.faults().always_matching({}, internal_server_error());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(verdict("getMe"), "Internal Server Error");
    world_.faults().clear();
    EXPECT_EQ(verdict("getMe"), "ok");
}

struct effect_case {
    fault planned;
    bool takes_effect;
};

TEST_F(sandbox_world, knows_which_faults_leave_an_effect) {
    auto chat = customer_who_started();
    const std::vector<effect_case> cases{
        {lost_answer(), true},
        {cut_answer(), true},
        {garbled_answer(), true},
        {hang_up(), false},
        {internal_server_error(), false},
        {bad_gateway(), false},
        {delay(1ms), true},
        {conflict(), false},
    };
    for (const auto& each : cases) {
        const auto before = chat.reads().messages.size();
        world_.faults().next("sendMessage", 1, each.planned);
        const auto answer = call("sendMessage", R"({"chat_id":42,"text":"x"})");
        EXPECT_EQ(static_cast<bool>(answer), each.planned.kind == fault_kind::delays);
        EXPECT_EQ(chat.reads().messages.size() - before, each.takes_effect ? 1u : 0u);
    }
}

}  // namespace
}  // namespace agentbackend::sandbox
