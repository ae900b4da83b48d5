// The sandbox: whom bots can write to, what people see and press, groups, menus, and the record.

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "sandbox_fixture.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

using namespace std::chrono_literals;

constexpr std::string_view not_modified =
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message";

// Who is asked

TEST_F(sandbox_world, knows_its_bots_by_their_tokens) {
    const auto me = call("getMe");
    ASSERT_TRUE(me);
    EXPECT_EQ(me->at("username"), "alpha_bot");
    EXPECT_EQ(verdict("getMe", "{}", "5000009:unknown"), "Unauthorized");
    EXPECT_EQ(call("getMe", "{}", "5000009:unknown").error().error_code, 401);
    EXPECT_EQ(verdict("flyToTheMoon"), "Not Found: method not found");
    EXPECT_EQ(call("flyToTheMoon").error().error_code, 404);
}

TEST_F(sandbox_world, forgets_a_token_that_was_revoked) {
    world_.revoke_token("alpha_bot");
    EXPECT_EQ(verdict("getMe"), "Unauthorized");
    world_.replace_token("alpha_bot", "5000001:renewed");
    EXPECT_EQ(verdict("getMe", "{}", "5000001:renewed"), "ok");
}

TEST_F(sandbox_world, does_not_take_the_same_bot_twice) {
    EXPECT_THROW(world_.add_bot({.token = "x:1", .id = 5000001, .username = "new_bot"}),
                 std::invalid_argument);
    EXPECT_THROW(
        world_.add_bot({.token = std::string{alpha_token}, .id = 7, .username = "new_bot"}),
        std::invalid_argument);
    EXPECT_THROW(world_.add_bot({.token = "x:1", .id = 7, .username = "alpha_bot"}),
                 std::invalid_argument);
}

// Who can be written to

TEST_F(sandbox_world, lets_bots_write_to_those_who_want_it_only) {
    const auto write_to_customer = [this] {
        return verdict("sendMessage", R"({"chat_id":42,"text":"Hi"})");
    };
    EXPECT_EQ(write_to_customer(), "Bad Request: chat not found");
    auto chat = customer().in("alpha_bot");
    EXPECT_EQ(write_to_customer(), "Forbidden: bot can't initiate conversation with a user");
    chat.sends("/start");
    EXPECT_EQ(write_to_customer(), "ok");
    EXPECT_EQ(verdict("sendMessage", R"({"chat_id":42,"text":"Hi"})", beta_token),
              "Forbidden: bot can't initiate conversation with a user");
    chat.blocks();
    EXPECT_EQ(write_to_customer(), "Forbidden: bot was blocked by the user");
    chat.unblocks();
    EXPECT_EQ(write_to_customer(), "ok");
    customer().deactivates();
    EXPECT_EQ(write_to_customer(), "Forbidden: user is deactivated");
}

TEST_F(sandbox_world, keeps_bots_out_of_groups_they_are_not_in) {
    EXPECT_EQ(verdict("sendMessage", R"({"chat_id":-9,"text":"Hi"})"),
              "Bad Request: chat not found");
    auto group = world_.group(-9, "Resellers");
    EXPECT_EQ(verdict("sendMessage", R"({"chat_id":-9,"text":"Hi"})"),
              "Forbidden: bot is not a member of the group chat");
    group.adds_bot("alpha_bot");
    EXPECT_EQ(verdict("sendMessage", R"({"chat_id":-9,"text":"Hi"})"), "ok");
    group.removes_bot("alpha_bot");
    EXPECT_EQ(verdict("sendMessage", R"({"chat_id":-9,"text":"Hi"})"),
              "Forbidden: bot is not a member of the group chat");
}

TEST_F(sandbox_world, tells_where_a_group_has_gone) {
    world_.group(-9, "Resellers").adds_bot("alpha_bot").migrates_to(-1000000000009);
    const auto answer = call("sendMessage", R"({"chat_id":-9,"text":"Hi"})");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().migrate_to_chat_id, -1000000000009);
    EXPECT_EQ(verdict("sendMessage", R"({"chat_id":-1000000000009,"text":"Hi"})"), "ok");
}

