// Goods and the money of customers in the hands of the admins, by buttons: C1, C3, C6 and C7 of the
// requirements from the other side.

#include "e2e/shop_on_stage.hpp"

#include <set>

namespace agentbackend::test {
namespace {

class requirements_of_goods : public shop_on_stage {
protected:
    void SetUp() override { given_a_stocked_shop(); }

    sandbox::conversation opens_catalogue() {
        auto chat = admin();
        chat.sends("/start").expect("管理菜单").taps("📦 商品管理").expect("商品管理");
        return chat;
    }
    sandbox::conversation opens_card() {
        auto chat = opens_catalogue();
        chat.taps(label_with(chat, "Gift card")).expect("底价：");
        return chat;
    }
    sandbox::conversation opens_wallet(const std::string& shop, const std::string& user) {
        auto chat = admin();
        chat.sends("/start").expect("管理菜单").taps("💰 客户钱包").expect("请选择机器人");
        chat.taps(shop).expect("的钱包").taps("🔎 按用户 ID 查找").expect("用户 ID").sends(user);
        return chat;
    }
    sandbox::conversation finds_order(const std::string& number) {
        auto chat = admin();
        chat.sends("/start")
            .expect("管理菜单")
            .taps("🧾 查询订单")
            .expect("订单编号")
            .sends(number);
        return chat;
    }
    sandbox::conversation opens_products() {
        auto chat = customer();
        chat.sends("/start").expect("Welcome").taps("🛍 Products").expect("Products");
        return chat;
    }
};

TEST_F(requirements_of_goods, C1_a_product_is_made_and_changed_by_buttons) {
    auto chat = opens_catalogue();
    chat.taps("➕ 新增商品").expect("商品名称").sends("Licence").expect("「Licence」的底价");
    chat.sends("free").expect("不是金额").sends("2.5").expect("已添加商品「Licence」，底价 2.50");
    chat.taps("➕ 添加库存").expect("每行一件").sends("KEY-1\nKEY-2").expect("添加 2 件");
    chat.taps("💲 改价").expect("的底价").sends("３").expect("底价已设为 3.00 USDT");
    chat.taps("✏️ 改名").expect("新名称").sends("Key").expect("已改名为「Key」");
    opens_products().taps("Key · 3.00 USDT · 2 left").expect("In stock: 2");

    chat.taps("📤 下架").expect("状态：已下架");
    EXPECT_FALSE(has(labels(opens_products()), "Key · 3.00 USDT · 2 left"));
    chat.taps("📥 上架").expect("状态：在售");
    EXPECT_TRUE(has(labels(opens_products()), "Key · 3.00 USDT · 2 left"));
}

TEST_F(requirements_of_goods, C1_a_category_is_made_and_browsed) {
    auto chat = opens_catalogue();
    chat.taps("🗂 分类").expect("还没有分类").taps("➕ 新增分类").expect("分类名称");
    chat.sends("Cards").expect("已添加分类「Cards」").taps("✏️ 改名").expect("新名称");
    chat.sends("Vouchers").expect("分类已改名为「Vouchers」");
    opens_card().taps("🗂 更换分类").expect("请选择").taps("📂 Vouchers").expect("已更换分类");

    auto visitor = opens_products();
    visitor.expect("Choose a category").taps("📂 Vouchers").expect("Vouchers");
    visitor.taps("Gift card · 10.00 USDT · 5 left").expect("Price: 10.00 USDT");
    visitor.taps("1").expect("Total: 10.00 USDT").taps("✅ Buy now").expect("Paid. Thank you!");
}

TEST_F(requirements_of_goods, C3_stock_comes_as_a_document_that_shows_its_progress) {
    std::string codes;
    for (int i = 1; i <= 1'200; ++i) codes += "CODE-" + std::to_string(i) + "\r\n";
    auto chat = opens_card();
    chat.taps("➕ 添加库存").expect("文本文件");
    const auto began = stage.world().record().back().sequence;
    chat.sends_document({.name = "codes.txt", .bytes = codes, .caption = ""});
    chat.expect("已为「Gift card」添加 1200 件，现有库存 1205");
    std::set<std::int64_t> screens;
    bool showed_progress = false;
    for (const auto& seen : stage.world().record_since(began)) {
        const bool is_shown = seen.kind == sandbox::event_kind::bot_sent ||
                              seen.kind == sandbox::event_kind::bot_edited;
        if (!is_shown || seen.chat_id != cast::admin.id) continue;
        screens.insert(seen.message.id);
        showed_progress = showed_progress || seen.text.find(" / 1200 件") != std::string::npos;
    }
    EXPECT_TRUE(showed_progress);
    EXPECT_EQ(screens.size(), 1u) << "one message, edited in place";
    chat.taps("📦 打开商品").expect("库存：1205，已售：0");
    chat.taps("➕ 添加库存").expect("文本文件");
    chat.sends_document({.name = "codes.bin", .bytes = "\xFF\xFE", .caption = ""});
    chat.expect("不是 UTF-8 文本").taps("📦 打开商品").expect("库存：1205");
}

TEST_F(requirements_of_goods, C6_a_wallet_is_found_and_credited_by_buttons) {
    auto chat = opens_wallet("Alpha", "nobody");
    chat.expect("不是用户 ID").sends("42").expect("钱包余额：100.00 USDT");
    chat.taps("💵 充值").expect("充值多少").sends("-5").expect("不是金额").sends("20u");
    chat.expect("请发送备注").sends("cash in hand").expect("余额 120.00 USDT");
    EXPECT_EQ(purse(), "120"_usdt);
    EXPECT_EQ(purse("Beta"), "0"_usdt);
    opens_wallet("🏠 主机器人", "42").expect("0.00 USDT").taps("💵 充值").expect("充值多少");
    chat.sends("3").expect("请发送备注").taps("跳过").expect("余额 3.00 USDT");
    const auto before = books();
    chat.taps("💵 充值").expect("充值多少").taps("❌ 取消").expect("已取消");
    expect_unchanged(before);
    chat.sends("/start").expect("管理菜单").taps("💰 客户钱包").expect("请选择机器人").taps("Alpha");
    chat.expect("的钱包").taps("42 · 120.00 USDT").expect("钱包余额：120.00 USDT");
}

TEST_F(requirements_of_goods, C7_an_order_is_refunded_by_buttons_once) {
    given_markup("0.05");
    buys("alpha_bot", "2");
    auto chat = finds_order("99");
    chat.expect("没有订单「99」").sends("#1").expect("合计：20.10 USDT");
    chat.taps("↩️ 退款").expect("为什么退订单 #1").taps("❌ 取消").expect("已取消");
    EXPECT_EQ(purse(), "79.90"_usdt);
    finds_order("1").expect("合计：20.10 USDT").taps("↩️ 退款").expect("为什么退订单 #1");
    chat.sends("codes did not work").expect("原因：codes did not work");
    EXPECT_EQ(purse(), "79.90"_usdt);
    const auto question = chat.reads().newest_with_button("✅ 确认退款")->id;
    const auto confirm =
        sandbox::find_button(chat.reads().find(question)->keyboard, "✅ 确认退款")->callback_data;
    chat.taps("✅ 确认退款").expect("状态：已退款");
    EXPECT_EQ(purse(), "100"_usdt);
    EXPECT_TRUE(named("Alpha").available.is_zero());
    const auto settled = books();
    chat.forges_callback({confirm, question}).expect("已过期");
    expect_unchanged(settled);
}

}  // namespace
}  // namespace agentbackend::test
