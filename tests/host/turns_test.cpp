// A turn's command against a store that does not take it.

#include "turns.hpp"

#include <gtest/gtest.h>

#include <agentbackend/memory_store.hpp>
#include <agentbackend/store_decorator.hpp>

#include <spdlog/sinks/null_sink.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

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
    static error lost() {
        return error(errc::outcome_unknown).states(name(errc::store_full), "commit");
    }

    first_commit first_;
    int full_for_;
    bool is_full_ = false;
};

class silent_listener final : public turn_listener {
public:
    void queued(std::vector<outbox_message>, const cause&) override {}
    void asked(std::vector<console::effect>, const cause&) override {}
    void must_look_again() override { ++lost_commits; }
    void store_fails(const error&) override {}
    void store_works() override {}

    int lost_commits = 0;
};

class a_turn : public ::testing::Test {
protected:
    using outcome = result<std::optional<console::tap_answer>>;
    using enum disk_that_fills_up::first_commit;

    static turn one_with(turn_handler handle) {
        turn t;
        t.label = "update 17 of @shop_bot";
        t.delivery = inbox_key{0, 17};
        t.when_store_fails = when_store_fails::give_up;
        t.handle = std::move(handle);
        return t;
    }

    // One that adds a category, for something to be seen of it.
    static turn one() {
        return one_with([](unit_of_work& work, timestamp) -> result<console::response> {
            AGENTBACKEND_TRY(work.insert_category({.ref = {}, .name = "Games"}));
            return console::response();
        });
    }

    outcome run_on(store& s, turn t) {
        committer queue(s, clock_);
        asio::io_context network;
        const commands way(queue, network.get_executor());
        const turns runner(way, listener_, log_, network.get_executor());
        auto ended = asio::co_spawn(network, runner.run(std::move(t)), asio::use_future);
        network.run();
        queue.stop();
        return ended.get();
    }

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
