// A dialog ends when its person goes on to something else, and only its own ❌ 取消 cancels it.

#include <agentbackend/console/dialogs.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::HasSubstr;

class leaving_dialogs : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    product_ref card_ = tale_.given_product("Gift card", "10", {"CODE-1", "CODE-2", "CODE-3"});
    someone owner_ = tale_.person_in(user_id{7}, alpha_);
    someone admin_ = tale_.admin();

    void SetUp() override { tale_.given_earnings(alpha_, "100"); }

    void opens(std::string_view label) {
        owner_.types("/agent");
        owner_.taps(label);
    }
    std::string cancel_button(const someone& reader) {
        return reader.find_button("❌ Cancel").value_or(button{}).payload;
    }
    dialog_ref dialog_of(const someone& person) {
        std::optional<dialog> open;
        tale_.in_transaction([&](unit_of_work& work) -> result<void> {
            AGENTBACKEND_ASSIGN(
                open, work.find_dialog({person.bot(), chat_id{person.id().value}, person.id()}));
            return success();
        });
        return open ? open->ref : dialog_ref{};
    }
    dialog_ref given_dialog(const someone& person) {
        tale_.in_transaction([&](unit_of_work& work) -> result<void> {
            AGENTBACKEND_TRY(
                work.put_dialog({.key = {person.bot(), chat_id{person.id().value}, person.id()},
                                 .state = "awaiting_quantity",
                                 .data = encode(draft(purchase_draft{card_})),
                                 .updated_at = tale_.now()}));
            return success();
        });
        return dialog_of(person);
    }
};

// --- ❌ below an older question --------------------------------------------------------------

TEST_F(leaving_dialogs, a_cancel_button_of_a_withdrawal_that_was_requested_says_so) {
    opens("💸 Withdraw");
    owner_.types("50");
    const auto stale = cancel_button(owner_);
    owner_.types(story::address);
    ASSERT_EQ(tale_.withdrawals().size(), 1u);

    const auto answered = owner_.sends_payload(stale);
    EXPECT_THAT(answered.answer->text, HasSubstr("out of date"));
    EXPECT_TRUE(owner_.sees("💸 Withdraw"));
    EXPECT_EQ(tale_.withdrawals().at(0).status, withdrawal_status::pending);
    EXPECT_EQ(tale_.agent_of(alpha_).frozen.to_string(), "50.00");
}

TEST_F(leaving_dialogs, a_cancel_button_of_a_credit_that_was_made_says_so) {
    admin_.types("/start");
    admin_.taps("💰 Wallets");
    admin_.taps("Alpha");
    admin_.taps("🔎 Find by user id");
    admin_.types("42");
    admin_.taps("💵 Credit");
    admin_.types("5");
    const auto stale = cancel_button(admin_);
    admin_.types("cash");
    ASSERT_EQ(tale_.balance_of(alpha_, user_id{42}), "5.00");

    const auto answered = admin_.sends_payload(stale);
    EXPECT_THAT(answered.answer->text, HasSubstr("out of date"));
    EXPECT_TRUE(admin_.sees("🤖 Agents"));
}

TEST_F(leaving_dialogs, a_cancel_button_cancels_no_newer_dialog) {
    opens("💰 Set markup");
    const auto stale = cancel_button(owner_);
    opens("📢 Set channel");
    const auto answered = owner_.sends_payload(stale);
    EXPECT_THAT(answered.answer->text, HasSubstr("out of date"));
    EXPECT_EQ(owner_.dialog(), "awaiting_channel_link");
    owner_.types("@mychannel");
    EXPECT_EQ(tale_.agent_of(alpha_).links.channel_link, "@mychannel");
}

TEST_F(leaving_dialogs, a_second_tap_on_a_cancel_button_changes_nothing) {
    opens("💰 Set markup");
    const auto cancel = cancel_button(owner_);
    EXPECT_THAT(owner_.sends_payload(cancel).answer->text, HasSubstr("Nothing was changed"));
    EXPECT_THAT(owner_.sends_payload(cancel).answer->text, HasSubstr("out of date"));
    EXPECT_TRUE(owner_.sees("💰 Set markup"));
}

TEST_F(leaving_dialogs, every_question_of_a_dialog_can_be_cancelled) {
    opens("💸 Withdraw");
    const auto first = cancel_button(owner_);
    owner_.types("50");
    EXPECT_THAT(owner_.sends_payload(first).answer->text, HasSubstr("Nothing was changed"));
    owner_.types(story::address);
    EXPECT_TRUE(tale_.withdrawals().empty());
}

// --- Any other button ------------------------------------------------------------------------

