// The stage of the demo, over a database that stays.

#include "demo/demo_stage.hpp"

#include <gtest/gtest.h>

#include "demo/cast.hpp"
#include "log/logging.hpp"

namespace agentbackend::host {
namespace {

sandbox::bot_registration gamma_bot() {
    return {.token = "7200000001:demo-token-of-the-gamma-bot-0000000",
            .id = 7'200'000'001,
            .username = "gamma_bot",
            .name = "Gamma"};
}

void make_an_agent_of_gamma(sandbox::world& world) {
    auto admin = world.person(cast::admin.id, std::string(cast::admin.name), "en").in("shop_bot");
    admin.sends("/start").expect("Admin menu").taps("🤖 Agents");
    admin.expect("Agents").taps("➕ New agent").expect("Send the bot token");
    admin.sends(gamma_bot().token).expect("The bot is @gamma_bot");
    admin.sends("Gamma").expect("The agent is called Gamma");
    admin.sends("9").expect("@gamma_bot of “Gamma” is running");
}

TEST(demo_stage, has_the_bots_again_that_a_visitor_made_agents_of) {
    const auto log = make_log(spdlog::level::off);
    const temporary_folder folder;
    const auto database = folder.path() / "shop.db";
    {
        demo_stage first(*log, database);
        EXPECT_TRUE(first.returning().empty());
        first.world().add_bot(gamma_bot());
        first.start_host();
        make_an_agent_of_gamma(first.world());
        first.stop_host();
    }
    demo_stage second(*log, database);
    ASSERT_EQ(second.returning().size(), 1U);
    EXPECT_EQ(second.returning().front().username, "gamma_bot");
    second.start_host();
    auto chat = second.world().person(cast::customer.id, "Customer", "en").in("gamma_bot");
    chat.sends("/start").expect("Welcome to Gamma");
    second.stop_host();
}

}  // namespace
}  // namespace agentbackend::host
