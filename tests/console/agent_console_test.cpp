#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class agent_console : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    bot_ref beta_ = tale_.given_agent("Beta", user_id{8});
    someone owner_ = tale_.person_in(user_id{7}, alpha_);

    void opens(std::string_view label) {
        owner_.types("/agent");
        owner_.taps(label);
    }
};

TEST_F(agent_console, refuses_in_the_order_bot_agent_owner) {
    auto in_main = tale_.person_in(user_id{7}, bot_ref::main());
    in_main.types("/agent");
    EXPECT_THAT(in_main.reads(), HasSubstr("in an agent's bot only"));

    auto in_nobodys = tale_.person_in(user_id{7}, bot_ref::from_value(99));
    in_nobodys.types("/agent");
    EXPECT_THAT(in_nobodys.reads(), HasSubstr("No agent belongs to this bot"));

    auto stranger = tale_.person_in(user_id{8}, alpha_);
    stranger.types("/agent");
    EXPECT_THAT(stranger.reads(), HasSubstr("Only the owner"));
}

TEST_F(agent_console, the_markup_is_set_and_shown) {
    opens("💰 Set markup");
    EXPECT_EQ(owner_.dialog(), "awaiting_markup");
    owner_.types(" ０．０５ USDT ");

    EXPECT_EQ(owner_.dialog(), "");
    EXPECT_THAT(owner_.reads(), AllOf(HasSubstr("✅ The markup is 0.05 USDT per item now"),
                                      HasSubstr("Markup: 0.05 USDT per item")));
    EXPECT_EQ(tale_.agent_of(alpha_).markup.to_string(), "0.05");
}

TEST_F(agent_console, a_markup_above_the_ceiling_is_refused_with_the_ceiling) {
    opens("💰 Set markup");
    owner_.types("10000.01");
    EXPECT_THAT(owner_.reads(), HasSubstr("at most 10000.00 USDT; 10000.01 USDT is too much"));
    EXPECT_EQ(owner_.dialog(), "awaiting_markup");
}

TEST_F(agent_console, cancelling_leaves_any_dialog) {
    tale_.given_earnings(alpha_, "50");
    for (const auto* label :
         {"💰 Set markup", "💸 Withdraw", "📞 Set support", "📢 Set channel", "📣 Set announcements"}) {
        opens(label);
        EXPECT_NE(owner_.dialog(), "") << label;
        owner_.taps("❌ Cancel");
        EXPECT_EQ(owner_.dialog(), "") << label;
        EXPECT_TRUE(owner_.sees("💰 Set markup")) << label;

        opens(label);
        owner_.types("/cancel");
        EXPECT_EQ(owner_.dialog(), "") << label;
        EXPECT_THAT(owner_.reads(), HasSubstr("Nothing was changed"));
    }
    owner_.types("/cancel");
    EXPECT_THAT(owner_.reads(), HasSubstr("nothing to cancel"));
}

TEST_F(agent_console, a_command_is_never_input_and_ends_the_dialog) {
    opens("📞 Set support");
    owner_.types("/5");
    EXPECT_EQ(owner_.dialog(), "");
    EXPECT_THAT(owner_.reads(), HasSubstr("no such command"));
    owner_.types("@mysupport");
    EXPECT_THAT(owner_.reads(), HasSubstr("No text is expected"));
    EXPECT_EQ(tale_.agent_of(alpha_).links.support_link, "");
}

TEST_F(agent_console, the_newest_dialog_counts) {
    opens("💰 Set markup");
    opens("📢 Set channel");
    owner_.types("@mychannel");
    EXPECT_EQ(tale_.agent_of(alpha_).links.channel_link, "@mychannel");
    EXPECT_EQ(tale_.agent_of(alpha_).markup.to_string(), "0.00");
}

TEST_F(agent_console, dialogs_of_two_bots_and_two_people_stay_apart) {
    auto owner_of_beta = tale_.person_in(user_id{8}, beta_);
    auto guest = tale_.person_in(user_id{8}, alpha_);
    opens("💰 Set markup");
    guest.types("5");
    owner_of_beta.types("5");
    EXPECT_EQ(tale_.agent_of(alpha_).markup.to_string(), "0.00");
    EXPECT_EQ(tale_.agent_of(beta_).markup.to_string(), "0.00");
    EXPECT_EQ(owner_.dialog(), "awaiting_markup");
}

TEST_F(agent_console, an_owner_who_is_replaced_in_the_middle_of_a_dialog_changes_nothing) {
    opens("💰 Set markup");
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_TRY(tale_.rules().change_owner(
            work, tale_.by(story::admin_id, bot_ref::main()), alpha_.agent(), user_id{9}));
        return success();
    });
    owner_.types("5");
    EXPECT_THAT(owner_.reads(), HasSubstr("Only the owner"));
    EXPECT_EQ(owner_.dialog(), "");
    EXPECT_EQ(tale_.agent_of(alpha_).markup.to_string(), "0.00");
}

