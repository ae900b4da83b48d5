#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::HasSubstr;

class shop : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7}, "0.05");
    product_ref card_ =
        tale_.given_product("Gift card", "10", {"CARD-1", "CARD-2", "CARD-3", "CARD-4", "CARD-5"});
    someone customer_ = tale_.person_in(user_id{42}, alpha_);

    void opens_card(someone& who) {
        who.types("/start");
        who.taps("🛍 Products");
        who.taps(who.newest().what.rows.front().front().label);
    }
};

TEST_F(shop, shows_the_price_of_the_bot_one_is_in) {
    auto in_main = tale_.person_in(user_id{42}, bot_ref::main());
    opens_card(customer_);
    opens_card(in_main);

    EXPECT_THAT(customer_.reads(), HasSubstr("Price: 10.05 USDT"));
    EXPECT_THAT(in_main.reads(), HasSubstr("Price: 10.00 USDT"));
}

TEST_F(shop, sells_one_and_delivers_it) {
    tale_.given_wallet(alpha_, customer_.id(), "100");
    opens_card(customer_);
    customer_.taps("1");
    EXPECT_THAT(customer_.reads(), HasSubstr("Total: 10.05 USDT"));
    EXPECT_THAT(customer_.reads(), HasSubstr("Wallet: 100.00 USDT"));

    customer_.taps("✅ Buy now");

    const auto& receipt = customer_.chat().rbegin()[1].what.text.text();
    EXPECT_THAT(receipt, HasSubstr("Paid: 10.05 USDT"));
    EXPECT_THAT(receipt, HasSubstr("Wallet: 89.95 USDT"));
    EXPECT_THAT(customer_.reads(), HasSubstr("CARD-1"));
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "89.95");
    EXPECT_EQ(tale_.agent_of(alpha_).available.to_string(), "0.05");
}

TEST_F(shop, takes_a_quantity_that_is_typed_with_full_width_digits) {
    tale_.given_wallet(alpha_, customer_.id(), "100");
    opens_card(customer_);
    customer_.taps("✏️ Other quantity");
    EXPECT_EQ(customer_.dialog(), "awaiting_quantity");
    customer_.types("３");
    EXPECT_THAT(customer_.reads(), HasSubstr("Total: 30.15 USDT"));
    EXPECT_EQ(customer_.dialog(), "");

    customer_.taps("✅ Buy now");
    EXPECT_EQ(tale_.agent_of(alpha_).available.to_string(), "0.15");
}

TEST_F(shop, asks_again_for_a_quantity_that_cannot_be) {
    opens_card(customer_);
    customer_.taps("✏️ Other quantity");
    for (const auto* typed : {"0", "-1", "1.5", "1001", "many", "99999999999999999999"}) {
        customer_.types(typed);
        EXPECT_THAT(customer_.reads(), HasSubstr("from 1 to 1000")) << typed;
        EXPECT_EQ(customer_.dialog(), "awaiting_quantity") << typed;
    }
}

TEST_F(shop, a_double_tap_buys_once) {
    tale_.given_wallet(alpha_, customer_.id(), "100");
    opens_card(customer_);
    customer_.taps("1");
    const auto confirm = *customer_.find_button("✅ Buy now");
    customer_.sends_payload(confirm.payload);
    const auto after_the_first = tale_.everything();

    customer_.sends_payload(confirm.payload);

    EXPECT_EQ(tale_.everything(), after_the_first);
    EXPECT_THAT(customer_.reads(), HasSubstr("were not charged again"));
}

TEST_F(shop, a_price_change_between_screen_and_confirmation_charges_nothing) {
    tale_.given_wallet(alpha_, customer_.id(), "100");
    opens_card(customer_);
    customer_.taps("1");
    auto owner = tale_.person_in(user_id{7}, alpha_);
    owner.types("/agent");
    owner.taps("💰 Set markup");
    owner.types("0.10");

    customer_.taps("✅ Buy now");

    EXPECT_THAT(customer_.reads(), HasSubstr("was 10.05 USDT and is 10.10 USDT now"));
    EXPECT_THAT(customer_.newest().what.text.text(), HasSubstr("Total: 10.10 USDT"));
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "100.00");
    customer_.taps("✅ Buy now");
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "89.90");
}

TEST_F(shop, a_thin_wallet_is_told_what_is_missing) {
    tale_.given_wallet(alpha_, customer_.id(), "10");
    const auto before = tale_.everything();
    opens_card(customer_);
    customer_.taps("1");

    customer_.taps("✅ Buy now");

    EXPECT_THAT(customer_.reads(), HasSubstr("costs 10.05 USDT"));
    EXPECT_THAT(customer_.reads(), HasSubstr("has 10.00 USDT: 0.05 USDT short"));
    EXPECT_EQ(tale_.everything(), before);
    tale_.given_wallet(alpha_, customer_.id(), "0.05");
    customer_.taps("✅ Buy now");
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "0.00");
}

TEST_F(shop, what_is_sold_out_cannot_be_bought) {
    tale_.given_wallet(alpha_, customer_.id(), "1000");
    opens_card(customer_);
    customer_.taps("5");
    const auto late = *customer_.find_button("✅ Buy now");
    opens_card(customer_);
    customer_.taps("2");
    customer_.taps("✅ Buy now");

    customer_.sends_payload(late.payload);
    EXPECT_THAT(customer_.reads(), HasSubstr("In stock: 3, fewer than 5"));

    opens_card(customer_);
    customer_.taps("✏️ Other quantity");
    customer_.types("3");
    customer_.taps("✅ Buy now");
    opens_card(customer_);
    EXPECT_THAT(customer_.reads(), HasSubstr("Sold out"));
    EXPECT_FALSE(customer_.sees("1"));
}

