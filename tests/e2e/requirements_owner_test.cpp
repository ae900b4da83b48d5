// The agent owner's console, row by row: O1 to O8 of the requirements.

#include "e2e/shop_on_stage.hpp"

#include <vector>

namespace agentbackend::test {
namespace {

class requirements_of_owners : public shop_on_stage {
protected:
    // One of the nine states: how it is reached, what then is typed, and what shows that it was
    // taken as meant.
    struct text_state {
        std::string_view name;
        std::vector<std::pair<std::string, std::string>> taps_and_texts;
        std::string question;
        std::string answer;
        std::string taken;
    };

    static std::vector<text_state> nine_states() {
        using steps = std::vector<std::pair<std::string, std::string>>;
        const steps buttons{{"🔘 管理按钮", "自定义按钮"}, {"➕ 添加按钮", "按钮标题"}};
        return {
            {"awaiting_markup", steps{{"💰 设置差价", "请发送新的差价"}}, "差价", "0.5",
             "差价已设为每件 0.50"},
            {"awaiting_withdraw_amount", steps{{"💸 发起提现", "请发送提现金额"}}, "提现金额", "20",
             "请发送 TRC20 收款地址"},
            {"awaiting_withdraw_address",
             steps{{"💸 发起提现", "请发送提现金额"}, {"text:20", "请发送 TRC20 收款地址"}}, "TRC20",
             std::string(cast::payout_address), "提现申请已提交"},
            {"awaiting_support_link", steps{{"📞 设置客服", "请发送 @用户名"}}, "客服", "@helpdesk",
             "已保存"},
            {"awaiting_channel_link", steps{{"📢 设置频道", "请发送 @用户名"}}, "频道",
             "https://t.me/news", "已保存"},
            {"awaiting_announcement_link", steps{{"📣 设置公告", "请发送 @用户名"}}, "公告",
             "https://example.com", "已保存"},
            {"awaiting_button_title", buttons, "按钮标题", "Blog", "要打开哪个网址"},
            {"awaiting_button_url",
             steps{{"🔘 管理按钮", "自定义按钮"},
                   {"➕ 添加按钮", "按钮标题"},
                   {"text:Blog", "哪个网址"}},
             "网址", "https://example.com", "已添加按钮「Blog」"},
            {"awaiting_button_delete_index",
             steps{{"🔘 管理按钮", "自定义按钮"}, {"🗑 删除按钮", "按钮编号"}}, "编号", "1",
             "按钮已删除"},
        };
    }

    void reach(const text_state& state) {
        auto chat = owner();
        chat.sends("/agent").expect("代理后台");
        for (const auto& [act, shown] : state.taps_and_texts) {
            if (act.starts_with("text:")) {
                chat.sends(act.substr(5)).expect(shown);
            } else {
                chat.taps(act).expect(shown);
            }
        }
        chat.expect(state.question);
    }

