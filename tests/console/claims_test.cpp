// Owners who are invited by a link, and menus that follow whoever is the owner.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class claiming : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    bot_ref beta_ = tale_.given_agent("Beta", user_id{8});
    someone admin_ = tale_.admin();
    someone guest_ = tale_.person_in(user_id{50}, alpha_);

    // The parameter that the link carries.
    std::string invites() {
        admin_.types("/admin");
        admin_.taps("🤖 Agents");
        admin_.taps("🟢 Running · Alpha");
        admin_.taps("🔗 Invite an owner");
        const auto link = admin_.newest().what.text.text();
        EXPECT_THAT(link, testing::StartsWith("https://t.me/"));
        return link.substr(link.find("?start=") + 7);
    }
};

TEST_F(claiming, whoever_opens_the_link_first_becomes_the_owner) {
    const auto parameter = invites();
    EXPECT_LE(parameter.size(), 64u);
    EXPECT_THAT(admin_.chat().rbegin()[1].what.text.text(),
                AllOf(HasSubstr("new owner of “Alpha”"), HasSubstr("25 Jan 2025, 14:30")));
    guest_.types("/start " + parameter);
    EXPECT_EQ(tale_.agent_of(alpha_).owner, user_id{50});
    EXPECT_THAT(guest_.reads(), HasSubstr("You are the owner of “Alpha” now"));
    EXPECT_TRUE(guest_.sees("💰 Set markup"));
    EXPECT_THAT(admin_.newest().what.text.text(), HasSubstr("User 50 has become the owner"));
    EXPECT_EQ(tale_.refreshed().back().bot, alpha_);
    EXPECT_EQ(tale_.refreshed().back().former, user_id{7});

    auto former = tale_.person_in(user_id{7}, alpha_);
    former.types("/agent");
    EXPECT_THAT(former.reads(), HasSubstr("Only the owner"));
}

TEST_F(claiming, a_link_works_once) {
    const auto parameter = invites();
    guest_.types("/start " + parameter);
    const auto messages = admin_.chat().size();
    guest_.types("/start " + parameter);
    EXPECT_THAT(guest_.reads(), HasSubstr("You are the owner"));
    EXPECT_EQ(admin_.chat().size(), messages);
    auto late = tale_.person_in(user_id{51}, alpha_);
    late.types("/start " + parameter);
    EXPECT_THAT(late.reads(), HasSubstr("has been used"));
    EXPECT_EQ(tale_.agent_of(alpha_).owner, user_id{50});
}

TEST_F(claiming, a_newer_link_voids_the_older_and_time_voids_both) {
    const auto older = invites();
    const auto newer = invites();
    guest_.types("/start " + older);
    EXPECT_THAT(guest_.reads(), HasSubstr("not valid"));
    tale_.passes(std::chrono::hours(25));
    guest_.types("/start " + newer);
    EXPECT_THAT(guest_.reads(), HasSubstr("expired"));
    EXPECT_EQ(tale_.agent_of(alpha_).owner, user_id{7});
}

TEST_F(claiming, a_link_of_another_agent_or_nobody_makes_nobody_an_owner) {
    const auto parameter = invites();
    for (const auto bot : {beta_, bot_ref::main()}) {
        auto elsewhere = tale_.person_in(user_id{50}, bot);
        elsewhere.types("/start " + parameter);
        EXPECT_NE(elsewhere.reads(), "");
    }
    guest_.types("/start claim_0123456789abcdef0123456789abcdef");
    EXPECT_THAT(guest_.reads(), HasSubstr("not valid"));
    guest_.types("/start claim_");
    EXPECT_THAT(guest_.reads(), HasSubstr("not valid"));
    EXPECT_EQ(tale_.agent_of(alpha_).owner, user_id{7});
    EXPECT_EQ(tale_.agent_of(beta_).owner, user_id{8});
}

TEST_F(claiming, other_parameters_of_start_lead_home) {
    guest_.types("/start ref_42");
    EXPECT_TRUE(guest_.sees("🛍 Products"));
}

TEST_F(claiming, a_former_owner_is_given_the_menu_of_who_they_are) {
    std::vector<command_menu> menus;
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_ASSIGN(menus, tale_.bots().menus(work, alpha_, user_id{50}));
        return success();
    });
    ASSERT_EQ(menus.size(), 6u);
    EXPECT_EQ(menus[4].chat, chat_id{50});
    EXPECT_EQ(menus[4].commands.size(), menus[0].commands.size());
}

// --- Finding an agent among hundreds ---

class many_agents : public testing::Test {
protected:
    story tale_;
    someone admin_ = tale_.admin();

    void searches(std::string_view text) {
        admin_.types("/admin");
        admin_.taps("🤖 Agents");
        admin_.taps("🔎 Find");
        admin_.types(text);
    }
};

TEST_F(many_agents, are_found_by_name_id_bot_or_owner) {
    for (int i = 1; i <= 150; ++i) {
        tale_.given_agent("Shop " + std::to_string(i), user_id{1'000 + i});
    }
    const auto hundredth = tale_.agent_of(bot_ref::from_value(100));
    for (const auto& text : {std::string("SHOP 100"), hundredth.agent_id, std::string("1100")}) {
        searches(text);
        EXPECT_THAT(admin_.reads(), HasSubstr("Shop 100")) << text;
        EXPECT_TRUE(admin_.sees("⏸ Stop")) << text;
    }
    tale_.given_agent("1100 bargains", user_id{5});
    searches("1100");
    EXPECT_THAT(admin_.reads(), HasSubstr("Shop 100")) << "an owner's number is that owner's";
    searches("shop 14");
    EXPECT_THAT(admin_.reads(), HasSubstr("There are more"));
    EXPECT_TRUE(admin_.sees("🟢 Running · Shop 146"));
    searches("nobody's");
    EXPECT_THAT(admin_.reads(), HasSubstr("Nothing matches “nobody's”"));
    EXPECT_EQ(admin_.dialog(), "awaiting_agent_search");
}

TEST_F(many_agents, that_are_put_away_are_listed_apart) {
    const auto alpha = tale_.given_agent("Alpha", user_id{7});
    tale_.given_agent("Beta", user_id{8});
    tale_.host_reports(alpha, {.what = agent_event::stop});
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🔴 Stopped · Alpha");
    admin_.taps("🗑 Archive");
    admin_.taps("🗑 Archive for good");
    admin_.taps("⬅️ Back");
    EXPECT_FALSE(admin_.sees("🗑 Archived · Alpha"));
    EXPECT_TRUE(admin_.sees("🟢 Running · Beta"));
    admin_.taps("🗑 Archived");
    admin_.taps("🗑 Archived · Alpha");
    EXPECT_THAT(admin_.reads(), HasSubstr("Total paid: 0.00 USDT"));
}

}  // namespace
}  // namespace agentbackend::console
