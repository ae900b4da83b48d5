// The money path, end to end: real executable, real HTTP, real SQLite file.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "demo/books.hpp"
#include "demo/cast.hpp"
#include "demo/story.hpp"
#include "e2e/process_stage.hpp"

namespace agentbackend::test {
namespace {

namespace cast = host::cast;
using namespace agentbackend::literals;

class story_test : public ::testing::Test {
protected:
    host::books books() const {
        auto read = host::read_books(stage.database());
        return read ? *read : throw std::runtime_error(read.error().to_string());
    }

    agent named(std::string_view name) const {
        const auto all = books().agents;
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const agent& a) { return a.name == name; });
        return found == all.end() ? throw std::runtime_error("no such agent") : *found;
    }

    usdt wallet_in_alpha() const {
        const auto alpha = bot_ref::of(named("Alpha").ref);
        for (const auto& w : books().wallets) {
            if (w.bot == alpha && w.user.value == cast::customer.id) return w.balance;
        }
        return {};
    }

    // Everything this run has written to the disk.
    std::string files() const {
        std::string all;
        for (const auto& file : std::filesystem::directory_iterator(stage.folder())) {
            std::ifstream content(file.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(content), {});
        }
        return all;
    }

    process_stage stage;
    silence quiet;
    host::story story{stage, quiet};
};

TEST_F(story_test, plays_from_the_first_agent_to_the_audit) {
    story.agents_open_their_shops();
    EXPECT_EQ(named("Alpha").status, agent_status::running);
    EXPECT_EQ(named("Beta").status, agent_status::running);
    EXPECT_EQ(named("Alpha").owner, user_id{7});
    EXPECT_EQ(named("Beta").owner, user_id{8});

    story.the_shop_is_stocked();
    EXPECT_EQ(wallet_in_alpha(), "100"_usdt);

    story.the_first_card_is_sold();
    EXPECT_EQ(wallet_in_alpha(), "89.95"_usdt);
    EXPECT_EQ(named("Alpha").available, "0.05"_usdt);

    const auto before_refusals = books();
    story.strangers_are_refused();
    EXPECT_EQ(books().agents, before_refusals.agents);
    EXPECT_EQ(books().wallets, before_refusals.wallets);

    story.the_shelf_is_emptied();
    EXPECT_EQ(wallet_in_alpha(), "9.95"_usdt);
    EXPECT_EQ(named("Alpha").available, "50.05"_usdt);

    story.the_owner_asks_to_be_paid();
    EXPECT_EQ(named("Alpha").available, "0.05"_usdt);
    EXPECT_EQ(named("Alpha").frozen, "50"_usdt);
    EXPECT_EQ(books().withdrawals.of(withdrawal_status::pending).count, 1);

    story.the_admin_pays();
    EXPECT_EQ(named("Alpha").frozen, "0"_usdt);
    EXPECT_EQ(named("Alpha").total_paid(), "50"_usdt);
    EXPECT_EQ(named("Alpha").fees, "1"_usdt);
    EXPECT_EQ(named("Alpha").payouts, "49"_usdt);
    EXPECT_EQ(books().withdrawals.of(withdrawal_status::paid).count, 1);

    story.the_process_starts_again();
    EXPECT_EQ(named("Alpha").status, agent_status::running);
    EXPECT_EQ(named("Beta").status, agent_status::running);
    EXPECT_EQ(wallet_in_alpha(), "9.95"_usdt);
    EXPECT_EQ(named("Alpha").available, "0.05"_usdt);

    stage.stop_host();
    const auto written = files() + stage.log();
    for (const auto& bot : {cast::main_bot, cast::alpha_bot, cast::beta_bot}) {
        const auto secret = bot.token.substr(bot.token.find(':') + 1);
        EXPECT_EQ(written.find(secret), std::string::npos) << "the token of @" << bot.username;
    }
}

TEST_F(story_test, is_told_by_the_demo_to_a_reader) {
    launch l;
    l.arguments = {"demo", "--story"};
    child_process demo(l);
    EXPECT_EQ(demo.await_exit(), 0) << demo.output();
    const auto told = demo.output();
    EXPECT_NE(told.find("Customer 42 → @alpha_bot"), std::string::npos) << told;
    EXPECT_NE(told.find("Alpha: available 0.05, frozen 0.00, total paid 50.00 (fees 1.00)"),
              std::string::npos)
        << told;
    EXPECT_NE(told.find("every rule holds"), std::string::npos) << told;
    EXPECT_TRUE(told.ends_with("opens a page to chat on.\n")) << told;
    for (const auto& bot : {cast::alpha_bot, cast::beta_bot}) {
        EXPECT_EQ(told.find(bot.token), std::string::npos);
    }
}

}  // namespace
}  // namespace agentbackend::test
