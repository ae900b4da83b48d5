// The whole matrix: who × in which bot × every command, button and text state. Exactly what the
// lists below allow goes on to a handler; everything else is answered with a refusal, and leaves
// the shop as it was.

#include <agentbackend/console/dialogs.hpp>
#include <agentbackend/console/messages.hpp>
#include <agentbackend/console/permissions.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "story.hpp"

namespace agentbackend::console {
namespace {

// What each role may do, in the words of the requirements rather than of the table.
const std::set<std::string_view> commands_for_all{"start", "help", "id", "cancel", "lang"};
const std::set<std::string_view> buttons_for_all{
    "home",    "close",     "cancel",         "language",         "products",
    "product", "quantity",  "other_quantity", "confirm_purchase", "account",
    "order",   "redeliver", "category"};
const std::set<std::string_view> texts_for_all{"awaiting_quantity"};

const std::set<std::string_view> commands_of_owners{"agent"};
const std::set<std::string_view> buttons_of_owners{
    "dashboard",        "set_markup",         "request_withdrawal",
    "set_support_link", "set_channel_link",   "set_announcement_link",
    "buttons",          "add_button",         "delete_button",
    "own_withdrawals",  "earnings",           "cancel_own_withdrawal",
    "earnings_by_day",  "earnings_by_product"};
const std::set<std::string_view> texts_of_owners{
    "awaiting_markup",       "awaiting_withdraw_amount", "awaiting_withdraw_address",
    "awaiting_support_link", "awaiting_channel_link",    "awaiting_announcement_link",
    "awaiting_button_title", "awaiting_button_url",      "awaiting_button_delete_index"};

bool is_for_all(const permission& p) {
    switch (p.by) {
        case trigger::command: return commands_for_all.contains(p.name);
        case trigger::button: return buttons_for_all.contains(p.name);
        case trigger::text: return texts_for_all.contains(p.name);
    }
    return false;
}

bool is_of_owners(const permission& p) {
    switch (p.by) {
        case trigger::command: return commands_of_owners.contains(p.name);
        case trigger::button: return buttons_of_owners.contains(p.name);
        case trigger::text: return texts_of_owners.contains(p.name);
    }
    return false;
}

std::set<std::string> refusals_in(language tongue) {
    std::set<std::string> sentences;
    for (const auto why : {refusal::not_an_agent_bot, refusal::agent_not_found,
                           refusal::agent_archived, refusal::not_the_owner, refusal::not_an_admin,
                           refusal::not_the_main_bot, refusal::not_a_private_chat}) {
        sentences.insert(sentence(tongue, why).text());
    }
    return sentences;
}

class matrix : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    bot_ref beta_ = tale_.given_agent("Beta", user_id{8});
    const std::set<std::string> refusals_ = refusals_in(language::english);
    // Stranger, customer, the owners, an admin.
    const std::vector<user_id> everybody_{user_id{99}, user_id{42}, user_id{7}, user_id{8},
                                          story::admin_id};

    std::map<bot_ref, std::int64_t> own_request_{{bot_ref::main(), 1}};

    void SetUp() override {
        tale_.given_product("Gift card", "10", {"CODE-1", "CODE-2"});
        tale_.given_wallet(alpha_, user_id{42}, "100");
        for (const auto bot : {alpha_, beta_}) {
            tale_.given_earnings(bot, "100");
            own_request_[bot] = tale_.given_withdrawal(bot, "20").ref.value;
        }
    }

    bool may(const permission& p, user_id user, bot_ref bot) const {
        if (is_for_all(p)) return true;
        if (!is_of_owners(p)) return user == story::admin_id && bot.is_main();
        return (user == user_id{7} && bot == alpha_) || (user == user_id{8} && bot == beta_);
    }

    void leave_dialog(user_id user, bot_ref bot) {
        tale_.in_transaction([&](unit_of_work& work) {
            return work.erase_dialog({bot, chat_id{user.value}, user});
        });
    }

    void open_dialog(user_id user, bot_ref bot, std::string_view state) {
        tale_.in_transaction([&](unit_of_work& work) -> result<void> {
            AGENTBACKEND_TRY(work.put_dialog({.key = {bot, chat_id{user.value}, user},
                                              .state = std::string(state),
                                              .data = encode(draft(no_draft{})),
                                              .updated_at = tale_.now()}));
            return success();
        });
    }

    // What a button is about: the first there is of everything, but one's own withdrawal.
    arguments about(const permission& p, bot_ref bot) const {
        return {p.what == action::tap_cancel_own_withdrawal ? own_request_.at(bot) : 1, 1};
    }

