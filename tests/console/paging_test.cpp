// Lists at the edges of their pages: a full page is alone, one row more makes a second page.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class pages : public testing::Test {
protected:
    static constexpr const char* next_ = "Next page ▶️";
    static constexpr const char* first_ = "⏮ First page";

    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7});
    someone admin_ = tale_.admin();
    someone customer_ = tale_.person_in(user_id{42}, alpha_);

    void buys(int times) {
        for (int i = 0; i < times; ++i) {
            customer_.types("/start");
            customer_.taps("🛍 Products");
            customer_.taps(customer_.newest().what.rows[0][0].label);
            customer_.taps("1");
            customer_.taps("✅ Buy now");
        }
    }
    void opens_account() {
        customer_.types("/start");
        customer_.taps("👤 My account");
    }
    void opens_wallets() {
        admin_.types("/start");
        admin_.taps("💰 Wallets");
        admin_.taps("Alpha");
    }
    // The labels before the first of the buttons below a list, which have no " · ".
    static std::vector<std::string> rows(const someone& reader) {
        std::vector<std::string> labels;
        for (const auto& row : reader.newest().what.rows) {
            if (row[0].label.find(" · ") != std::string::npos) labels.push_back(row[0].label);
        }
        return labels;
    }
};

TEST_F(pages, of_orders_are_turned_after_the_fifth) {
    tale_.given_product("Card", "1", std::vector<std::string>(11, "CODE"));
    tale_.given_wallet(alpha_, customer_.id(), "11");
    buys(5);
    opens_account();
    EXPECT_THAT(rows(customer_), SizeIs(5));
    EXPECT_FALSE(customer_.sees(next_));
    EXPECT_FALSE(customer_.sees(first_));

    buys(1);
    opens_account();
    EXPECT_THAT(rows(customer_), SizeIs(5));
    EXPECT_FALSE(customer_.sees(first_));
    customer_.taps(next_);
    EXPECT_THAT(rows(customer_), ElementsAre("#1 · Card × 1 · 1.00 USDT"));
    EXPECT_FALSE(customer_.sees(next_));
    customer_.taps(first_);
    EXPECT_EQ(rows(customer_).front(), "#6 · Card × 1 · 1.00 USDT");
}

TEST_F(pages, of_orders_in_the_middle_lead_both_ways) {
    tale_.given_product("Card", "1", std::vector<std::string>(11, "CODE"));
    tale_.given_wallet(alpha_, customer_.id(), "11");
    buys(11);
    opens_account();
    customer_.taps(next_);
    EXPECT_EQ(rows(customer_).front(), "#6 · Card × 1 · 1.00 USDT");
    EXPECT_THAT(rows(customer_), SizeIs(5));
    EXPECT_TRUE(customer_.sees(first_));
    customer_.taps(next_);
    EXPECT_THAT(rows(customer_), ElementsAre("#1 · Card × 1 · 1.00 USDT"));
    // A button of a page that was shown before more was bought goes on from where it was.
    const auto next_of_last = encode(payload{alpha_, customer_.id(), action::tap_account, {1, 0}});
    customer_.sends_payload(next_of_last);
    EXPECT_THAT(rows(customer_), SizeIs(0));
    EXPECT_TRUE(customer_.sees(first_));
}

TEST_F(pages, of_orders_are_the_customers_own_in_this_shop) {
    const auto beta = tale_.given_agent("Beta", user_id{8});
    tale_.given_product("Card", "1", std::vector<std::string>(2, "CODE"));
    tale_.given_wallet(alpha_, customer_.id(), "1");
    buys(1);
    auto elsewhere = tale_.person_in(customer_.id(), beta);
    elsewhere.types("/start");
    elsewhere.taps("👤 My account");
    EXPECT_THAT(elsewhere.reads(), AllOf(HasSubstr("Wallet: 0.00 USDT"), HasSubstr("No orders")));
    EXPECT_THAT(rows(elsewhere), SizeIs(0));
}

TEST_F(pages, of_wallets_are_turned_after_the_eighth) {
    for (int i = 1; i <= 8; ++i) tale_.given_wallet(alpha_, user_id{100 + i}, "1");
    opens_wallets();
    EXPECT_THAT(rows(admin_), SizeIs(8));
    EXPECT_FALSE(admin_.sees(next_));

    tale_.given_wallet(alpha_, user_id{99}, "1");
    tale_.given_wallet(bot_ref::main(), user_id{98}, "1");
    opens_wallets();
    EXPECT_THAT(rows(admin_), SizeIs(8));
    EXPECT_EQ(rows(admin_).front(), "99 · 1.00 USDT");
    admin_.taps(next_);
    EXPECT_THAT(rows(admin_), ElementsAre("108 · 1.00 USDT"));
    EXPECT_FALSE(admin_.sees(next_));
    admin_.taps(first_);
    EXPECT_EQ(rows(admin_).front(), "99 · 1.00 USDT");
}

TEST_F(pages, of_shops_with_wallets_are_turned_after_the_eighth_and_begin_with_the_main_bot) {
    const auto labels = [&] {
        std::vector<std::string> all;
        for (const auto& row : admin_.newest().what.rows) all.push_back(row[0].label);
        return all;
    };
    for (int i = 2; i <= 8; ++i) tale_.given_agent("Agent " + std::to_string(i), user_id{7});
    admin_.types("/start");
    admin_.taps("💰 Wallets");
    EXPECT_FALSE(admin_.sees(next_));
    EXPECT_THAT(labels(), SizeIs(10));  // the main bot, eight agents, and back

    tale_.given_agent("Agent 9", user_id{7});
    admin_.types("/start");
    admin_.taps("💰 Wallets");
    EXPECT_EQ(labels().front(), "🏠 Main bot");
    admin_.taps(next_);
    EXPECT_EQ(labels().front(), "Agent 9");
    EXPECT_TRUE(admin_.sees(first_));
    EXPECT_FALSE(admin_.sees(next_));
}

}  // namespace
}  // namespace agentbackend::console
