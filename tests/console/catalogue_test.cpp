// Products, categories and stock in the hands of the admins, by buttons.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class catalogue_console : public testing::Test {
protected:
    story tale_;
    bot_ref alpha_ = tale_.given_agent("Alpha", user_id{7}, "0.05");
    someone admin_ = tale_.admin();
    someone customer_ = tale_.person_in(user_id{42}, alpha_);

    void opens_catalogue() {
        admin_.types("/start");
        admin_.taps("📦 Catalogue");
    }
    void opens_product(std::string_view label) {
        opens_catalogue();
        admin_.taps(label);
    }
    product product_of(product_ref ref) {
        product found;
        tale_.in_transaction([&](unit_of_work& work) -> result<void> {
            AGENTBACKEND_ASSIGN(const auto item, work.find_product(ref));
            found = *item;
            return success();
        });
        return found;
    }
    void adds_category(std::string_view name) {
        opens_catalogue();
        admin_.taps("🗂 Categories");
        admin_.taps("➕ New category");
        admin_.types(name);
    }
};

TEST_F(catalogue_console, makes_a_product_from_name_and_price) {
    opens_catalogue();
    EXPECT_THAT(admin_.reads(), HasSubstr("No products yet"));
    admin_.taps("➕ New product");
    EXPECT_EQ(admin_.dialog(), "awaiting_product_name");
    admin_.types(" Gift card ");
    EXPECT_EQ(admin_.dialog(), "awaiting_product_price");
    admin_.types("ten");
    EXPECT_THAT(admin_.reads(), HasSubstr("not an amount"));
    admin_.types("１０ USDT");
    EXPECT_EQ(admin_.dialog(), "");
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("“Gift card” has been added"),
                                      HasSubstr("Base price: 10.00 USDT")));
    EXPECT_EQ(tale_.everything().products.size(), 1u);
}

TEST_F(catalogue_console, asks_again_for_what_is_no_name) {
    opens_catalogue();
    admin_.taps("➕ New product");
    for (const auto& bad : {std::string("   "), std::string(129, 'x'), std::string("two\nlines")}) {
        admin_.types(bad);
        EXPECT_THAT(admin_.reads(), HasSubstr("1 to 128 characters"));
        EXPECT_EQ(admin_.dialog(), "awaiting_product_name");
    }
    EXPECT_TRUE(tale_.everything().products.empty());
}

TEST_F(catalogue_console, sets_the_price_of_future_orders) {
    const auto card = tale_.given_product("Gift card", "10", {"CODE-1"});
    opens_product("Gift card · 10.00 USDT · 1 left");
    admin_.taps("💲 Set price");
    admin_.types("-1");
    EXPECT_EQ(admin_.dialog(), "awaiting_new_price");
    admin_.types("12.5");
    EXPECT_THAT(admin_.reads(), HasSubstr("The base price is 12.50 USDT now"));
    EXPECT_EQ(product_of(card).base_price.to_string(), "12.50");
    customer_.types("/start");
    customer_.taps("🛍 Products");
    EXPECT_TRUE(customer_.sees("Gift card · 12.55 USDT · 1 left"));
}

TEST_F(catalogue_console, renames_and_orders_keep_the_old_name) {
    tale_.given_product("Gift card", "10", {"CODE-1"});
    tale_.given_wallet(alpha_, customer_.id(), "100");
    customer_.types("/start");
    customer_.taps("🛍 Products");
    customer_.taps("Gift card · 10.05 USDT · 1 left");
    customer_.taps("1");
    customer_.taps("✅ Buy now");
    opens_product("Gift card · 10.00 USDT · 0 left");
    admin_.taps("✏️ Rename");
    admin_.types("Voucher");
    EXPECT_THAT(admin_.reads(), HasSubstr("It is called “Voucher” now"));
    customer_.types("/start");
    customer_.taps("👤 My account");
    EXPECT_TRUE(customer_.sees("#1 · Gift card × 1 · 10.05 USDT"));
}

TEST_F(catalogue_console, takes_a_product_off_sale_and_puts_it_back) {
    const auto card = tale_.given_product("Gift card", "10", {"CODE-1"});
    opens_product("Gift card · 10.00 USDT · 1 left");
    admin_.taps("📤 Take off sale");
    EXPECT_FALSE(product_of(card).listed);
    EXPECT_THAT(admin_.reads(), HasSubstr("customers no longer see it"));
    customer_.types("/start");
    customer_.taps("🛍 Products");
    EXPECT_THAT(customer_.reads(), HasSubstr("nothing for sale"));

    opens_product("🚫 Gift card · off sale");
    admin_.taps("📥 Put on sale");
    EXPECT_TRUE(product_of(card).listed);
    EXPECT_EQ(product_of(card).in_stock, 1);
}

TEST_F(catalogue_console, adds_stock_line_by_line) {
    const auto card = tale_.given_product("Gift card", "10");
    opens_product("Gift card · 10.00 USDT · 0 left");
    admin_.taps("➕ Add stock");
    EXPECT_EQ(admin_.dialog(), "awaiting_stock");
    admin_.types(" \n ");
    EXPECT_EQ(admin_.dialog(), "awaiting_stock");
    admin_.types("CODE-1\r\n\n  CODE-2  \n");
    EXPECT_THAT(admin_.reads(),
                AllOf(HasSubstr("2 added to “Gift card”; 2 in stock"), HasSubstr("In stock: 2")));
    EXPECT_EQ(admin_.dialog(), "");
    EXPECT_EQ(product_of(card).in_stock, 2);
}