// Editing and deleting

TEST_F(sandbox_world, edits_what_a_bot_wrote_and_shows_it) {
    auto chat = customer_who_started();
    const auto id = says("one");
    const auto edit = [&](std::int64_t message_id, std::string_view text) {
        return verdict("editMessageText", R"({"chat_id":42,"message_id":)" +
                                              std::to_string(message_id) + R"(,"text":")" +
                                              std::string{text} + "\"}");
    };
    EXPECT_EQ(edit(id, "one"), not_modified);
    EXPECT_EQ(edit(id, "two"), "ok");
    EXPECT_EQ(edit(id, "two "), not_modified);
    EXPECT_EQ(edit(id + 1, "x"), "Bad Request: message to edit not found");
    EXPECT_EQ(edit(1, "x"), "Bad Request: message can't be edited") << "it is the customer's own";

    const auto shown = chat.reads();
    EXPECT_EQ(shown.find(id)->text, "two");
    EXPECT_EQ(shown.find(id)->edits, 1);
}

TEST_F(sandbox_world, removes_a_keyboard_that_an_edit_does_not_repeat) {
    auto chat = customer_who_started();
    const auto id = shows_button("b", "d");
    const auto same_text = R"({"chat_id":42,"text":"Press one","message_id":)" + std::to_string(id);
    EXPECT_EQ(verdict("editMessageText", same_text + "}"), "ok");
    EXPECT_TRUE(chat.reads().find(id)->keyboard.empty());
    EXPECT_EQ(verdict("editMessageText", same_text + "}"), not_modified);
}

TEST_F(sandbox_world, deletes_a_message_once) {
    auto chat = customer_who_started();
    const auto id = says("x");
    const auto request = R"({"chat_id":42,"message_id":)" + std::to_string(id) + "}";
    EXPECT_EQ(verdict("deleteMessage", request), "ok");
    EXPECT_EQ(verdict("deleteMessage", request), "Bad Request: message to delete not found");
    EXPECT_EQ(chat.reads().find(id), nullptr);
}

TEST_F(sandbox_world, wants_to_know_which_action) {
    customer_who_started();
    EXPECT_EQ(verdict("sendChatAction", R"({"chat_id":42,"action":"typing"})"), "ok");
    EXPECT_EQ(verdict("sendChatAction", R"({"chat_id":42})"),
              "Bad Request: wrong parameter action in request");
}

// Button presses

TEST_F(sandbox_world, lets_a_press_expire) {
    auto chat = customer_who_started();
    shows_button("b", "d");
    const auto press_and_answer_after = [&](std::chrono::milliseconds delay) {
        chat.taps("b");
        const auto update = newest_update();
        clock_.advance(delay);
        return verdict("answerCallbackQuery",
                       R"({"callback_query_id":)" +
                           json::serialize(update.at("callback_query").at("id")) + "}");
    };
    EXPECT_EQ(press_and_answer_after(150s), "ok");
    EXPECT_EQ(press_and_answer_after(150s + 1ms), query_is_too_old);

    chat.taps("b");
    world_.expire_callback_queries();
    const auto update = newest_update();
    EXPECT_EQ(verdict("answerCallbackQuery",
                      R"({"callback_query_id":)" +
                          json::serialize(update.at("callback_query").at("id")) + "}"),
              query_is_too_old);
}

TEST_F(sandbox_world, delivers_what_a_modified_client_makes_up) {
    auto chat = customer_who_started();
    const auto id = says("no buttons here");
    chat.forges_callback({.data = "approve:1", .message_id = id});
    const auto update = newest_update();
    EXPECT_EQ(update.at("callback_query").at("data"), "approve:1");
    EXPECT_EQ(update.at("callback_query").at("from").at("id"), 42);
}

