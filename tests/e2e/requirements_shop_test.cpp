// The shop, row by row: C1 to C7 of the requirements, and D1 and D2 where a person sees them.

#include "e2e/shop_on_stage.hpp"

namespace agentbackend::test {
namespace {

class requirements_of_customers : public shop_on_stage {
protected:
    void SetUp() override { given_a_stocked_shop(); }
};

TEST_F(requirements_of_customers, C1_the_shop_is_browsed_at_this_agents_prices) {
    given_markup("0.05");
    for (const auto& [bot, price] :
         {std::pair("alpha_bot", "10.05"), {"beta_bot", "10.00"}, {"shop_bot", "10.00"}}) {
        auto chat = customer(bot);
        chat.sends("/start").expect("Welcome");
        EXPECT_TRUE(has(labels(chat), "🛍 Products"));
        EXPECT_TRUE(has(labels(chat), "👤 My account"));
        chat.taps("🛍 Products").expect("Products");
        chat.taps("Gift card · " + std::string(price) + " USDT · 5 left")
            .expect("Price: " + std::string(price) + " USDT")
            .expect("In stock: 5");
    }
}

TEST_F(requirements_of_customers, C2_what_is_confirmed_is_paid_and_delivered) {
    given_markup("0.05");
    auto chat = chooses("alpha_bot", "1");
    chat.expect("Total: 10.05 USDT").taps("✅ Buy now").expect("GIFT-1111");
    EXPECT_EQ(purse(), "89.95"_usdt);
    EXPECT_EQ(named("Alpha").available, "0.05"_usdt);

    chat.sends("/start").expect("Welcome").taps("🛍 Products").expect("Products");
    chat.taps(label_with(chat, "Gift card")).expect("Price:").taps("✏️ Other quantity");
    chat.expect("Send the quantity").sends("3").expect("Total: 30.15 USDT");
    chat.taps("✅ Buy now").expect("GIFT-4444");
    EXPECT_EQ(purse(), "59.80"_usdt);
    EXPECT_EQ(named("Alpha").available, "0.20"_usdt);
}

TEST_F(requirements_of_customers, C3_a_sale_is_whole_or_has_not_happened) {
    given_credit("100");
    auto chat = chooses("alpha_bot", "5");
    admin().sends("/refund 99").expect("没有订单");
    buys("alpha_bot", "1");
    const auto before = books();
    chat.taps("✅ Buy now", chat.reads().newest_with_button("✅ Buy now")->id)
        .await([](const auto& seen) { return seen.shows("fewer than 5"); });
    expect_unchanged(before);
    buys("alpha_bot", "2");
    stage.stop_host();
    const auto verdict = stage.verify(stage.database());
    EXPECT_EQ(verdict.status, host::exit_status::success) << verdict.report;
}

TEST_F(requirements_of_customers, C4_a_price_that_changed_is_confirmed_anew_and_two_taps_buy_once) {
    auto chat = chooses("alpha_bot", "1");
    given_markup("1");
    chat.taps("✅ Buy now").expect("Total: 11.00 USDT");
    EXPECT_EQ(purse(), "100"_usdt);
    const auto confirmation = chat.reads().newest_with_button("✅ Buy now")->id;
    chat.taps("✅ Buy now", confirmation).expect("Paid. Thank you!");
    EXPECT_EQ(purse(), "89"_usdt);
    stage.world().redeliver("alpha_bot");
    chat.sends("/id").expect("Your user id: 42");
    EXPECT_EQ(purse(), "89"_usdt);
    EXPECT_EQ(asks([](reader& rows) { return rows.orders({}, 10); }).size(), 1u);
}

TEST_F(requirements_of_customers, C5_items_come_as_text_or_file_and_again_from_the_account) {
    std::string codes;
    for (int n = 0; n < 10; ++n) codes += "\nLONG-" + std::string(600, static_cast<char>('a' + n));
    admin().sends("/product_add 0.1 Long codes").expect("编号 2");
    admin().sends("/stock_add 2" + codes.substr(0, 3'500)).expect("现有库存");
    admin().sends("/stock_add 2" + codes.substr(0, 3'500)).expect("现有库存");
    auto chat = customer();
    chat.sends("/start").expect("Welcome").taps("🛍 Products").expect("Products");
    chat.taps(label_with(chat, "Long codes"))
        .expect("Price:")
        .taps("10")
        .expect("Total: 1.00 USDT");
    chat.taps("✅ Buy now").expect("The items are in the file");
    const auto file = newest(chat).document;
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->name.ends_with(".txt"));
    EXPECT_NE(file->bytes.find("LONG-aaa"), std::string::npos);

    buys("alpha_bot", "1").expect("GIFT-1111");
    chat.sends("/start").expect("Welcome").taps("👤 My account").expect("User id: 42");
    chat.expect("Wallet: 89.00 USDT").taps(label_with(chat, "#2 · Gift card")).expect("Order #2");
    chat.taps("📦 Send the items again").expect("GIFT-1111");
    EXPECT_EQ(purse(), "89"_usdt);
}

TEST_F(requirements_of_customers, C6_a_wallet_belongs_to_one_bot_and_an_admin_credits_it) {
    given_credit("7 cash in hand");
    given_credit("3", "main");
    EXPECT_EQ(purse(), "107"_usdt);
    EXPECT_EQ(purse("Beta"), "0"_usdt);
    customer("shop_bot").sends("/start").expect("Welcome").taps("👤 My account").expect("3.00 USDT");
    const auto before = books();
    customer("shop_bot").sends("/credit main 42 100").expect("Only an admin");
    owner().sends("/credit main 7 100").expect("管理");
    expect_unchanged(before);
    const auto entries = asks([](reader& rows) { return rows.journal(0, 100); });
    EXPECT_EQ(entries.at(1).draft.note, "cash in hand");
}

TEST_F(requirements_of_customers, C7_a_refund_takes_the_profit_back_even_below_zero) {
    given_earnings("50");
    given_withdrawal("50");
    admin().sends("/refund 1 broken").expect("订单 #1 已退款 60.00 USDT");
    EXPECT_EQ(named("Alpha").available, -"50"_usdt);
    EXPECT_EQ(purse(), "150"_usdt);
    owner().sends("/agent").expect("可提现：-50.00 USDT").taps("💸 发起提现").expect("低于最低");
    admin().sends("/refund 1 again").expect("已");
    EXPECT_EQ(purse(), "150"_usdt);
    const auto items = asks([](reader& rows) { return rows.items_of({1}); });
    EXPECT_EQ(items.size(), 1u) << "items stay sold";
}

TEST_F(requirements_of_customers, D2_amounts_are_read_as_people_type_them) {
    auto chat = owner();
    chat.sends("/agent").expect("代理后台").taps("💰 设置差价").expect("请发送新的差价");
    for (const auto* wrong : {".5", "5.", "1e3", "+1", "NaN", "0.0000001"}) {
        chat.sends(wrong).await(
            [](const auto& seen) { return seen.shows("不是金额") || seen.shows("最多 6 位小数"); });
    }
    chat.sends("１０．５").expect("差价已设为每件 10.50 USDT");
    given_markup("50 USDT");
    EXPECT_EQ(named("Alpha").markup, "50"_usdt);
    given_markup(" 0.004u ");
    EXPECT_EQ(named("Alpha").markup, "0.004"_usdt);
    owner().sends("/agent").expect("差价：每件 0.004 USDT");
}

}  // namespace
}  // namespace agentbackend::test