TEST_F(catalogue_console, moves_products_into_categories_which_the_shop_then_shows) {
    tale_.given_product("Gift card", "10", {"CODE-1"});
    tale_.given_product("Sticker", "1");
    adds_category("Cards");
    EXPECT_THAT(admin_.reads(), HasSubstr("The category “Cards” has been added"));
    customer_.types("/start");
    customer_.taps("🛍 Products");
    EXPECT_TRUE(customer_.sees("Sticker · 1.05 USDT · 0 left")) << "an empty category is not shown";

    opens_product("Gift card · 10.00 USDT · 1 left");
    admin_.taps("🗂 Move");
    admin_.taps("📂 Cards");
    EXPECT_THAT(admin_.reads(), HasSubstr("Category: Cards"));

    customer_.types("/start");
    customer_.taps("🛍 Products");
    EXPECT_FALSE(customer_.sees("Sticker · 1.05 USDT · 0 left"));
    customer_.taps("📂 Cards");
    EXPECT_FALSE(customer_.sees("Sticker · 1.05 USDT · 0 left"));
    customer_.taps("Gift card · 10.05 USDT · 1 left");
    customer_.taps("⬅️ Back");
    EXPECT_THAT(customer_.reads(), HasSubstr("📂 Cards"));
    customer_.taps("⬅️ Back");
    customer_.taps("📦 Everything else");
    EXPECT_TRUE(customer_.sees("Sticker · 1.05 USDT · 0 left"));

    opens_product("Gift card · 10.00 USDT · 1 left");
    admin_.taps("🗂 Move");
    admin_.taps("(no category)");
    customer_.types("/start");
    customer_.taps("🛍 Products");
    EXPECT_TRUE(customer_.sees("Gift card · 10.05 USDT · 1 left"));
}

TEST_F(catalogue_console, renames_a_category) {
    adds_category("Cards");
    admin_.taps("✏️ Rename");
    admin_.types("Vouchers");
    EXPECT_THAT(admin_.reads(), HasSubstr("called “Vouchers” now"));
    admin_.taps("⬅️ Back");
    EXPECT_TRUE(admin_.sees("📂 Vouchers"));
}

TEST_F(catalogue_console, cancelling_leads_back_to_the_product) {
    tale_.given_product("Gift card", "10");
    for (const auto* label : {"💲 Set price", "✏️ Rename", "➕ Add stock"}) {
        opens_product("Gift card · 10.00 USDT · 0 left");
        admin_.taps(label);
        EXPECT_NE(admin_.dialog(), "");
        admin_.taps("❌ Cancel");
        EXPECT_EQ(admin_.dialog(), "");
        EXPECT_TRUE(admin_.sees(label));
        EXPECT_THAT(admin_.newest().what.text.text(), HasSubstr("Number: 1"));
    }
    admin_.types("/start");
    admin_.taps("📦 Catalogue");
    admin_.taps("➕ New product");
    admin_.taps("❌ Cancel");
    EXPECT_TRUE(admin_.sees("➕ New product"));
}

TEST_F(catalogue_console, many_products_and_categories_come_in_pages) {
    for (int i = 1; i <= 9; ++i) {
        tale_.given_product("Item " + std::to_string(i), "1");
        adds_category("Group " + std::to_string(i));
    }
    opens_catalogue();
    EXPECT_FALSE(admin_.sees("Item 9 · 1.00 USDT · 0 left"));
    admin_.taps("Next page ▶️");
    admin_.taps("Item 9 · 1.00 USDT · 0 left");
    admin_.taps("🗂 Move");
    admin_.taps("Next page ▶️");
    admin_.taps("📂 Group 9");
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("Item 9"), HasSubstr("Category: Group 9")));
    opens_catalogue();
    admin_.taps("🗂 Categories");
    admin_.taps("Next page ▶️");
    EXPECT_TRUE(admin_.sees("📂 Group 9"));
}

TEST_F(catalogue_console, a_product_that_is_not_there_is_refused_in_words) {
    for (const auto what :
         {action::tap_catalogue_product, action::tap_set_price, action::tap_rename_product,
          action::tap_take_off_sale, action::tap_put_on_sale, action::tap_add_stock}) {
        admin_.sends_payload(encode(payload{bot_ref::main(), admin_.id(), what, {77, 0}}));
        EXPECT_THAT(admin_.reads(), HasSubstr("no such product"));
        EXPECT_EQ(admin_.dialog(), "");
    }
}

TEST_F(catalogue_console, names_are_shown_literally_to_admins_too) {
    const std::string name = "<b>*Bold*</b> {price} 🎁 שלום";
    tale_.given_product(name, "1");
    opens_product(name + " · 1.00 USDT · 0 left");
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr(name), Not(HasSubstr("{number}"))));
}

}  // namespace
}  // namespace agentbackend::console