    reaction tries(const permission& p, someone& who) {
        switch (p.by) {
            case trigger::command: return who.types("/" + std::string(p.name));
            case trigger::button:
                return who.sends_payload(
                    encode(payload{who.bot(), who.id(), p.what, about(p, who.bot())}));
            case trigger::text: open_dialog(who.id(), who.bot(), p.name); return who.types("1");
        }
        return {};
    }
};

TEST_F(matrix, allows_exactly_what_each_role_may_do) {
    for (const auto bot : {bot_ref::main(), alpha_, beta_}) {
        for (const auto user : everybody_) {
            for (const auto& p : permissions()) {
                auto who = tale_.person_in(user, bot);
                leave_dialog(user, bot);
                const auto before = tale_.everything();
                tries(p, who);
                const bool was_refused = refusals_.contains(who.reads());
                EXPECT_EQ(!was_refused, may(p, user, bot))
                    << p.name << " by " << user.value << " in bot " << bot.value() << ": "
                    << who.reads();
                if (was_refused) {
                    EXPECT_EQ(tale_.everything(), before) << p.name;
                    EXPECT_EQ(who.dialog(), "") << p.name;
                }
            }
        }
    }
}

TEST_F(matrix, every_action_leads_to_a_handler) {
    for (const auto& p : permissions()) {
        story tale;
        const auto alpha = tale.given_agent("Alpha", user_id{7});
        const bool is_admins = may(p, story::admin_id, bot_ref::main());
        auto who = is_admins ? tale.admin() : tale.person_in(user_id{7}, alpha);
        if (p.by == trigger::text) {
            tale.in_transaction([&](unit_of_work& work) -> result<void> {
                AGENTBACKEND_TRY(
                    work.put_dialog({.key = {who.bot(), chat_id{who.id().value}, who.id()},
                                     .state = std::string(p.name),
                                     .data = encode(draft(no_draft{})),
                                     .updated_at = tale.now()}));
                return success();
            });
            who.types("1");
        } else if (p.by == trigger::command) {
            who.types("/" + std::string(p.name));
        } else {
            who.sends_payload(encode(payload{who.bot(), who.id(), p.what, {}}));
        }
        EXPECT_FALSE(who.reads().empty()) << p.name;
        EXPECT_THAT(who.reads(), testing::Not(testing::HasSubstr("no such command"))) << p.name;
        EXPECT_THAT(who.reads(), testing::Not(testing::HasSubstr("No text is expected"))) << p.name;
    }
}

TEST_F(matrix, a_button_made_for_somebody_else_is_refused_or_out_of_date) {
    const auto before = tale_.everything();
    for (const auto user : everybody_) {
        for (const auto& p : permissions()) {
            if (p.by != trigger::button) continue;
            for (const auto made_for : everybody_) {
                for (const auto made_in : {bot_ref::main(), alpha_, beta_}) {
                    auto who = tale_.person_in(user, alpha_);
                    if (made_for == user && made_in == alpha_) continue;
                    who.sends_payload(encode(payload{made_in, made_for, p.what, {1, 1}}));
                    const auto said = who.reads();
                    EXPECT_TRUE(refusals_.contains(said) ||
                                said.find("out of date") != std::string::npos)
                        << p.name << ": " << said;
                }
            }
        }
    }
    EXPECT_EQ(tale_.everything(), before);
}

// The same data, sent by the same person, from a group the bot is in.
TEST_F(matrix, a_button_replayed_from_another_chat_does_nothing_and_shows_nothing) {
    const auto before = tale_.everything();
    for (const auto bot : {bot_ref::main(), alpha_}) {
        for (const auto user : everybody_) {
            for (const auto& p : permissions()) {
                if (p.by != trigger::button) continue;
                auto who = tale_.person_in(user, bot);
                auto replayed =
                    who.makes(tapped{encode(payload{bot, user, p.what, about(p, bot)}), 1});
                replayed.chat = chat_id{-100};
                replayed.kind = chat_kind::group;
                const auto answered = tale_.deliver(replayed);
                EXPECT_EQ(answered.messages, 0u) << p.name;
                EXPECT_TRUE(refusals_.contains(answered.answer->text)) << p.name;
            }
        }
    }
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(matrix, a_text_in_a_group_answers_no_dialog_of_a_private_chat) {
    const auto before = tale_.everything();
    for (const auto& p : permissions()) {
        if (p.by != trigger::text) continue;
        const bool is_admins = may(p, story::admin_id, bot_ref::main());
        auto who = is_admins ? tale_.admin() : tale_.person_in(user_id{7}, alpha_);
        open_dialog(who.id(), who.bot(), p.name);
        auto said = who.makes(typed{"5"});
        said.chat = chat_id{-100};
        said.kind = chat_kind::group;
        EXPECT_EQ(tale_.deliver(said).messages, 0u) << p.name;
        EXPECT_EQ(who.dialog(), p.name);
    }
    EXPECT_EQ(tale_.everything(), before);
}

// Whoever else writes while a dialog is open, in whatever bot, writes into no dialog but their own.
TEST_F(matrix, texts_while_another_persons_dialog_is_open_do_nothing_to_it) {
    const auto before = tale_.everything();
    for (const auto& p : permissions()) {
        if (p.by != trigger::text) continue;
        const bool is_admins = may(p, story::admin_id, bot_ref::main());
        auto asked = is_admins ? tale_.admin() : tale_.person_in(user_id{7}, alpha_);
        open_dialog(asked.id(), asked.bot(), p.name);
        for (const auto bot : {bot_ref::main(), alpha_, beta_}) {
            for (const auto user : everybody_) {
                if (user == asked.id() && bot == asked.bot()) continue;
                auto other = tale_.person_in(user, bot);
                leave_dialog(user, bot);
                other.types("5");
                EXPECT_THAT(other.reads(), testing::HasSubstr("No text is expected")) << p.name;
            }
        }
        EXPECT_EQ(asked.dialog(), p.name);
    }
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(matrix, the_owner_of_beta_hears_that_alphas_dashboard_is_not_theirs) {
    auto owner = tale_.person_in(user_id{7}, alpha_);
    owner.types("/agent");
    const auto stolen = *owner.find_button("💰 Set markup");
    auto other = tale_.person_in(user_id{8}, alpha_);
    other.sends_payload(stolen.payload);
    EXPECT_THAT(other.reads(), testing::HasSubstr("Only the owner"));
    EXPECT_EQ(other.dialog(), "");
    EXPECT_EQ(owner.dialog(), "");
}

TEST_F(matrix, garbage_is_out_of_date_and_answered_with_a_fresh_screen) {
    const auto before = tale_.everything();
    const auto valid = encode(payload{alpha_, user_id{7}, action::tap_dashboard, {}});
    for (const auto& garbage :
         {std::string(), std::string("x"), std::string(64, 'A'), std::string(300, 'A'),
          std::string("\xFF\xFE"), valid + "A", valid.substr(1), "{\"a\":1}" + valid}) {
        auto owner = tale_.person_in(user_id{7}, alpha_);
        owner.sends_payload(garbage);
        EXPECT_THAT(owner.reads(), testing::HasSubstr("out of date"));
        EXPECT_TRUE(owner.sees("🛍 Products"));
    }
    EXPECT_EQ(tale_.everything(), before);
}

TEST(judging, names_each_refusal_in_its_order) {
    agent shop{.ref = {1}, .name = "Alpha", .owner = user_id{7}};
    const auto& dashboard = permission_of(action::tap_dashboard);
    caller who{.bot = bot_ref::main(), .user = user_id{8}, .chat = chat_kind::group};
    EXPECT_EQ(judge(dashboard, who), refusal::not_an_agent_bot);
    who.bot = bot_ref::of({1});
    EXPECT_EQ(judge(dashboard, who), refusal::agent_not_found);
    who.shop = &shop;
    EXPECT_EQ(judge(dashboard, who), refusal::not_the_owner);
    who.user = user_id{7};
    EXPECT_EQ(judge(dashboard, who), refusal::not_a_private_chat);
    who.chat = chat_kind::direct;
    EXPECT_EQ(judge(dashboard, who), std::nullopt);
    shop.status = agent_status::archived;
    EXPECT_EQ(judge(dashboard, who), refusal::agent_archived);

    const auto& panel = permission_of(action::tap_agents);
    EXPECT_EQ(judge(panel, who), refusal::not_an_admin);
    who.is_admin = true;
    EXPECT_EQ(judge(panel, who), refusal::not_the_main_bot);
    who.bot = bot_ref::main();
    EXPECT_EQ(judge(panel, who), std::nullopt);
}

TEST(the_table, has_a_row_for_each_action_and_no_name_twice) {
    std::set<action> actions;
    std::set<std::pair<trigger, std::string_view>> names;
    for (const auto& p : permissions()) {
        EXPECT_TRUE(actions.insert(p.what).second) << p.name;
        EXPECT_TRUE(names.insert({p.by, p.name}).second) << p.name;
        EXPECT_EQ(find_action(p.by, p.name), p.what);
    }
    EXPECT_EQ(find_action(trigger::command, "dashboard"), std::nullopt);
    EXPECT_EQ(find_button(static_cast<std::uint64_t>(action::awaiting_markup)), std::nullopt);
    EXPECT_EQ(find_button(0), std::nullopt);
}

}  // namespace
}  // namespace agentbackend::console