TEST_F(sandbox_world, presses_the_newest_button_of_a_name_or_an_older_one) {
    auto chat = customer_who_started();
    const auto older = shows_button("b", "old");
    shows_button("b", "new");
    const auto pressed = [this] { return newest_update().at("callback_query").at("data"); };
    chat.taps("b");
    EXPECT_EQ(pressed(), "new");
    chat.taps("b", older);
    EXPECT_EQ(pressed(), "old");
    EXPECT_THROW(chat.taps("c"), unmet_expectation);
    EXPECT_THROW(chat.taps("b", older + 100), unmet_expectation);
}

// Commands

TEST_F(sandbox_world, shows_people_the_most_particular_menu) {
    auto chat = customer_who_started();
    using menu = std::vector<bot_command>;
    const std::string_view for_all = R"({"commands":[{"command":"start","description":"Start"}]})";
    EXPECT_EQ(verdict("setMyCommands", for_all), "ok");
    EXPECT_EQ(chat.sees_commands(), (menu{{"start", "Start"}}));

    const std::string_view for_chinese = R"({"language_code":"zh",
        "commands":[{"command":"start","description":"开始"}]})";
    EXPECT_EQ(verdict("setMyCommands", for_chinese), "ok");
    EXPECT_EQ(chat.sees_commands(), (menu{{"start", "开始"}}));

    const std::string_view for_customer = R"({"scope":{"type":"chat","chat_id":42},
        "commands":[{"command":"agent","description":"Console"}]})";
    const std::string_view customer_only = R"({"scope":{"type":"chat","chat_id":42}})";
    EXPECT_EQ(verdict("setMyCommands", for_customer), "ok");
    EXPECT_EQ(chat.sees_commands(), (menu{{"agent", "Console"}}));
    EXPECT_EQ(call("getMyCommands", customer_only)->as_array().size(), 1u);

    EXPECT_EQ(verdict("deleteMyCommands", customer_only), "ok");
    EXPECT_EQ(chat.sees_commands(), (menu{{"start", "开始"}}));
}

TEST_F(sandbox_world, has_no_menu_for_a_chat_that_never_was) {
    customer();
    const std::string_view request = R"({"scope":{"type":"chat","chat_id":42},"commands":[]})";
    EXPECT_EQ(verdict("setMyCommands", request), "Bad Request: chat not found");
    customer_who_started();
    EXPECT_EQ(verdict("setMyCommands", request), "ok");
    EXPECT_EQ(verdict("setMyCommands", R"({"scope":{"type":"planet"},"commands":[]})"),
              "Bad Request: can't parse BotCommandScope: unsupported type specified");
}

// Groups and channels

TEST_F(sandbox_world, shows_bots_of_a_group_what_is_meant_for_them) {
    world_.add_bot({.token = "5000003:c",
                    .id = 5000003,
                    .username = "curious_bot",
                    .reads_all_group_messages = true});
    auto group = world_.group(-1000000000009, "Resellers");
    group.adds_bot("alpha_bot").adds_bot("beta_bot").adds_bot("curious_bot");
    customer().in(group).sends("good morning").sends("/agent").sends("/agent@beta_bot now");
    EXPECT_EQ(world_.pending_updates("alpha_bot"), 1u);
    EXPECT_EQ(world_.pending_updates("beta_bot"), 2u);
    EXPECT_EQ(world_.pending_updates("curious_bot"), 3u);
}

TEST_F(sandbox_world, shows_bots_of_a_channel_its_posts) {
    auto channel = world_.channel(-1000000000010, "News");
    channel.adds_bot("alpha_bot");
    customer().in(channel).sends("new stock");
    const auto update = call("getUpdates")->at(0);
    EXPECT_EQ(update.at("channel_post").at("text"), "new stock");
    EXPECT_EQ(update.at("channel_post").at("chat").at("type"), "channel");
}