TEST_F(shop, a_quote_a_day_old_is_made_anew) {
    tale_.given_wallet(alpha_, customer_.id(), "100");
    opens_card(customer_);
    customer_.taps("1");
    tale_.passes(std::chrono::hours(25));

    customer_.taps("✅ Buy now");

    EXPECT_THAT(customer_.reads(), HasSubstr("expired"));
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "100.00");
    customer_.taps("✅ Buy now");
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "89.95");
}

TEST_F(shop, a_withdrawn_product_is_neither_listed_nor_sold) {
    tale_.given_wallet(alpha_, customer_.id(), "100");
    opens_card(customer_);
    const auto page = *customer_.find_button("1");
    customer_.taps("1");
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_TRY(tale_.rules().set_listing(work, tale_.by(story::admin_id, bot_ref::main()),
                                                   card_, backend::listing::withdrawn));
        return success();
    });

    customer_.taps("✅ Buy now");
    EXPECT_THAT(customer_.reads(), HasSubstr("no longer sold"));
    EXPECT_EQ(tale_.balance_of(alpha_, customer_.id()), "100.00");
    EXPECT_THAT(customer_.newest().what.text.text(), HasSubstr("nothing for sale"));
    customer_.sends_payload(page.payload);
    EXPECT_THAT(customer_.newest().what.text.text(), HasSubstr("no longer sold"));
}

TEST_F(shop, long_deliveries_come_as_a_file) {
    const std::string key(1'001, 'K');
    tale_.given_product("Licence", "1", {key, key, key});
    tale_.given_wallet(alpha_, customer_.id(), "100");
    customer_.types("/start");
    customer_.taps("🛍 Products");
    customer_.taps("Licence · 1.05 USDT · 3 left");
    customer_.taps("✏️ Other quantity");
    customer_.types("3");
    customer_.taps("✅ Buy now");

    ASSERT_TRUE(customer_.newest().file.has_value());
    EXPECT_EQ(customer_.newest().file->file_name, "order-1.txt");
    EXPECT_EQ(customer_.newest().file->bytes, key + "\n" + key + "\n" + key + "\n");
}

TEST_F(shop, the_account_lists_orders_and_delivers_again) {
    tale_.given_wallet(alpha_, customer_.id(), "100");
    for (int i = 0; i < 5; ++i) {
        opens_card(customer_);
        customer_.taps("1");
        customer_.taps("✅ Buy now");
    }
    tale_.given_product("Sticker", "0.5", {"STICKER-1"});
    customer_.types("/start");
    customer_.taps("🛍 Products");
    customer_.taps("Sticker · 0.55 USDT · 1 left");
    customer_.taps("1");
    customer_.taps("✅ Buy now");

    customer_.types("/start");
    customer_.taps("👤 My account");
    EXPECT_THAT(customer_.reads(), HasSubstr("User id: 42"));
    EXPECT_THAT(customer_.reads(), HasSubstr("Wallet: 49.20 USDT"));
    EXPECT_TRUE(customer_.sees("#6 · Sticker × 1 · 0.55 USDT"));
    customer_.taps("Next page ▶️");
    customer_.taps("#1 · Gift card × 1 · 10.05 USDT");
    EXPECT_THAT(customer_.reads(), HasSubstr("24 Jan 2025, 14:30"));
    customer_.taps("📦 Send the items again");
    EXPECT_THAT(customer_.reads(), HasSubstr("CARD-1"));
}

TEST_F(shop, an_order_is_shown_to_its_customer_only) {
    tale_.given_wallet(alpha_, customer_.id(), "100");
    opens_card(customer_);
    customer_.taps("1");
    customer_.taps("✅ Buy now");

    for (const auto bot : {alpha_, bot_ref::main()}) {
        auto other = tale_.person_in(bot.is_main() ? customer_.id() : user_id{43}, bot);
        for (const auto what : {action::tap_order, action::tap_redeliver}) {
            other.sends_payload(encode(payload{bot, other.id(), what, {1, 0}}));
            EXPECT_THAT(other.reads(), HasSubstr("somebody else's"));
        }
    }
}

TEST_F(shop, many_products_come_in_pages) {
    for (int i = 1; i <= 20; ++i) tale_.given_product("Item " + std::to_string(i), "1");
    customer_.types("/start");
    customer_.taps("🛍 Products");
    EXPECT_TRUE(customer_.sees("Item 7 · 1.05 USDT · 0 left"));
    EXPECT_FALSE(customer_.sees("⏮ First page"));
    customer_.taps("Next page ▶️");
    EXPECT_TRUE(customer_.sees("Item 8 · 1.05 USDT · 0 left"));
    customer_.taps("Next page ▶️");
    EXPECT_TRUE(customer_.sees("Item 20 · 1.05 USDT · 0 left"));
    EXPECT_FALSE(customer_.sees("Next page ▶️"));
    customer_.taps("⏮ First page");
    EXPECT_TRUE(customer_.sees("Item 1 · 1.05 USDT · 0 left"));
}

TEST_F(shop, names_are_shown_literally_whatever_they_contain) {
    const std::string name = "<b>*Bold*</b> {price} 🎁 שלום";
    tale_.given_product(name, "1", {"X"});
    customer_.types("/start");
    customer_.taps("🛍 Products");
    customer_.taps(name + " · 1.05 USDT · 1 left");
    EXPECT_THAT(customer_.reads(), HasSubstr(name));
    EXPECT_THAT(customer_.reads(), HasSubstr("Price: 1.05 USDT"));
}

}  // namespace
}  // namespace agentbackend::console
