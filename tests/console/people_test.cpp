// Where people are and how they are spoken to: languages, groups, channels, menus, help.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class people : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    someone customer_ = tale_.person_in(user_id{42}, alpha_);
    static constexpr chat_id group_{-1001};

    input in_group(std::string_view text) {
        auto in = customer_.makes(typed{std::string(text)});
        in.chat = group_;
        in.kind = chat_kind::group;
        return in;
    }
    std::string group_reads() {
        const auto& chat = tale_.chat(alpha_, group_);
        return chat.empty() ? std::string() : chat.back().what.text.text();
    }
    std::optional<person> known(bot_ref bot, user_id user) {
        std::optional<person> found;
        tale_.in_transaction([&](unit_of_work& work) -> result<void> {
            AGENTBACKEND_ASSIGN(found, work.find_person(bot, user));
            return success();
        });
        return found;
    }
};

TEST_F(people, are_met_once_and_again_when_something_changed) {
    customer_.types("/start");
    EXPECT_EQ(known(alpha_, customer_.id())->chat, chat_id{42});
    EXPECT_EQ(known(alpha_, customer_.id())->language, "en");

    auto renamed = customer_.makes(typed{"/start"});
    renamed.from.name = "Somebody";
    renamed.from.language_code = "";
    customer_.sends(renamed);
    EXPECT_EQ(known(alpha_, customer_.id())->name, "Somebody");
    EXPECT_EQ(known(alpha_, customer_.id())->language, "en");

    auto moved = customer_.makes(typed{"/start"});
    moved.from.language_code = "zh-hans";
    customer_.sends(moved);
    EXPECT_THAT(customer_.reads(), HasSubstr("欢迎光临"));
}

TEST_F(people, keep_the_language_they_have_chosen) {
    customer_.types("/lang");
    customer_.taps("中文");
    EXPECT_TRUE(customer_.sees("🛍 商品列表"));
    customer_.types("/start");
    EXPECT_THAT(customer_.reads(), HasSubstr("欢迎光临"));
    customer_.types("/lang");
    customer_.taps("English");
    EXPECT_TRUE(customer_.sees("🛍 Products"));
}

TEST_F(people, in_a_group_are_answered_when_they_address_the_bot) {
    for (const auto* ignored : {"hello", "/help@other_bot", "/unknown", "5"}) {
        EXPECT_EQ(tale_.deliver(in_group(ignored)).messages, 0u) << ignored;
    }
    EXPECT_EQ(tale_.deliver(in_group("/id@Shop_Bot")).messages, 1u);
    EXPECT_THAT(group_reads(), HasSubstr("42"));
    EXPECT_EQ(tale_.deliver(in_group("/help")).messages, 1u);
    EXPECT_EQ(tale_.deliver(in_group("/unknown@shop_bot")).messages, 1u);
    EXPECT_THAT(group_reads(), HasSubstr("no such command"));
}

TEST_F(people, in_a_group_are_shown_nothing_private) {
    for (const auto* command : {"/start", "/lang"}) {
        tale_.deliver(in_group(command));
        EXPECT_THAT(group_reads(), HasSubstr("private chat")) << command;
    }
    auto by_owner = in_group("/agent");
    by_owner.from.user = user_id{7};
    tale_.deliver(by_owner);
    EXPECT_THAT(group_reads(), HasSubstr("private chat"));
    EXPECT_EQ(known(alpha_, user_id{7})->chat, chat_id{});
}

TEST_F(people, in_a_group_are_told_only_of_the_commands_that_work_there) {
    for (const auto& [bot, user] :
         {std::pair(bot_ref::main(), story::admin_id), std::pair(alpha_, user_id{7})}) {
        auto asked = in_group("/help");
        asked.bot = bot;
        asked.from.user = user;
        tale_.deliver(asked);
        const auto said = tale_.chat(bot, group_).back().what.text.text();
        for (const auto* works : {"/help", "/id", "/cancel"}) EXPECT_THAT(said, HasSubstr(works));
        EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 3) << said;
    }
}

TEST_F(people, in_a_group_cannot_press_private_buttons) {
    auto tap = in_group("");
    tap.what = tapped{encode(payload{alpha_, customer_.id(), action::tap_account, {}}), 5};
    const auto answered = tale_.deliver(tap);
    EXPECT_EQ(answered.messages, 0u);
    EXPECT_THAT(answered.answer->text, HasSubstr("private chat"));
    tap.what = tapped{"garbage", 5};
    EXPECT_EQ(tale_.deliver(tap).messages, 0u);
}