TEST_F(sandbox_world, sends_a_press_in_a_group_to_the_bot_that_wrote_the_message) {
    auto group = world_.group(-9, "Resellers");
    group.adds_bot("alpha_bot").adds_bot("beta_bot");
    sends(R"({"chat_id":-9,"text":"Press","reply_markup":{
        "inline_keyboard":[[{"text":"b","callback_data":"d"}]]}})",
          beta_token);
    customer().in(group).taps("b");
    EXPECT_EQ(world_.pending_updates("alpha_bot"), 0u);
    EXPECT_EQ(world_.pending_updates("beta_bot"), 1u);
}

// People who wait

TEST_F(sandbox_world, lets_people_wait_for_what_a_bot_says_after_their_act) {
    auto chat = customer_who_started();
    says("before");
    chat.sends("hello");
    says("after, with 你好");
    chat.expect("你好");
    EXPECT_EQ(chat.await_reply().text, "after, with 你好");
    chat.await([](const transcript& t) { return t.shows("before"); });

    chat.from_now_on();
    says("later");
    EXPECT_EQ(chat.await_reply().text, "later");
}

TEST(sandbox_people, say_what_they_saw_when_nothing_came) {
    world_options options;
    options.patience = 1ms;
    world impatient{options};
    impatient.add_bot({.token = std::string{alpha_token}, .id = 5000001, .username = "alpha_bot"});
    auto chat = impatient.person(42, "Customer").in("alpha_bot");
    chat.sends("/start");
    try {
        chat.expect("Welcome");
        FAIL() << "nobody answers";
    } catch (const unmet_expectation& e) {
        EXPECT_NE(std::string_view{e.what()}.find("Welcome"), std::string_view::npos);
        EXPECT_NE(std::string_view{e.what()}.find("/start"), std::string_view::npos);
    }
    EXPECT_THROW(chat.await_reply(), unmet_expectation);
    EXPECT_THROW(chat.await([](const transcript&) { return false; }), unmet_expectation);
    EXPECT_THROW(impatient.await_requests("getMe", 1), unmet_expectation);
    EXPECT_THROW(impatient.person(42, "Customer").in("no_such_bot"), std::out_of_range);
}

TEST_F(sandbox_world, records_everything_in_order_and_shows_it_to_an_observer) {
    std::vector<event_kind> observed;
    world_.observe([&](const event& e) { observed.push_back(e.kind); });
    auto chat = customer_who_started();
    const auto id = shows_button("b", "d");
    chat.taps("b");
    const auto update = newest_update();
    call("answerCallbackQuery", R"({"text":"done","show_alert":true,"callback_query_id":)" +
                                    json::serialize(update.at("callback_query").at("id")) + "}")
        .value();
    call("editMessageText", R"({"chat_id":42,"text":"y","message_id":)" + std::to_string(id) + "}")
        .value();
    call("deleteMessage", R"({"chat_id":42,"message_id":)" + std::to_string(id) + "}").value();
    chat.blocks().unblocks();

    const auto record = world_.record();
    const std::vector<event_kind> expected{
        event_kind::person_sent,    event_kind::bot_sent,        event_kind::person_tapped,
        event_kind::bot_answered,   event_kind::bot_edited,      event_kind::bot_deleted,
        event_kind::person_blocked, event_kind::person_unblocked};
    EXPECT_EQ(observed, expected);
    ASSERT_EQ(record.size(), expected.size());
    for (std::size_t i = 0; i < record.size(); ++i) {
        EXPECT_EQ(record[i].sequence, i + 1);
        EXPECT_EQ(record[i].kind, expected[i]);
        EXPECT_EQ(record[i].bot, "alpha_bot");
        EXPECT_EQ(record[i].chat_id, 42);
    }
    EXPECT_EQ(record[1].message.text, "Press one")
        << "as it was sent, although it was edited and deleted";
    EXPECT_EQ(record[2].text, "b");
    EXPECT_EQ(record[3].text, "done");
    EXPECT_TRUE(record[3].alert);
    EXPECT_EQ(world_.record_since(7).size(), 1u);
    EXPECT_EQ(world_.await([](const event& e) { return is_by_bot(e.kind); }, 2).text, "done");
}

}  // namespace
}  // namespace agentbackend::sandbox