    std::string state_now() {
        const auto found = asks([&](reader& rows) {
            return rows.find_dialog({.bot = bot_ref::of(named("Alpha").ref),
                                     .chat = agentbackend::chat_id{cast::alpha_owner.id},
                                     .user = user_id{cast::alpha_owner.id}});
        });
        return found ? found->state : std::string();
    }
};

TEST_F(requirements_of_owners, O1_the_console_opens_for_the_owner_alone) {
    given_a_stocked_shop();
    const auto before = books();
    person(cast::alpha_owner)
        .in("shop_bot")
        .sends("/agent")
        .expect("代理后台只能在代理机器人里打开");
    stranger("alpha_bot").sends("/agent").expect("Only the owner of this agent bot");
    person(cast::beta_owner).in("alpha_bot").sends("/agent").expect("只有这个机器人的代理人本人");

    owner().sends("/agent").expect("代理后台 · Alpha");
    const auto seen = owner().reads();
    const auto stolen =
        sandbox::find_button(seen.newest_with_button("💰 设置差价")->keyboard, "💰 设置差价")
            ->callback_data;
    auto thief = stranger("alpha_bot");
    thief.sends("/start").expect("Welcome");
    thief.forges_callback({stolen, newest(thief).id}).expect("Only the owner of this agent bot");
    owner().taps("💰 设置差价").expect("请发送新的差价");
    thief.sends("9").expect("No text is expected");
    expect_unchanged(before);
}

TEST_F(requirements_of_owners, O1_an_owner_who_was_replaced_cannot_finish_what_he_began) {
    given_a_stocked_shop();
    owner().sends("/agent").expect("代理后台").taps("💰 设置差价").expect("请发送新的差价");
    auto boss = admin();
    boss.sends("/start").expect("管理菜单").taps("🤖 代理管理").expect("代理管理");
    boss.taps("🟢 运行中 · Alpha").expect("代理人：7").taps("👤 更换代理人").expect("用户 ID");
    boss.sends("8").expect("代理人已改为 8");
    owner().sends("3").expect("只有这个机器人的代理人本人");
    EXPECT_TRUE(named("Alpha").markup.is_zero());
}

TEST_F(requirements_of_owners, O2_the_dashboard_shows_everything_and_leads_everywhere) {
    given_a_stocked_shop();
    auto chat = owner();
    chat.sends("/agent")
        .expect("代理后台 · Alpha")
        .expect("差价：每件 0.00 USDT")
        .expect("可提现：0.00 USDT")
        .expect("冻结中：0.00 USDT")
        .expect("累计提现：0.00 USDT")
        .expect("客服：未设置")
        .expect("频道：未设置")
        .expect("公告：未设置")
        .expect("自定义按钮：0 / 5");
    for (const auto* label : {"💰 设置差价", "💸 发起提现", "📞 设置客服", "📢 设置频道", "📣 设置公告",
                              "🔘 管理按钮", "🧾 提现记录", "📈 收益明细", "❌ 关闭"}) {
        EXPECT_TRUE(has(labels(chat), label)) << label;
    }
    chat.taps("❌ 关闭").expect("已关闭");
}

TEST_F(requirements_of_owners, O3_each_of_the_nine_texts_is_awaited_across_a_restart) {
    given_a_stocked_shop();
    given_earnings("50");
    for (const auto& state : nine_states()) {
        SCOPED_TRACE(state.name);
        reach(state);
        EXPECT_EQ(state_now(), state.name);
        restarts();
        EXPECT_EQ(state_now(), state.name);
        owner().sends(state.answer).expect(state.taken);
    }
}

TEST_F(requirements_of_owners, O3_each_of_the_nine_is_left_by_button_and_by_command) {
    given_a_stocked_shop();
    given_earnings("50");
    auto chat = owner();
    chat.sends("/agent").expect("代理后台").taps("🔘 管理按钮").expect("自定义按钮");
    chat.taps("➕ 添加按钮").expect("按钮标题").sends("Blog").expect("哪个网址");
    chat.sends("https://example.com").expect("已添加按钮");
    const auto before = books();
    for (const auto& state : nine_states()) {
        SCOPED_TRACE(state.name);
        reach(state);
        owner().taps("❌ 取消").expect("已取消");
        EXPECT_EQ(state_now(), "");
        reach(state);
        EXPECT_EQ(state_now(), state.name);
        owner().sends("/cancel").expect("已取消");
        EXPECT_EQ(state_now(), "");
        owner().sends(state.answer).expect("现在不需要输入文字");
    }
    expect_unchanged(before);
}

TEST_F(requirements_of_owners, O4_a_markup_counts_for_quotes_to_come) {
    given_a_stocked_shop();
    given_markup("0.05");
    auto chat = chooses("alpha_bot", "1");
    chat.expect("Total: 10.05 USDT");
    given_markup("0.10");
    chat.taps("✅ Buy now").expect("Total: 10.10 USDT");
    EXPECT_EQ(purse(), "100"_usdt);
    chat.taps("✅ Buy now").expect("Wallet: 89.90 USDT");
    given_markup("5");
    EXPECT_EQ(named("Alpha").available, "0.10"_usdt);

    owner().sends("/agent").expect("代理后台").taps("💰 设置差价").expect("请发送新的差价");
    owner().sends("10000.01").expect("10000.00");
    owner().sends("-1").expect("不是金额");
    owner().sends("10000").expect("差价已设为每件 10000.00 USDT");
}

TEST_F(requirements_of_owners, O5_a_withdrawal_is_asked_for_within_its_bounds) {
    given_a_stocked_shop();
    given_earnings("50");
    auto chat = owner();
    chat.sends("/agent").expect("代理后台").taps("💸 发起提现").expect("请发送提现金额");
    chat.sends("9.99").expect("最低提现 10.00 USDT");
    chat.sends("50.01").expect("可提现余额是 50.00 USDT");
    chat.sends("50").expect("手续费 1.00 USDT，到账 49.00 USDT");
    EXPECT_EQ(named("Alpha").available, "50"_usdt);
    chat.sends(std::string(cast::payout_address))
        .expect("提现申请已提交")
        .expect("金额：50.00 USDT，手续费 1.00 USDT，到账 49.00 USDT")
        .expect(cast::payout_address)
        .expect("aw_");
    EXPECT_EQ(named("Alpha").available, "0"_usdt);
    EXPECT_EQ(named("Alpha").frozen, "50"_usdt);
}

TEST_F(requirements_of_owners, O6_links_are_set_shown_in_the_shop_and_removed) {
    given_a_stocked_shop();
    auto chat = owner();
    const auto sets = [&](const char* label, const std::string& link) {
        chat.sends("/agent").expect("代理后台").taps(label).expect("请发送 @用户名");
        chat.sends(link);
    };
    sets("📞 设置客服", "not a link");
    chat.expect("不是链接").sends("@helpdesk").expect("已保存");
    sets("📢 设置频道", "https://t.me/alpha_news");
    chat.expect("已保存");
    sets("📣 设置公告", "http://example.com/board");
    chat.expect("已保存");
    auto visitor = customer();
    visitor.sends("/start").expect("Welcome to Alpha");
    const auto greeting = newest(visitor);
    const auto leads_to = [&](std::string_view label) {
        const auto* button = sandbox::find_button(greeting.keyboard, label);
        return button == nullptr ? std::string() : button->url;
    };
    EXPECT_EQ(leads_to("📞 Support"), "https://t.me/helpdesk");
    EXPECT_EQ(leads_to("📢 Channel"), "https://t.me/alpha_news");
    EXPECT_EQ(leads_to("📣 Announcements"), "http://example.com/board");
    sets("📞 设置客服", "清除");
    chat.expect("已清除");
    sets("📢 设置频道", "clear");
    chat.expect("已清除");
    EXPECT_EQ(named("Alpha").links.support_link, "");
    EXPECT_EQ(named("Alpha").links.channel_link, "");
}

TEST_F(requirements_of_owners, O7_five_buttons_of_his_own_in_his_own_shop) {
    given_a_stocked_shop();
    auto chat = owner();
    const auto adds = [&](const std::string& title, const std::string& url) {
        chat.sends("/agent").expect("代理后台").taps("🔘 管理按钮").expect("自定义按钮");
        chat.taps("➕ 添加按钮").expect("按钮标题").sends(title).expect("哪个网址").sends(url);
    };
    adds("Blog", "ftp://example.com");
    chat.expect("不是网址").sends("t.me/blog").expect("已添加按钮「Blog」");
    for (const auto* title : {"Two", "Three", "Four", "Five"}) {
        adds(title, "https://example.com");
        chat.expect("已添加按钮");
    }
    EXPECT_EQ(named("Alpha").links.extra_links.size(), 5u);
    chat.sends("/agent").expect("自定义按钮：5 / 5").taps("🔘 管理按钮").expect("5 / 5");

    customer().sends("/start").expect("Welcome to Alpha");
    EXPECT_TRUE(has(labels(customer()), "Blog"));
    for (const std::string_view elsewhere : {"beta_bot", "shop_bot"}) {
        customer(elsewhere).sends("/start").expect("Welcome");
        EXPECT_FALSE(has(labels(customer(elsewhere)), "Blog"));
    }
    chat.taps("🗑 删除按钮").expect("按钮编号").sends("6").expect("编号");
    chat.sends("1").expect("按钮已删除");
    EXPECT_EQ(named("Alpha").links.extra_links.front().title, "Two");
}

TEST_F(requirements_of_owners, O8_own_requests_are_listed_and_a_pending_one_is_cancelled) {
    given_a_stocked_shop();
    given_earnings("50");
    const auto approved = given_withdrawal("20");
    const auto pending = given_withdrawal("15");
    admin().sends("/withdraw_approve " + approved).expect("已批准");
    auto chat = owner();
    chat.sends("/agent")
        .expect("代理后台")
        .taps("🧾 提现记录")
        .expect(pending)
        .expect(approved);
    EXPECT_TRUE(has(labels(chat), "↩️ 取消申请 " + pending));
    EXPECT_FALSE(has(labels(chat), "↩️ 取消申请 " + approved));
    chat.taps("↩️ 取消申请 " + pending).expect("15.00 USDT 已退回可提现余额");
    EXPECT_EQ(named("Alpha").available, "30"_usdt);
    EXPECT_EQ(named("Alpha").frozen, "20"_usdt);
    admin().await([](const auto& seen) { return seen.shows("代理取消了提现申请"); });
}

TEST_F(requirements_of_owners, O2_earnings_are_told_by_day_and_by_product) {
    given_a_stocked_shop();
    given_earnings("1.5");
    buys("alpha_bot", "2");
    admin().sends("/refund 1").expect("已退款");
    auto chat = owner();
    chat.sends("/agent").expect("代理后台").taps("📈 收益明细").expect("累计收益：3.00 USDT");
    chat.taps("📅 按天").expect("3.00 USDT（2 笔，退款 1 笔 -1.50 USDT）");
    chat.sends("/agent").expect("代理后台").taps("📈 收益明细").expect("收益明细");
    chat.taps("📦 按商品").expect("Gift card：3.00 USDT");
}

}  // namespace
}  // namespace agentbackend::test
