// A turn's command against a store that does not take it.

#include "turns/turns.hpp"

#include <gtest/gtest.h>

#include <agentbackend/memory_store.hpp>
#include <agentbackend/store_decorator.hpp>

#include <spdlog/sinks/null_sink.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <thread>

namespace agentbackend::host {
namespace {

// Answers that the outcome of its first commit is unknown; after that it is full, for a number of
// attempts. Questions are answered all the time.
class disk_that_fills_up final : public store_decorator {
public:
    enum class first_commit { is_durable, is_lost };

    disk_that_fills_up(store& inner, first_commit first, int full_for)
        : store_decorator(inner), first_(first), full_for_(full_for) {}

    result<void> before(store_call call) override {
        if (call == store_call::record_update && is_full_ && full_for_-- > 0) {
            return errc::store_full;
        }
        if (call == store_call::commit && !is_full_ && first_ == first_commit::is_lost) {
            is_full_ = true;
            return lost();
        }
        return success();
    }

    result<void> after(store_call call, const error*) override {
        if (call != store_call::commit || is_full_) return success();
        is_full_ = true;
        return lost();
    }

private:
    static error lost() { return error(errc::outcome_unknown).because(errc::store_full); }

    first_commit first_;
    int full_for_;
    bool is_full_ = false;
};

// For a number of attempts, answers each command with one error before it has read or written.
class store_that_is_down final : public store_decorator {
public:
    store_that_is_down(store& inner, errc why, int times)
        : store_decorator(inner), why_(why), times_(times) {}

    result<void> before(store_call call) override {
        if (call != store_call::record_update) return success();
        ++attempts;
        if (times_ == 0) return success();
        --times_;
        std::this_thread::sleep_for(takes);
        return why_;
    }

    int attempts = 0;
    std::chrono::milliseconds takes{0};

private:
    errc why_;
    int times_;
};

class silent_listener final : public turn_listener {
public:
    void queued(std::vector<outbox_message>, const cause&) override {}
    void asked(std::vector<console::effect>, const cause&) override {}
    void must_look_again() override { ++lost_commits; }
    void store_fails(const error&) override { ++failures; }
    void store_works() override {}

    int lost_commits = 0;
    int failures = 0;
};

class a_turn : public ::testing::Test {
protected:
    using outcome = result<std::optional<console::tap_answer>>;
    using enum disk_that_fills_up::first_commit;

    static turn one_with(turn_handler handle, std::int64_t update = 17) {
        turn t;
        t.label = "update " + std::to_string(update) + " of @shop_bot";
        t.delivery = inbox_key{0, update};
        t.when_store_fails = when_store_fails::give_up;
        t.handle = std::move(handle);
        return t;
    }

    // One that adds a category, for something to be seen of it.
    static turn one(std::int64_t update = 17) {
        turn_handler handle = [update](unit_of_work& work, timestamp) -> result<console::response> {
            AGENTBACKEND_TRY(
                work.insert_category({.ref = {}, .name = "Games " + std::to_string(update)}));
            return console::response();
        };
        return one_with(std::move(handle), update);
    }

    // A process: what it remembers is gone with it.
    class host_of {
    public:
        host_of(a_turn& test, store& s)
            : queue_(s, test.clock_),
              runner_(way_, test.listener_, test.log_, network_.get_executor()) {}
        ~host_of() { queue_.stop(); }

        outcome runs(turn t) {
            auto ended = asio::co_spawn(network_, runner_.run(std::move(t)), asio::use_future);
            network_.restart();
            network_.run();
            return ended.get();
        }

    private:
        committer queue_;
        asio::io_context network_;
        const commands way_{queue_, network_.get_executor()};
        turns runner_;
    };

    outcome run_on(store& s, turn t) { return host_of(*this, s).runs(std::move(t)); }

    static std::size_t categories_in(store& s) {
        auto state = s.read();
        return state.value()->view().categories({}, 10).value().size();
    }