TEST_F(agent_console, links_are_set_cleared_and_shown_in_the_shop) {
    opens("📞 Set support");
    owner_.types("not a link");
    EXPECT_THAT(owner_.reads(), HasSubstr("@mysupport"));
    owner_.types("@mysupport");
    opens("📢 Set channel");
    owner_.types("t.me/mychannel");
    opens("📣 Set announcements");
    owner_.types("https://example.com/news");

    auto customer = tale_.person_in(user_id{42}, alpha_);
    customer.types("/start");
    EXPECT_EQ(customer.find_button("📞 Support")->url, "https://t.me/mysupport");
    EXPECT_EQ(customer.find_button("📢 Channel")->url, "https://t.me/mychannel");
    EXPECT_EQ(customer.find_button("📣 Announcements")->url, "https://example.com/news");
    auto in_beta = tale_.person_in(user_id{42}, beta_);
    in_beta.types("/start");
    EXPECT_FALSE(in_beta.sees("📞 Support"));

    for (const auto* clearing : {"清除", " CLEAR "}) {
        opens("📞 Set support");
        owner_.types(clearing);
        EXPECT_THAT(owner_.reads(), HasSubstr("Support: not set"));
    }
}

TEST_F(agent_console, five_buttons_and_no_more) {
    for (int i = 1; i <= 5; ++i) {
        opens("🔘 Manage buttons");
        owner_.taps("➕ Add a button");
        owner_.types("Site " + std::to_string(i));
        EXPECT_EQ(owner_.dialog(), "awaiting_button_url");
        owner_.types("https://example.com/" + std::to_string(i));
        EXPECT_THAT(owner_.reads(), HasSubstr("has been added"));
    }
    EXPECT_FALSE(owner_.sees("➕ Add a button"));
    owner_.sends_payload(encode(payload{alpha_, owner_.id(), action::tap_add_button, {}}));
    EXPECT_THAT(owner_.reads(), HasSubstr("at most 5 buttons"));

    opens("🔘 Manage buttons");
    owner_.taps("🗑 Delete a button");
    owner_.types("6");
    EXPECT_THAT(owner_.reads(), HasSubstr("from 1 to 5"));
    owner_.types("2");
    EXPECT_THAT(owner_.reads(), HasSubstr("(4 of 5)"));
    EXPECT_EQ(tale_.agent_of(alpha_).links.extra_links[1].title, "Site 3");

    auto customer = tale_.person_in(user_id{42}, alpha_);
    customer.types("/start");
    EXPECT_EQ(customer.find_button("Site 1")->url, "https://example.com/1");
}

TEST_F(agent_console, earnings_add_up) {
    tale_.given_earnings(alpha_, "60");
    tale_.given_withdrawal(alpha_, "20");
    opens("📈 Earnings");
    EXPECT_THAT(owner_.reads(),
                AllOf(HasSubstr("Earned in total: 60.00 USDT"), HasSubstr("Available: 40.00 USDT"),
                      HasSubstr("Frozen: 20.00 USDT")));
}

TEST_F(agent_console, earnings_are_shown_by_day_and_by_product) {
    const auto card = tale_.given_product("Gift card", "10", {"A", "B", "C"});
    tale_.given_product("Sticker", "1", {"D"});
    opens("💰 Set markup");
    owner_.types("0.05");
    auto customer = tale_.person_in(user_id{42}, alpha_);
    tale_.given_wallet(alpha_, customer.id(), "100");
    const auto buys = [&](std::string_view label, std::string_view quantity) {
        customer.types("/start");
        customer.taps("🛍 Products");
        customer.taps(label);
        customer.taps(quantity);
        customer.taps("✅ Buy now");
    };
    buys("Gift card · 10.05 USDT · 3 left", "1");
    tale_.passes(std::chrono::hours(24));
    buys("Gift card · 10.05 USDT · 2 left", "2");
    buys("Sticker · 1.05 USDT · 1 left", "1");
    tale_.admin().types("/refund 2");

    opens("📈 Earnings");
    owner_.taps("📅 By day");
    EXPECT_THAT(owner_.reads(),
                AllOf(HasSubstr("25 Jan 2025: 0.05 USDT (2 sold, 1 refunded: -0.10 USDT)"),
                      HasSubstr("24 Jan 2025: 0.05 USDT (1 sold)")));
    owner_.taps("⬅️ Back");
    owner_.taps("📦 By product");
    EXPECT_THAT(owner_.reads(),
                AllOf(HasSubstr("Gift card: 0.05 USDT (2 sold, 1 refunded: -0.10 USDT)"),
                      HasSubstr("Sticker: 0.05 USDT (1 sold)")));
    EXPECT_EQ(card.value, 1);
}

TEST_F(agent_console, earnings_come_in_pages_and_only_ones_own) {
    for (int day = 0; day < 12; ++day) {
        tale_.given_earnings(alpha_, "1");
        tale_.passes(std::chrono::hours(24));
    }
    opens("📈 Earnings");
    owner_.taps("📅 By day");
    EXPECT_THAT(owner_.reads(), HasSubstr("4 Feb 2025: 1.00 USDT"));
    owner_.taps("Next page ▶️");
    EXPECT_THAT(owner_.reads(), HasSubstr("24 Jan 2025: 1.00 USDT"));
    EXPECT_FALSE(owner_.sees("Next page ▶️"));
    auto other = tale_.person_in(user_id{8}, beta_);
    other.types("/agent");
    other.taps("📈 Earnings");
    other.taps("📅 By day");
    EXPECT_THAT(other.reads(), HasSubstr("No earnings yet"));
}

TEST_F(agent_console, closing_leaves_a_way_back) {
    opens("❌ Close");
    EXPECT_THAT(owner_.reads(), HasSubstr("/start"));
    owner_.taps("📋 Menu");
    owner_.taps("💼 Agent dashboard");
    EXPECT_TRUE(owner_.sees("💰 Set markup"));
}

}  // namespace
}  // namespace agentbackend::console