TEST_F(leaving_dialogs, every_other_button_ends_the_dialog) {
    tale_.given_withdrawal(alpha_, "20");
    for (const auto& p : permissions()) {
        if (p.by != trigger::button) continue;
        auto& person = p.who == role::admin ? admin_ : owner_;
        const auto before = given_dialog(person);
        person.sends_payload(encode(payload{person.bot(), person.id(), p.what, {1, 1}}));
        const bool goes_on = p.what == action::tap_skip || p.what == action::tap_cancel ||
                             p.what == action::tap_confirm_refund;
        EXPECT_EQ(dialog_of(person) == before, goes_on) << p.name;
    }
}

TEST_F(leaving_dialogs, a_button_of_somebody_else_ends_nothing) {
    const auto before = given_dialog(owner_);
    owner_.sends_payload(encode(payload{alpha_, user_id{8}, action::tap_products, {}}));
    owner_.sends_payload(encode(payload{alpha_, owner_.id(), action::tap_admin_menu, {}}));
    owner_.sends_payload("garbage");
    EXPECT_EQ(dialog_of(owner_), before);
}

TEST_F(leaving_dialogs, a_quantity_is_no_markup) {
    opens("💰 Set markup");
    owner_.sends_payload(
        encode(payload{alpha_, owner_.id(), action::tap_product, {card_.value, 0}}));
    owner_.types("5");
    EXPECT_THAT(owner_.reads(), HasSubstr("No text is expected"));
    EXPECT_EQ(tale_.agent_of(alpha_).markup.to_string(), "0.00");
}

TEST_F(leaving_dialogs, a_remark_rejects_no_request_that_was_left_alone) {
    const auto left = tale_.given_withdrawal(alpha_, "20");
    const auto other = tale_.given_withdrawal(alpha_, "20");
    const auto taps = [&](action what, withdrawal_ref request) {
        admin_.sends_payload(
            encode(payload{bot_ref::main(), admin_.id(), what, {request.value, 0}}));
    };
    taps(action::tap_reject_withdrawal, left.ref);
    ASSERT_EQ(admin_.dialog(), "awaiting_reject_reason");
    taps(action::tap_approve_withdrawal, other.ref);
    admin_.types("looks good");
    EXPECT_EQ(tale_.withdrawals().at(0).status, withdrawal_status::pending);
    EXPECT_EQ(tale_.withdrawals().at(1).status, withdrawal_status::approved);
}

// --- Where leaving leads ---------------------------------------------------------------------

TEST_F(leaving_dialogs, leads_back_to_what_the_dialog_was_about) {
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("🟢 Running · Alpha");
    for (const auto* label : {"✏️ Rename", "👤 Change owner", "🔑 Replace token"}) {
        admin_.taps(label);
        admin_.taps("❌ Cancel");
        EXPECT_TRUE(admin_.sees(label));
        EXPECT_THAT(admin_.newest().what.text.text(), HasSubstr("Id: agent_"));
    }
    auto customer = tale_.person_in(user_id{42}, alpha_);
    customer.types("/start");
    customer.taps("🛍 Products");
    customer.taps("Gift card · 10.00 USDT · 3 left");
    customer.taps("✏️ Other quantity");
    customer.taps("❌ Cancel");
    EXPECT_TRUE(customer.sees("✏️ Other quantity"));
}

TEST_F(leaving_dialogs, by_command_leads_back_there_too) {
    opens("🔘 Manage buttons");
    owner_.taps("➕ Add a button");
    owner_.types("/cancel");
    EXPECT_THAT(owner_.reads(), HasSubstr("Nothing was changed"));
    EXPECT_TRUE(owner_.sees("➕ Add a button"));
}

TEST_F(leaving_dialogs, of_somebody_who_is_no_owner_any_more_leads_home) {
    opens("💰 Set markup");
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_TRY(tale_.rules().change_owner(
            work, tale_.by(story::admin_id, bot_ref::main()), alpha_.agent(), user_id{9}));
        return success();
    });
    owner_.taps("❌ Cancel");
    EXPECT_TRUE(owner_.sees("🛍 Products"));
    EXPECT_FALSE(owner_.sees("💰 Set markup"));
}

TEST_F(leaving_dialogs, a_question_that_is_asked_again_can_still_be_skipped) {
    admin_.types("/admin");
    admin_.taps("🤖 Agents");
    admin_.taps("➕ New agent");
    admin_.types("123456789:AAExampleSecretOfThirtyFiveChars_-");
    tale_.comes_back(token_checked{{777, "beta_bot"}});
    admin_.types(std::string(65, 'n'));
    EXPECT_TRUE(admin_.sees("beta_bot"));
    admin_.types("Beta");
    admin_.types("nobody");
    EXPECT_THAT(admin_.reads(), HasSubstr("is not a user id"));
    EXPECT_TRUE(admin_.sees("Skip"));
}

}  // namespace
}  // namespace agentbackend::console