    std::unique_ptr<store> data_ = make_memory_store();
    silent_listener listener_;
    wall_clock clock_;
    spdlog::logger log_{"test", std::make_shared<spdlog::sinks::null_sink_mt>()};
};

TEST_F(a_turn, whose_lost_commit_was_durable_is_never_said_to_be_refused) {
    disk_that_fills_up disk(*data_, is_durable, 3);
    const auto ended = run_on(disk, one());
    EXPECT_TRUE(ended) << "refused: " << ended.error().to_string();
    EXPECT_EQ(categories_in(disk), 1U);
    EXPECT_EQ(listener_.lost_commits, 1);
}

TEST_F(a_turn, whose_lost_commit_left_nothing_is_refused_once_that_is_known) {
    disk_that_fills_up disk(*data_, is_lost, 3);
    const auto ended = run_on(disk, one());
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code(), errc::store_full);
    EXPECT_EQ(categories_in(disk), 0U);
}

TEST_F(a_turn, waits_for_a_store_that_somebody_has_to_mend_and_tells_of_it) {
    for (const auto why : {errc::store_read_only, errc::store_missing_folder,
                           errc::store_not_a_database, errc::store_io}) {
        const auto data = make_memory_store();
        store_that_is_down down(*data, why, 3);
        listener_.failures = 0;
        auto t = one();
        t.otherwise = [](unit_of_work&, timestamp) -> result<console::response> {
            ADD_FAILURE() << "apologised for what only had to wait";
            return console::response();
        };
        EXPECT_TRUE(run_on(down, std::move(t))) << name(why);
        EXPECT_EQ(categories_in(down), 1U) << name(why);
        EXPECT_EQ(listener_.failures, 1) << name(why);
    }
}

TEST_F(a_turn, whose_apology_finds_damage_waits_until_it_is_mended) {
    store_that_is_down damaged(*data_, errc::store_corrupt, 4);
    bool has_apologised = false;
    auto t = one();
    t.otherwise = [&](unit_of_work&, timestamp) -> result<console::response> {
        has_apologised = true;
        return console::response();
    };
    EXPECT_TRUE(run_on(damaged, std::move(t)));
    EXPECT_TRUE(has_apologised);
    EXPECT_GE(listener_.failures, 1);
}

TEST_F(a_turn, that_was_refused_is_not_done_when_it_comes_again) {
    store_that_is_down full(*data_, errc::store_full, 3);
    host_of host(*this, full);
    EXPECT_FALSE(host.runs(one(17)));
    EXPECT_TRUE(host.runs(one(17))) << "it counts as handled";
    EXPECT_EQ(categories_in(full), 0U);
    // Also for the next process, once anything could be written.
    auto waiting = one(18);
    waiting.when_store_fails = when_store_fails::wait;
    EXPECT_TRUE(host.runs(std::move(waiting)));
    EXPECT_TRUE(run_on(full, one(17)));
    EXPECT_EQ(categories_in(full), 1U);
}

TEST_F(a_turn, is_refused_by_the_first_failure_of_a_store_that_is_known_to_fail) {
    store_that_is_down full(*data_, errc::store_full, 1'000);
    host_of host(*this, full);
    EXPECT_FALSE(host.runs(one(17)));
    const auto attempts = full.attempts;
    EXPECT_FALSE(host.runs(one(18)));
    EXPECT_EQ(full.attempts, attempts + 1);
}

TEST_F(a_turn, is_refused_at_once_after_a_failure_that_took_its_time) {
    store_that_is_down locked(*data_, errc::store_locked, 1'000);
    locked.takes = std::chrono::seconds(1);
    host_of host(*this, locked);
    EXPECT_FALSE(host.runs(one(17)));
    const auto attempts = locked.attempts;
    EXPECT_FALSE(host.runs(one(18)));
    EXPECT_EQ(locked.attempts, attempts);
}

TEST_F(a_turn, that_fails_for_good_ends_when_its_apology_does_too) {
    int apologies = 0;
    auto t = one_with(
        [](unit_of_work&, timestamp) -> result<console::response> { return errc::store_conflict; });
    t.otherwise = [&](unit_of_work&, timestamp) -> result<console::response> {
        ++apologies;
        return errc::store_conflict;
    };
    EXPECT_TRUE(run_on(*data_, std::move(t)));
    EXPECT_EQ(apologies, 1);
}

}  // namespace
}  // namespace agentbackend::host
