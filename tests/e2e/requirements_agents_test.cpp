// Agents and their bots, row by row: A1 to A5 of the requirements.

#include "e2e/shop_on_stage.hpp"

#include <fstream>
#include <iterator>
#include <regex>
#include <string_view>

namespace agentbackend::test {
namespace {

class requirements_of_agents : public shop_on_stage {
protected:
    // The admin's page of an agent.
    sandbox::conversation opens(const std::string& label) {
        auto chat = admin();
        chat.sends("/admin").expect("管理菜单").taps("🤖 代理管理").expect("代理管理");
        chat.await([&](const auto& seen) { return seen.newest_with_button(label) != nullptr; });
        chat.taps(label).expect("编号：");
        return chat;
    }
};

TEST_F(requirements_of_agents, A1_an_agent_has_everything_that_is_listed) {
    given_a_stocked_shop();
    given_earnings("50");
    given_withdrawal("20");
    const auto alpha = named("Alpha");
    EXPECT_TRUE(std::regex_match(alpha.agent_id, std::regex("agent_[0-9]{8}_[0-9]{6}(_[0-9]+)?")))
        << alpha.agent_id;
    EXPECT_EQ(alpha.owner, user_id{cast::alpha_owner.id});
    EXPECT_EQ(alpha.status, agent_status::running);
    EXPECT_EQ(alpha.markup, "50"_usdt);
    EXPECT_EQ(alpha.available, "30"_usdt);
    EXPECT_EQ(alpha.frozen, "20"_usdt);
    EXPECT_EQ(alpha.total_paid(), "0"_usdt);
    EXPECT_EQ(alpha.identity.username, "alpha_bot");
    EXPECT_LT(alpha.created_at, alpha.updated_at);
    EXPECT_FALSE(alpha.token.bytes.empty());
    EXPECT_EQ(alpha.token.bytes.find(cast::alpha_bot.token), std::string::npos) << "sealed";
}

TEST_F(requirements_of_agents, A2_a_bot_goes_through_its_states) {
    given_a_stocked_shop();
    auto chat = opens("🟢 运行中 · Alpha");
    chat.taps("⏸ 停止").expect("「Alpha」已停止").expect("🔴 已停止");
    EXPECT_FALSE(named("Alpha").enabled);
    chat.taps("▶️ 启动").expect("「Alpha」正在启动");
    chat.await([](const auto& seen) { return seen.shows("🟢 代理「Alpha」的机器人"); });

    stage.world().revoke_token("alpha_bot");
    chat.await([](const auto& seen) { return seen.shows("「Alpha」的机器人出现异常"); });
    EXPECT_EQ(named("Alpha").status, agent_status::error);
    EXPECT_NE(named("Alpha").status_reason, "");
    EXPECT_TRUE(named("Alpha").enabled) << "what the admin wants is kept apart";
}

TEST_F(requirements_of_agents, A2_an_archived_agent_is_final_and_keeps_its_history) {
    given_a_stocked_shop();
    given_earnings("20");
    const auto request = given_withdrawal("20");
    auto chat = opens("🟢 运行中 · Alpha");
    chat.taps("⏸ 停止").expect("已停止").taps("🗑 归档").expect("不能恢复");
    chat.taps("🗑 确认归档").expect("1 笔未完成的提现");
    admin().sends("/withdraw_reject " + request).expect("已拒绝");
    chat = opens("🔴 已停止 · Alpha");
    chat.taps("🗑 归档").expect("不能恢复").taps("🗑 确认归档").expect("20.00 USDT");
    EXPECT_EQ(named("Alpha").status, agent_status::stopped);
    admin().sends("/refund 1").expect("已退款");
    chat = opens("🔴 已停止 · Alpha");
    chat.taps("🗑 归档").expect("不能恢复").taps("🗑 确认归档").expect("「Alpha」已归档");
    EXPECT_EQ(named("Alpha").status, agent_status::archived);
    EXPECT_EQ(asks([](reader& rows) { return rows.orders({}, 10); }).size(), 1u);
}

TEST_F(requirements_of_agents, A3_the_panel_is_the_admins_and_makes_an_agent_that_starts_at_once) {
    stage.start_host();
    customer("shop_bot").sends("/admin").expect("Only an admin");
    auto chat = admin();
    chat.sends("/start").expect("管理菜单").taps("🤖 代理管理").expect("还没有代理");
    chat.taps("➕ 新增代理").expect("机器人令牌").sends("12345:wrong").expect("不是机器人令牌");
    chat.sends("1000002:no-bot-has-this-token-0000000000000").expect("Telegram 不接受这个令牌");
    chat.sends(std::string(cast::alpha_bot.token)).expect("机器人是 @alpha_bot");
    chat.sends("Alpha").expect("代理名称：Alpha").taps("跳过").expect("代理「Alpha」已创建");
    chat.await([](const auto& seen) { return seen.shows("@alpha_bot 已运行"); });
    EXPECT_EQ(named("Alpha").owner, user_id{cast::admin.id});

    chat.sends("/admin").expect("管理菜单").taps("🤖 代理管理").expect("代理管理");
    chat.taps("➕ 新增代理").expect("机器人令牌").sends(std::string(cast::alpha_bot.token));
    chat.await([](const auto& seen) { return seen.shows("已"); });
    EXPECT_EQ(books().agents.size(), 1u);
    chat.sends("/cancel").expect("取消");
}

TEST_F(requirements_of_agents, A3_an_agent_is_renamed_given_away_and_gets_another_token) {
    given_a_stocked_shop();
    auto chat = opens("🟢 运行中 · Alpha");
    chat.expect("代理人：7").taps("✏️ 改名").expect("新名称").sends("<b>Ålpha</b> 🎁");
    chat.expect("已改名为「<b>Ålpha</b> 🎁」");
    const std::string renamed = "🟢 运行中 · <b>Ålpha</b> 🎁";
    chat = opens(renamed);
    chat.taps("👤 更换代理人").expect("用户 ID").sends("seven").expect("不是用户 ID");
    chat.sends("8").expect("代理人已改为 8");
    EXPECT_EQ(books().agents.front().owner, user_id{8});

    const std::string fresh = "1000002:a-token-made-anew-000000000000000000";
    stage.world().replace_token("alpha_bot", fresh);
    chat.await([](const auto& seen) { return seen.shows("出现异常"); });
    chat = opens("⚠️ 异常 · <b>Ålpha</b> 🎁");
    chat.taps("🔑 更换令牌").expect("新机器人令牌").sends(fresh).expect("令牌已更换");
    customer().sends("/start").expect("Welcome to <b>Ålpha</b> 🎁");
}

TEST_F(requirements_of_agents, A3_an_agent_is_found_by_its_name_its_bot_and_its_owner) {
    given_a_stocked_shop();
    auto chat = admin();
    chat.sends("/admin").expect("管理菜单").taps("🤖 代理管理").expect("代理管理");
    chat.taps("🔎 查找").expect("@机器人").sends("nobody").expect("没有找到「nobody」");
    chat.sends("_BOT").expect("找到的代理");
    EXPECT_TRUE(has(labels(chat), "🟢 运行中 · Alpha"));
    EXPECT_TRUE(has(labels(chat), "🟢 运行中 · Beta"));
    chat.taps("🔎 查找").expect("@机器人").sends("@beta_bot").expect("代理人：8");
    // A number that is no part of the time in an agent's id, which is looked through as well.
    chat = opens("🟢 运行中 · Alpha").taps("👤 更换代理人").expect("用户 ID");
    chat.sends("987654321").expect("代理人已改为 987654321");
    chat.sends("/admin").expect("管理菜单").taps("🤖 代理管理").expect("代理管理");
    chat.taps("🔎 查找").expect("@机器人").sends("987654321").expect("机器人：@alpha_bot");
}

TEST_F(requirements_of_agents, A4_bots_do_not_disturb_each_other_and_come_back_after_a_restart) {
    given_a_stocked_shop();
    opens("🟢 运行中 · Beta").taps("⏸ 停止").expect("「Beta」已停止");
    buys("alpha_bot", "1");
    restarts();
    buys("alpha_bot", "1");
    EXPECT_EQ(named("Alpha").status, agent_status::running);
    EXPECT_EQ(named("Beta").status, agent_status::stopped);
    opens("🔴 已停止 · Beta").taps("▶️ 启动").expect("正在启动");
    customer("beta_bot").sends("/start").expect("Welcome to Beta");
}

TEST_F(requirements_of_agents, A5_a_link_makes_whoever_opens_it_first_the_owner) {
    given_a_stocked_shop();
    const auto invites = [&] {
        auto chat = opens("🟢 运行中 · Alpha");
        chat.taps("🔗 邀请代理人").expect("只能用一次");
        chat.expect("https://t.me/alpha_bot?start=");
        const auto link = word_in(chat.reads(), "https://t.me/alpha_bot?start=");
        return link.substr(link.find("claim_"));
    };
    const auto revoked = invites();
    const auto link = invites();
    const auto before = books();
    auto first = stage.world().person(77, "Invited 77", "zh-hans").in("alpha_bot");
    first.follows_link(revoked).expect("链接");
    first.follows_link("claim_00000000000000000000000000000000").expect("链接");
    stage.world().person(77, "Invited 77").in("beta_bot").follows_link(link).expect("链接");
    expect_unchanged(before);

    first.follows_link(link).expect("你现在是「Alpha」的代理人");
    EXPECT_EQ(named("Alpha").owner, user_id{77});
    first.follows_link(link).expect("代理后台 · Alpha");
    stranger("alpha_bot").follows_link(link).expect("has been used");
    EXPECT_EQ(named("Alpha").owner, user_id{77});
    owner().sends("/agent").expect("只有这个机器人的代理人本人");
    first.sends("/agent").expect("代理后台 · Alpha");

    stage.stop_host();
    std::ifstream file(stage.database(), std::ios::binary);
    const std::string kept(std::istreambuf_iterator<char>(file), {});
    stage.start_host();
    stage.running().await_output("@shop_bot is up");
    EXPECT_EQ(kept.find(link.substr(std::string_view("claim_").size())), std::string::npos)
        << "only a hash of the code is kept";
}

TEST_F(requirements_of_agents, A5_a_link_holds_as_long_as_the_settings_say) {
    stage.set("CLAIM_LINK_HOURS", "2");
    given_a_stocked_shop();
    opens("🟢 运行中 · Alpha").taps("🔗 邀请代理人").expect("只能用一次");
    const auto made = asks([&](reader& rows) { return rows.find_claim(named("Alpha").ref); });
    EXPECT_EQ(made->expires_at - made->made_at, std::chrono::hours(2));
}

}  // namespace
}  // namespace agentbackend::test
