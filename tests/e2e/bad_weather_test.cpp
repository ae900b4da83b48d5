// What goes wrong around the real executable: locked files, lost tokens, impatient operators.

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <agentbackend/sqlite_store.hpp>

#include <algorithm>

#include "demo/cast.hpp"
#include "demo/story.hpp"
#include "e2e/process_stage.hpp"

namespace agentbackend::test {
namespace {

namespace cast = host::cast;
namespace fs = std::filesystem;

class weather : public ::testing::Test {
protected:
    ending run(const std::string& command) {
        launch l;
        l.arguments = {command};
        l.environment = stage.environment();
        return run_to_its_end(l);
    }

    process_stage stage;
};

TEST_F(weather, a_second_host_names_the_first) {
    stage.start_host();
    stage.running().await_output("@shop_bot is up");
    const auto [status, output] = run("serve");
    EXPECT_EQ(status, 1);
    EXPECT_NE(output.find("process " + std::to_string(stage.running().id()) + " (agentbackend)"),
              std::string::npos)
        << output;
    stage.stop_host();
}

TEST_F(weather, a_database_that_another_process_keeps_locked_is_waited_for_and_named) {
    ASSERT_TRUE(open_sqlite_store(stage.database().string()));
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(stage.database().c_str(), &other), SQLITE_OK);
    const auto* take_all = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE";
    ASSERT_EQ(sqlite3_exec(other, take_all, nullptr, nullptr, nullptr), SQLITE_OK);
    const auto [status, output] = run("serve");
    EXPECT_EQ(status, 1) << "worth another try";
    EXPECT_NE(
        output.find(stage.database().string() + " locked: process " + std::to_string(::getpid())),
        std::string::npos)
        << output;
    sqlite3_close(other);
}

TEST_F(weather, a_token_that_becomes_invalid_in_the_middle_of_a_sale_loses_nothing) {
    silence quiet;
    host::story story(stage, quiet);
    story.agents_open_their_shops();
    story.the_shop_is_stocked();
    auto customer = stage.world().person(42, "Customer", "en").in("alpha_bot");
    customer.sends("/start")
        .expect("Welcome to Alpha")
        .taps("🛍 Products")
        .expect("Products")
        .taps("Gift card · 10.00 USDT · 5 left")
        .expect("Price: 10.00 USDT")
        .taps("1")
        .expect("Total: 10.00 USDT");
    // The purchase reaches the host; its receipt finds the token gone.
    stage.world().faults().always_matching({"editMessageText", "alpha_bot"},
                                           sandbox::unauthorized());
    stage.world().faults().always_matching({"sendMessage", "alpha_bot"}, sandbox::unauthorized());
    const auto edits = stage.world().requests_received("editMessageText");
    customer.taps("✅ Buy now");
    stage.world().await_requests("editMessageText", edits + 1);
    stage.world().revoke_token("alpha_bot");
    stage.world().faults().clear();

    auto admin = stage.world().person(1, "Admin", "zh-hans").in("shop_bot");
    admin.await([](const auto& chat) { return chat.shows("Unauthorized"); });
    constexpr std::string_view fresh = "1000002:another-token-of-the-alpha-bot-0000000";
    stage.world().replace_token("alpha_bot", std::string(fresh));
    admin.sends("/start")
        .expect("管理菜单")
        .taps("🤖 代理管理")
        .expect("代理管理")
        .taps("⚠️ 异常 · Alpha")
        .expect("Alpha")
        .taps("🔑 更换令牌")
        .expect("请发送「Alpha」的新机器人令牌")
        .sends(std::string(fresh))
        .expect("令牌已更换");
    customer.await(
        [](const auto& chat) { return chat.shows("Paid. Thank you!") && chat.shows("GIFT-1111"); });
    stage.stop_host();
    EXPECT_EQ(stage.verify(stage.database()).status, host::exit_status::success);
}

TEST_F(weather, an_effect_that_a_crash_cut_short_is_carried_out_by_the_next_process) {
    stage.start_host();
    auto admin = stage.world().person(1, "Admin", "en").in("shop_bot");
    admin.sends("/start").expect("Admin menu").taps("🤖 Agents").expect("Agents");
    admin.taps("➕ New agent").expect("Send the bot token");
    stage.world().faults().next_matching({"getMe", "alpha_bot"}, 1, sandbox::silence());
    const auto asked = stage.world().requests_received("getMe");
    admin.sends(std::string(cast::alpha_bot.token));
    stage.world().await_requests("getMe", asked + 1);
    stage.kill_host();
    stage.start_host();
    admin.expect("@alpha_bot");
    stage.stop_host();
}

TEST_F(weather, a_former_owners_menu_is_taken_back_though_a_crash_came_between) {
    silence quiet;
    host::story story(stage, quiet);
    story.agents_open_their_shops();
    auto owner = stage.world()
                     .person(cast::alpha_owner.id, std::string(cast::alpha_owner.name), "zh-hans")
                     .in("alpha_bot");
    const auto sees_dashboard = [&owner] {
        const auto menu = owner.sees_commands();
        return std::any_of(menu.begin(), menu.end(),
                           [](const auto& command) { return command.name == "agent"; });
    };
    // Menus are registered beside the conversations; this looks again after each of a few words.
    const auto comes_to_see = [&](bool what) {
        for (int words = 0; words < 200 && sees_dashboard() != what; ++words) {
            owner.sends("/id").expect("用户 ID");
        }
        return sees_dashboard() == what;
    };
    owner.sends("/start").expect("Alpha");
    EXPECT_TRUE(comes_to_see(true));
    stage.world().faults().always_matching({"setMyCommands", "alpha_bot"}, sandbox::silence());
    const auto asked = stage.world().requests_received("setMyCommands");
    auto admin = stage.world().person(1, "Admin", "zh-hans").in("shop_bot");
    admin.sends("/start").expect("管理菜单").taps("🤖 代理管理").expect("代理管理");
    admin.taps("🟢 运行中 · Alpha").expect("Alpha").taps("👤 更换代理人").expect("用户 ID");
    admin.sends("42").expect("42");
    stage.world().await_requests("setMyCommands", asked + 1);
    stage.kill_host();
    stage.world().faults().clear();
    stage.start_host();
    EXPECT_TRUE(comes_to_see(false));
    stage.stop_host();
}

TEST_F(weather, an_impatient_operator_is_not_made_to_wait) {
    stage.start_host();
    stage.running().await_output("@shop_bot is up");
    stage.world().faults().next("sendMessage", 1, sandbox::silence());
    stage.world().person(1, "Admin", "en").in("shop_bot").sends("/start");
    stage.world().await_requests("sendMessage", 1);
    stage.running().terminate();
    stage.running().await_output("stopping");
    stage.running().terminate();
    stage.running().await_output("told to stop again");
    EXPECT_EQ(stage.running().await_exit(), 0);
}

TEST_F(weather, plain_http_to_another_machine_is_warned_of) {
    stage.set("BOT_API_URL", "http://bot-api.invalid:8081");
    stage.start_host();
    stage.running().await_output("plain http to bot-api.invalid:8081");
    stage.kill_host();
    EXPECT_EQ(count_of("plain http", stage.log()), 1U);
}

TEST_F(weather, a_story_that_is_broken_off_leaves_nothing_behind) {
    launch l;
    l.arguments = {"demo", "--story"};
    l.environment = {{"TMPDIR", stage.folder().string()}};
    child_process demo(l);
    demo.await_output("Two agents open their shops");
    demo.terminate();
    demo.await_exit();
    EXPECT_TRUE(fs::is_empty(stage.folder()));
}

}  // namespace
}  // namespace agentbackend::test