TEST_F(people, in_channels_are_not_answered) {
    auto in = customer_.makes(typed{"/start"});
    in.kind = chat_kind::channel;
    EXPECT_EQ(tale_.deliver(in).messages, 0u);
    in.what = tapped{"garbage", 5};
    EXPECT_EQ(tale_.deliver(in).messages, 0u);
    EXPECT_EQ(known(alpha_, customer_.id()), std::nullopt);
}

TEST_F(people, may_address_the_bot_in_private_too) {
    EXPECT_EQ(customer_.types("/start@SHOP_BOT").messages, 1u);
    EXPECT_EQ(customer_.types("/start@other_bot").messages, 0u);
    EXPECT_EQ(customer_.types("/START").messages, 1u);
    EXPECT_EQ(customer_.types("/start claim_abc").messages, 1u);
}

TEST_F(people, get_the_help_of_their_role) {
    customer_.types("/help");
    EXPECT_THAT(customer_.reads(), HasSubstr("/start"));
    EXPECT_THAT(customer_.reads(), Not(HasSubstr("/agent")));
    auto owner = tale_.person_in(user_id{7}, alpha_);
    owner.types("/help");
    EXPECT_THAT(owner.reads(), HasSubstr("/agent"));
    EXPECT_THAT(owner.reads(), Not(HasSubstr("/credit")));
    auto admin = tale_.admin();
    admin.types("/help");
    EXPECT_THAT(admin.reads(), HasSubstr("/credit <agent_id|main> <user_id> <amount> [note]"));
    EXPECT_THAT(admin.reads(), Not(HasSubstr("/agent ")));
}

// A menu of one's own cannot be registered for somebody whom the bot has not met yet.
TEST_F(people, get_the_menu_of_their_role_as_soon_as_they_come) {
    auto owner = tale_.person_in(user_id{7}, alpha_);
    owner.types("/start");
    ASSERT_EQ(tale_.refreshed().size(), 1U);
    EXPECT_EQ(tale_.refreshed().back().bot, alpha_);
    owner.types("/start");
    customer_.types("/start");
    EXPECT_EQ(tale_.refreshed().size(), 1U);
    tale_.admin().types("/start");
    EXPECT_EQ(tale_.refreshed().back().bot, bot_ref::main());
}

TEST_F(people, see_the_menu_of_their_role) {
    const auto menus_of = [&](bot_ref bot) {
        std::vector<command_menu> menus;
        tale_.in_transaction([&](unit_of_work& work) -> result<void> {
            AGENTBACKEND_ASSIGN(menus, tale_.bots().menus(work, bot));
            return success();
        });
        return menus;
    };
    const auto names = [](const command_menu& menu) {
        std::vector<std::string> all;
        for (const auto& command : menu.commands) all.push_back(command.name);
        return all;
    };

    const auto in_alpha = menus_of(alpha_);
    ASSERT_EQ(in_alpha.size(), 4u);
    EXPECT_EQ(in_alpha[0].who, command_menu::audience::everyone);
    EXPECT_EQ(in_alpha[0].language, "");
    EXPECT_EQ(in_alpha[1].language, "zh");
    EXPECT_THAT(names(in_alpha[0]), Not(Contains("agent")));
    EXPECT_EQ(in_alpha[2].who, command_menu::audience::one_chat);
    EXPECT_EQ(in_alpha[2].chat, chat_id{7});
    EXPECT_THAT(names(in_alpha[2]), Contains("agent"));

    const auto in_main = menus_of(bot_ref::main());
    ASSERT_EQ(in_main.size(), 6u);
    EXPECT_THAT(names(in_main[0]), Not(Contains("credit")));
    EXPECT_THAT(names(in_main[2]), Contains("credit"));
    EXPECT_THAT(names(in_main[2]), Not(Contains("agent")));
    for (const auto& menu : in_main) {
        for (const auto& [name, description] : menu.commands) {
            EXPECT_LE(name.size(), 32u);
            EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"),
                      std::string::npos);
            EXPECT_FALSE(description.empty());
        }
    }
}

}  // namespace
}  // namespace agentbackend::console
