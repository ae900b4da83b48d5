// The kill proof: the real executable under load, killed in the middle of it, again and again.
//
// Customers buy, owners ask for their profit, admins approve, reject and pay, all at once and often
// twice, while in every other round the Bot API misbehaves. Each round ends with SIGKILL after a
// random number of things that people did or were told; the next process goes on with the same
// file. In the end the books must be what the sandbox's record says.
//
// 20 rounds; 200 with AGENTBACKEND_NIGHTLY=1. AGENTBACKEND_SEED=n plays other ones; a failure says
// which were played.

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <mutex>

#include "demo/books.hpp"
#include "demo/story.hpp"
#include "e2e/process_stage.hpp"
#include "kill/people.hpp"
#include "kill/reckoning.hpp"

namespace agentbackend::test {
namespace {

using namespace agentbackend::literals;

constexpr int parts = 4;  // so that rounds can be played side by side
constexpr std::chrono::seconds patience{60};
constexpr int things_in_a_round = 500;  // people see and do at most so much before a kill

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

int rounds_in_part() {
    return (from_environment("AGENTBACKEND_NIGHTLY") == "1" ? 200 : 20) / parts;
}

std::uint64_t seed_of_part(int part) {
    const auto given = from_environment("AGENTBACKEND_SEED");
    return (given.empty() ? 1 : std::stoull(given)) * 1000 + static_cast<std::uint64_t>(part);
}

// What happens in the world, for one thread to look at in its own time.
class feed {
public:
    void add(const sandbox::event& e) {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(e);
        changed_.notify_one();
    }
    // Throws when nothing happens for a long while.
    sandbox::event next() {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, patience, [&] { return !waiting_.empty(); })) {
            throw std::runtime_error("nobody does or hears anything any more");
        }
        auto first = std::move(waiting_.front());
        waiting_.pop_front();
        return first;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<sandbox::event> waiting_;
};

// Something that goes wrong between the host and the Bot API, as one of its requests is answered.
sandbox::fault misfortune(luck& chance) {
    switch (chance.number(0, 6)) {
        case 0: return sandbox::too_many_requests(std::chrono::seconds(1));
        case 1: return sandbox::internal_server_error();
        case 2: return sandbox::bad_gateway();
        case 3: return sandbox::cut_answer();
        case 4: return sandbox::garbled_answer();
        case 5: return sandbox::lost_answer();
        default: return sandbox::hang_up();
    }
}

class kill_proof : public ::testing::TestWithParam<int> {
protected:
    kill_proof() {
        stage.set("ADMIN_IDS", "1,2");
        stage.set("LOG_LEVEL", "warn");
        stage.set("USER_UPDATES_PER_MINUTE", "0");
        stage.set("BOT_UPDATES_PER_MINUTE", "0");
        for (const auto user : {101, 102, 103, 104}) people.add_customer(user, "alpha_bot");
        for (const auto user : {201, 202, 203}) people.add_customer(user, "beta_bot");
        people.add_owner(7, "alpha_bot");
        people.add_owner(8, "beta_bot");
        people.add_admin(1, "shop_bot");
        people.add_admin(2, "shop_bot");
    }

    ~kill_proof() override { stage.world().observe({}); }

    void open_the_shops() {
        story.agents_open_their_shops();
        auto admin = stage.world().person(1, "Admin", "zh-hans").in("shop_bot");
        admin.sends("/product_add 10 Gift card").expect("编号 1");
        for (int shelf = 0, number = 0; shelf < 1 + rounds_in_part() / 7; ++shelf) {
            std::string command = "/stock_add 1";
            for (int i = 0; i < 450; ++i) command += "\nC" + std::to_string(100'000 + ++number);
            admin.sends(command).expect("现有库存");
        }
        for (const auto& customer : people.customers()) {
            const auto& shop = shop_id(customer->bot());
            admin.sends("/credit " + shop + " " + std::to_string(customer->user()) + " 90000")
                .expect("余额");
        }
        people.admins().front()->credits("/credit " + story.alpha_id() + " 101 ");
        for (const auto& owner : people.owners()) {
            stage.world()
                .person(owner->user(), "Owner", "zh-hans")
                .in(owner->bot())
                .sends("/agent")
                .expect("代理后台")
                .taps("💰 设置差价")
                .expect("请发送新的差价")
                .sends("5")
                .expect("差价已设为");
        }
        stage.world().person(2, "Admin 2", "zh-hans").in("shop_bot").sends("/start").expect("管理");
        stage.stop_host();
    }

    std::string shop_id(const std::string& bot) const {
        for (const auto& a : host::read_books(stage.database()).value().agents) {
            if (a.identity.username == bot) return a.agent_id;
        }
        throw std::runtime_error("no agent has @" + bot);
    }

    void plan_misfortunes() {
        constexpr std::array methods{"sendMessage", "editMessageText", "answerCallbackQuery",
                                     "getUpdates", "getMe"};
        for (const auto* method : methods) {
            for (auto left = chance.number(0, 4); left > 0; --left) {
                stage.world().faults().next(method, 1, misfortune(chance));
            }
        }
        if (chance.one_in(2)) stage.world().faults().next("sendMessage", 1, sandbox::silence());
    }

    // The host dies either as the world still answers it, or a moment later.
    void play_round(int round) {
        SCOPED_TRACE("round " + std::to_string(round));
        stage.world().faults().clear();
        if (round % 2 == 1) plan_misfortunes();
        stage.start_host();
        people.try_again();
        const auto things = chance.number(1, things_in_a_round);
        if (chance.one_in(2)) left_to_live = things;
        for (std::int64_t i = 0; i < things; ++i) people.see(events.next());
        left_to_live = 0;
        stage.kill_host();
    }

    void happens(const sandbox::event& e) {
        events.add(e);
        if (left_to_live > 0 && --left_to_live == 0) stage.running().kill();
    }

    // Everybody stops and listens, until all that was begun has been answered.
    void let_the_dust_settle() {
        stage.world().faults().clear();
        stage.start_host();
        people.hear_everything();
        stage.stop_host();
    }

    process_stage stage;
    silence quiet;
    host::story story{stage, quiet};
    crowd people{stage.world(), seed_of_part(GetParam())};
    luck chance{seed_of_part(GetParam()) + 500};
    feed events;
    std::atomic<std::int64_t> left_to_live{0};  // things until the host dies; zero: no hurry
};

TEST_P(kill_proof, nothing_is_lost_and_nothing_doubled) {
    SCOPED_TRACE("AGENTBACKEND_SEED=" + std::to_string(seed_of_part(GetParam()) / 1000));
    open_the_shops();
    stage.world().observe([this](const sandbox::event& e) { happens(e); });
    for (int round = 1; round <= rounds_in_part() && !HasFailure(); ++round) play_round(round);
    stage.world().observe({});
    let_the_dust_settle();

    const reckoning books(stage.database(), stage.world().record());
    std::cout << rounds_in_part() << " kills: " << books.summary() << "\n";
    books.expect_sales_as_confirmed(people);
    books.expect_deliveries_as_sold();
    books.expect_wallets_as_credited_and_spent();
    books.expect_profits_as_sold("5"_usdt);
    books.expect_withdrawals_as_asked(people);
    books.expect_withdrawals_as_told(people);
    books.expect_nothing_left_to_send();
    const auto verdict = stage.verify(stage.database());
    EXPECT_EQ(verdict.status, host::exit_status::success) << verdict.report;
}

INSTANTIATE_TEST_SUITE_P(part, kill_proof, ::testing::Range(0, parts));

}  // namespace
}  // namespace agentbackend::test
