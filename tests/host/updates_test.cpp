#include "turns/updates.hpp"

#include <gtest/gtest.h>

namespace agentbackend::host {
namespace {

const running_bot alpha{bot_ref::of({3}), {1000002, "alpha_bot"}};

bot_api::user buyer() {
    bot_api::user u;
    u.id = 42;
    u.first_name = "Buyer";
    u.last_name = "L";
    u.language_code = "en";
    return u;
}

bot_api::message message_of(bot_api::chat_type type, std::string text) {
    bot_api::message m;
    m.message_id = 5;
    m.chat.id = type == bot_api::chat_type::private_chat ? 42 : -1001;
    m.chat.type = type;
    m.from = buyer();
    m.text = std::move(text);
    return m;
}

bot_api::update update_of(decltype(bot_api::update::content) content) {
    bot_api::update u;
    u.update_id = 17;
    u.content = std::move(content);
    return u;
}

TEST(to_input, tells_who_said_what_where) {
    const auto in =
        to_input(update_of(message_of(bot_api::chat_type::private_chat, "/start")), alpha);
    ASSERT_TRUE(in);
    EXPECT_EQ(in->bot, alpha.bot);
    EXPECT_EQ(in->bot_username, "alpha_bot");
    EXPECT_EQ(in->chat, chat_id{42});
    EXPECT_EQ(in->kind, console::chat_kind::direct);
    EXPECT_EQ(in->from.user, user_id{42});
    EXPECT_EQ(in->from.name, "Buyer L");
    EXPECT_EQ(in->from.language_code, "en");
    EXPECT_EQ(in->delivery, (inbox_key{1000002, 17}));
    EXPECT_EQ(std::get<console::typed>(in->what).text, "/start");
}

TEST(to_input, keeps_the_message_of_a_tap) {
    bot_api::callback_query q;
    q.id = "77";
    q.from = buyer();
    q.data = "payload";
    q.message = message_of(bot_api::chat_type::private_chat, "");
    const auto u = update_of(q);
    const auto in = to_input(u, alpha);
    ASSERT_TRUE(in);
    EXPECT_EQ(std::get<console::tapped>(in->what).payload, "payload");
    EXPECT_EQ(std::get<console::tapped>(in->what).message_id, 5);
    EXPECT_EQ(callback_query_id(u), "77");
}

TEST(to_input, is_nothing_for_a_tap_without_a_message_which_is_answered_all_the_same) {
    bot_api::callback_query q;
    q.id = "77";
    q.from = buyer();
    const auto u = update_of(q);
    EXPECT_FALSE(to_input(u, alpha));
    EXPECT_EQ(callback_query_id(u), "77");
}

TEST(to_input, hands_files_on_unread) {
    auto m = message_of(bot_api::chat_type::private_chat, "");
    m.document = bot_api::document{"file", "stock.txt", 12};
    const auto in = to_input(update_of(m), alpha);
    ASSERT_TRUE(in);
    const auto& file = std::get<console::attached>(in->what);
    EXPECT_EQ(file.file_id, "file");
    EXPECT_EQ(file.file_name, "stock.txt");
    EXPECT_EQ(file.size, 12);
}

TEST(to_input, takes_a_sticker_for_a_file_in_private_and_for_nothing_in_a_group) {
    const auto in = to_input(update_of(message_of(bot_api::chat_type::private_chat, "")), alpha);
    ASSERT_TRUE(in);
    EXPECT_TRUE(std::holds_alternative<console::attached>(in->what));
    EXPECT_FALSE(to_input(update_of(message_of(bot_api::chat_type::group, "")), alpha));
}

TEST(to_input, is_nothing_for_channels_bots_and_the_unknown) {
    EXPECT_FALSE(to_input(update_of(bot_api::ignored{}), alpha));
    EXPECT_FALSE(to_input(update_of(message_of(bot_api::chat_type::channel, "/start")), alpha));
    auto nobody = message_of(bot_api::chat_type::private_chat, "/start");
    nobody.from.reset();
    EXPECT_FALSE(to_input(update_of(nobody), alpha));
    auto machine = message_of(bot_api::chat_type::private_chat, "/start");
    machine.from->is_bot = true;
    EXPECT_FALSE(to_input(update_of(machine), alpha));
}

TEST(to_input, knows_groups_of_both_kinds) {
    for (const auto type : {bot_api::chat_type::group, bot_api::chat_type::supergroup}) {
        const auto in = to_input(update_of(message_of(type, "/agent@alpha_bot")), alpha);
        ASSERT_TRUE(in);
        EXPECT_EQ(in->kind, console::chat_kind::group);
    }
}

}  // namespace
}  // namespace agentbackend::host
