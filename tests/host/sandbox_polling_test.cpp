// getUpdates as the sandbox answers it: what confirms, what comes again, and who has to give way.

#include <chrono>
#include <cstdint>
#include <future>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "sandbox_fixture.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

using namespace std::chrono_literals;

constexpr std::string_view other_poller =
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running";
constexpr std::string_view webhook_is_set =
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
    "the webhook first";

using ids = std::vector<std::int64_t>;

class sandbox_polling : public sandbox_world {
protected:
    ids poll(std::string_view parameters = "{}") {
        ids seen;
        const auto answer = call("getUpdates", parameters).value();
        for (const auto& u : answer.as_array()) seen.push_back(u.at("update_id").as_int64());
        return seen;
    }
};

TEST_F(sandbox_polling, gives_updates_until_they_are_confirmed) {
    auto chat = customer_who_started();
    chat.sends("one").sends("two");
    const auto first = poll();
    ASSERT_EQ(first.size(), 3u);
    EXPECT_EQ(first[1], first[0] + 1);
    EXPECT_EQ(first[2], first[1] + 1);

    EXPECT_EQ(poll(R"({"offset":1})"), first);
    EXPECT_EQ(poll(R"({"limit":2})"), (ids{first[0], first[1]}));
    EXPECT_EQ(poll(R"({"offset":)" + std::to_string(first[2]) + "}"), ids{first[2]});
    EXPECT_EQ(world_.pending_updates("alpha_bot"), 1u);
    EXPECT_EQ(poll(R"({"offset":)" + std::to_string(first[2] + 1) + "}"), ids{});
    EXPECT_EQ(world_.pending_updates("alpha_bot"), 0u);
}

TEST_F(sandbox_polling, gives_one_update_at_most_to_a_bot_that_repeats_its_offset_in_a_hurry) {
    auto chat = customer_who_started();
    chat.sends("one");
    EXPECT_EQ(poll().size(), 2u);
    clock_.advance(499ms);
    EXPECT_EQ(poll().size(), 1u);
    clock_.advance(500ms);
    EXPECT_EQ(poll().size(), 2u);
}

TEST_F(sandbox_polling, keeps_the_newest_for_a_negative_offset) {
    auto chat = customer_who_started();
    chat.sends("one").sends("two");
    EXPECT_EQ(poll(R"({"offset":-2})").size(), 2u);
    EXPECT_EQ(world_.pending_updates("alpha_bot"), 2u);
}

TEST_F(sandbox_polling, gives_only_the_kinds_of_updates_a_bot_asked_for) {
    EXPECT_EQ(poll(R"({"allowed_updates":["message"]})"), ids{});
    auto chat = customer_who_started();
    chat.blocks();
    EXPECT_EQ(world_.pending_updates("alpha_bot"), 1u)
        << "the message, not the change of membership";
}

TEST_F(sandbox_polling, starts_ids_anew_when_told_and_still_delivers) {
    auto chat = customer_who_started();
    const auto seen = poll();
    world_.restart_update_ids("alpha_bot", 17);
    chat.sends("after a quiet week");
    EXPECT_EQ(poll(R"({"offset":)" + std::to_string(seen[0] + 1) + "}"), ids{17});
    EXPECT_EQ(poll(R"({"offset":18})"), ids{});
}

TEST_F(sandbox_polling, delivers_again_on_request) {
    customer_who_started();
    const auto seen = poll();
    const auto confirm = R"({"offset":)" + std::to_string(seen[0] + 1) + "}";
    EXPECT_EQ(poll(confirm), ids{});
    world_.redeliver("alpha_bot");
    EXPECT_EQ(poll(confirm), seen);
    EXPECT_EQ(poll(confirm), ids{});
}

TEST_F(sandbox_polling, passes_raw_updates_on) {
    auto chat = customer_who_started();
    chat.sends_raw_update(json::parse(R"({"message":"not even an object"})").as_object());
    EXPECT_EQ(newest_update().at("message"), "not even an object");
}

class sandbox_long_poll : public sandbox_world {
protected:
    std::future<std::string> begin_poll() {
        const auto before = world_.requests_received("getUpdates");
        auto answer = std::async(std::launch::async, [this] {
            const auto updates = call("getUpdates", R"({"timeout":50})");
            return updates ? json::serialize(*updates) : updates.error().description;
        });
        world_.await_requests("getUpdates", before + 1);
        return answer;
    }
};

TEST_F(sandbox_long_poll, is_answered_by_the_next_update) {
    auto answer = begin_poll();
    customer_who_started();
    EXPECT_NE(answer.get().find("/start"), std::string::npos);
}

TEST_F(sandbox_long_poll, gives_way_to_a_newer_one) {
    auto older = begin_poll();
    auto newer = begin_poll();
    EXPECT_EQ(older.get(), other_poller);
    customer_who_started();
    EXPECT_NE(newer.get().find("/start"), std::string::npos);
}

TEST_F(sandbox_long_poll, ends_when_the_token_is_revoked) {
    auto answer = begin_poll();
    world_.revoke_token("alpha_bot");
    EXPECT_EQ(answer.get(), "Unauthorized");
}

TEST_F(sandbox_long_poll, is_refused_while_a_webhook_is_set) {
    auto answer = begin_poll();
    EXPECT_EQ(verdict("setWebhook", R"({"url":"https://host.example/hook","secret_token":"a b"})"),
              "Bad Request: secret token contains unallowed characters");
    EXPECT_EQ(verdict("setWebhook", R"({"url":"https://host.example/hook"})"), "ok");
    EXPECT_EQ(answer.get(), "Conflict: terminated by setWebhook request");
    EXPECT_EQ(verdict("getUpdates"), webhook_is_set);
    EXPECT_EQ(call("getWebhookInfo")->at("url"), "https://host.example/hook");
    EXPECT_EQ(verdict("deleteWebhook"), "ok");
    EXPECT_EQ(verdict("getUpdates"), "ok");
}

TEST_F(sandbox_long_poll, breaks_with_its_connection) {
    auto answer = begin_poll();
    world_.close_all_connections();
    EXPECT_NE(answer.get().find("connection broke"), std::string::npos);
}

}  // namespace
}  // namespace agentbackend::sandbox
