// Bad input gets a clear sentence, and nothing changes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::HasSubstr;

const std::string bad_amounts[]{"abc",
                                "-1",
                                "1e3",
                                "NaN",
                                "0.0000001",
                                "99999999999999999999",
                                "       ",
                                "1,5",
                                "٣",
                                "0x10",
                                std::string(5'000, '9')};

class bad_input : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7}, "0.05");
    product_ref card_ = tale_.given_product("Gift card", "10", {"CODE-1"});
    someone owner_ = tale_.person_in(user_id{7}, alpha_);
    someone admin_ = tale_.admin();
    someone customer_ = tale_.person_in(user_id{42}, alpha_);

    void SetUp() override { tale_.given_earnings(alpha_, "100"); }
};

TEST_F(bad_input, amounts_of_a_markup) {
    owner_.types("/agent");
    owner_.taps("💰 Set markup");
    const auto before = tale_.everything();
    for (const auto& amount : bad_amounts) {
        owner_.types(amount);
        EXPECT_TRUE(owner_.sees("❌ Cancel")) << amount;
        EXPECT_LT(owner_.reads().size(), 300u);
        EXPECT_EQ(owner_.dialog(), "awaiting_markup") << amount;
    }
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(bad_input, amounts_of_a_withdrawal) {
    owner_.types("/agent");
    owner_.taps("💸 Withdraw");
    const auto before = tale_.everything();
    for (const auto& amount : bad_amounts) {
        owner_.types(amount);
        EXPECT_EQ(owner_.dialog(), "awaiting_withdraw_amount") << amount;
    }
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(bad_input, amounts_in_commands) {
    const auto before = tale_.everything();
    for (const auto& amount : bad_amounts) {
        admin_.types("/product_add " + amount + " Name");
        admin_.types("/credit main 42 " + amount);
    }
    admin_.types("/credit main 42 0");
    EXPECT_THAT(admin_.reads(), HasSubstr("above 0"));
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(bad_input, addresses) {
    owner_.types("/agent");
    owner_.taps("💸 Withdraw");
    owner_.types("20");
    const auto before = tale_.everything();
    const std::pair<const char*, const char*> addresses[]{
        {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYst", "checksum"},
        {"1TRmEA73gpoxK2KRmhL7GtcYLh88VefYss", "start with T"},
        {"TTRmEA73gpoxK2KRmhL7GtcYLh88Vef", "34 characters; this has 31"},
        {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYs0", "no address has"},
        {"T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb", "burn address"},
        {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "USDT contract"}};
    for (const auto& [address, why] : addresses) {
        owner_.types(address);
        EXPECT_THAT(owner_.reads(), HasSubstr(why)) << address;
        EXPECT_EQ(owner_.dialog(), "awaiting_withdraw_address") << address;
    }
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(bad_input, requests_and_transactions) {
    const auto id = tale_.given_withdrawal(alpha_, "20").request_id;
    admin_.types("/withdraw_approve " + id);
    const auto before = tale_.everything();
    admin_.types("/withdraw_approve aw_20250101_000000_nobody");
    EXPECT_THAT(admin_.reads(), HasSubstr("no withdrawal “aw_20250101_000000_nobody”"));
    admin_.types("/withdraw_pay " + id + " " + std::string(63, 'a'));
    EXPECT_THAT(admin_.reads(), HasSubstr("64 hex digits"));
    admin_.types("/withdraw_pay " + id + " " + std::string(64, 'g'));
    EXPECT_THAT(admin_.reads(), HasSubstr("64 hex digits"));
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(bad_input, names_that_nobody_has) {
    const auto before = tale_.everything();
    admin_.types("/credit agent_20200101_000000 42 1");
    EXPECT_THAT(admin_.reads(), HasSubstr("no agent “agent_20200101_000000”"));
    admin_.types("/stock_add 99\nCODE");
    EXPECT_THAT(admin_.reads(), HasSubstr("no such product"));
    admin_.types("/refund 99");
    EXPECT_THAT(admin_.reads(), HasSubstr("no order “99”"));
    admin_.types("/credit main nobody 1");
    EXPECT_THAT(admin_.reads(), HasSubstr("“nobody” is not a user id"));
    admin_.types("/product_add 10 " + std::string(200, 'n'));
    EXPECT_THAT(admin_.reads(), HasSubstr("1 to 128 characters"));
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(bad_input, buttons_about_things_that_are_not_there) {
    const auto before = tale_.everything();
    const auto tap = [](someone& who, action what, arguments args) {
        who.sends_payload(encode(payload{who.bot(), who.id(), what, args}));
    };
    tap(customer_, action::tap_product, {99, 0});
    EXPECT_THAT(customer_.newest().what.text.text(), HasSubstr("no such product"));
    for (const auto quantity : {0, -5, 1'001}) {
        tap(customer_, action::tap_quantity, {card_.value, quantity});
        EXPECT_THAT(customer_.newest().what.text.text(), HasSubstr("from 1 to 1000"));
    }
    tap(customer_, action::tap_quantity, {99, 1});
    tap(customer_, action::tap_confirm_purchase, {99, 0});
    EXPECT_THAT(customer_.reads(), HasSubstr("no longer there"));
    tap(customer_, action::tap_order, {99, 0});
    EXPECT_THAT(customer_.reads(), HasSubstr("no order “99”"));
    for (const auto what :
         {action::tap_agent, action::tap_start_agent, action::tap_stop_agent,
          action::tap_rename_agent, action::tap_replace_token, action::tap_confirm_archive}) {
        tap(admin_, what, {99, 0});
        EXPECT_THAT(admin_.reads(), HasSubstr("no agent “99”"));
    }
    for (const auto what : {action::tap_withdrawal, action::tap_approve_withdrawal,
                            action::tap_reject_withdrawal, action::tap_pay_withdrawal}) {
        tap(admin_, what, {99, 0});
        EXPECT_THAT(admin_.reads(), HasSubstr("no withdrawal “99”"));
    }
    EXPECT_EQ(tale_.everything(), before);
    EXPECT_EQ(admin_.dialog(), "");
}

TEST_F(bad_input, anothers_quote) {
    tale_.given_wallet(alpha_, user_id{43}, "100");
    customer_.types("/start");
    customer_.taps("🛍 Products");
    customer_.taps("Gift card · 10.05 USDT · 1 left");
    customer_.taps("1");
    const auto before = tale_.everything();
    auto thief = tale_.person_in(user_id{43}, alpha_);
    thief.sends_payload(encode(payload{alpha_, thief.id(), action::tap_confirm_purchase, {1, 0}}));
    EXPECT_THAT(thief.reads(), HasSubstr("no longer there"));
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(bad_input, updates_without_content_are_passed_over) {
    EXPECT_EQ(customer_.types("").messages, 0u);
    auto nobody = customer_.makes(typed{"/start"});
    nobody.from.user = {};
    EXPECT_EQ(tale_.deliver(nobody).messages, 0u);
    EXPECT_EQ(customer_.sends(customer_.makes(attached{"file", "stock.txt", 10})).messages, 1u);
    EXPECT_THAT(customer_.reads(), HasSubstr("Files cannot be used here"));
}

TEST_F(bad_input, a_dialog_of_a_later_version_is_left_behind) {
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_TRY(work.put_dialog({.key = {alpha_, chat_id{7}, user_id{7}},
                                          .state = "awaiting_withdraw_address",
                                          .data = "\x09later",
                                          .updated_at = tale_.now()}));
        return success();
    });
    owner_.types(story::address);
    EXPECT_THAT(owner_.reads(), HasSubstr("out of date"));
    EXPECT_EQ(owner_.dialog(), "");
    EXPECT_TRUE(tale_.withdrawals().empty());
}

TEST_F(bad_input, a_refused_input_writes_nothing_but_person_and_dialog) {
    customer_.types("/start");
    const auto writes_of = [&](const input& in) {
        std::uint64_t writes = 0;
        tale_.in_transaction([&](unit_of_work& work) -> result<void> {
            AGENTBACKEND_TRY(tale_.bots().handle(work, tale_.now(), in));
            writes = work.writes();
            return success();
        });
        return writes;
    };
    EXPECT_EQ(writes_of(customer_.makes(typed{"/agent"})), 0u);
    EXPECT_EQ(writes_of(customer_.makes(typed{"/withdraw_list"})), 0u);
    EXPECT_EQ(writes_of(customer_.makes(typed{"hello"})), 0u);
    EXPECT_EQ(writes_of(customer_.makes(tapped{"garbage", 1})), 0u);
    EXPECT_EQ(writes_of(customer_.makes(
                  tapped{encode(payload{alpha_, user_id{42}, action::tap_set_markup, {}}), 1})),
              0u);
    EXPECT_EQ(writes_of(customer_.makes(typed{"/start"})), 0u);
}

}  // namespace
}  // namespace agentbackend::console
