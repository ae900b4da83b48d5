// The committer, sentence by sentence of its header: order, groups, limits, threads, its end. What
// it does when commands or the store fail is in committer_failures_test.cpp.

#include "backend/support/committing.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace agentbackend::test {
namespace {

using names = std::vector<std::string>;

TEST_F(committing, a_lone_caller_is_served_at_once) {
    const auto ref = writer_->run(
        [](unit_of_work& work, timestamp) { return work.insert_category({.name = "Cards"}); });
    ASSERT_OK(ref);
    EXPECT_EQ(categories(), names{"Cards"});
    EXPECT_EQ(store_.commits, 1);
}

TEST_F(committing, what_has_queued_up_shares_one_commit_in_order) {
    hold();
    std::vector<std::future<result<void>>> all;
    for (const auto* name : {"A", "B", "C"}) all.push_back(submits(writes(name)));
    release();
    for (auto& one : all) EXPECT_OK(one.get());
    EXPECT_EQ(categories(), (names{"A", "B", "C"}));
    EXPECT_EQ(store_.commits, 1);
}

TEST_F(committing, a_group_that_wrote_nothing_is_not_committed) {
    EXPECT_REFUSED(
        writer_->run([](unit_of_work&, timestamp) -> result<int> { return errc::price_changed; }),
        errc::price_changed);
    EXPECT_EQ(store_.commits, 0);
}

TEST_F(committing, a_refusal_before_the_first_write_leaves_its_neighbours_alone) {
    hold();
    auto first = submits(writes("A"));
    auto refused =
        submits([](unit_of_work&, timestamp) -> result<void> { return errc::insufficient_stock; });
    auto last = submits(writes("B"));
    release();
    EXPECT_OK(first.get());
    EXPECT_REFUSED(refused.get(), errc::insufficient_stock);
    EXPECT_OK(last.get());
    EXPECT_EQ(store_.commits, 1);
}

TEST_F(committing, a_full_queue_refuses_the_next_and_never_calls_it) {
    restart({.max_queued = 2});
    hold();
    auto first = submits(writes("A"));
    auto second = submits(writes("B"));
    bool was_called = false;
    const auto third =
        writer_->submit(writes("C"), [&](const result<void>&) { was_called = true; });
    ASSERT_REFUSED(third, errc::queue_full);
    EXPECT_EQ(third.error().facts().count, 2);
    EXPECT_EQ(third.error().facts().count_limit, 2);
    release();
    EXPECT_OK(first.get());
    EXPECT_OK(second.get());
    EXPECT_OK(submits(writes("D")).get()) << "there is room again";
    writer_->stop();
    EXPECT_FALSE(was_called);
    EXPECT_EQ(categories(), (names{"A", "B", "D"}));
}

TEST_F(committing, a_group_has_a_largest_size) {
    restart({.max_group = 2});
    hold();
    std::vector<std::future<result<void>>> all;
    for (const auto* name : {"A", "B", "C", "D"}) all.push_back(submits(writes(name)));
    release();
    for (auto& one : all) EXPECT_OK(one.get());
    EXPECT_EQ(store_.commits, 2);
    EXPECT_EQ(categories(), (names{"A", "B", "C", "D"}));
}

TEST_F(committing, a_group_closes_when_its_time_is_up) {
    restart({.max_group_time = std::chrono::milliseconds{0}});
    hold();
    std::vector<std::future<result<void>>> all;
    for (const auto* name : {"A", "B", "C"}) all.push_back(submits(writes(name)));
    release();
    for (auto& one : all) EXPECT_OK(one.get());
    EXPECT_EQ(store_.commits, 3);
    EXPECT_EQ(categories(), (names{"A", "B", "C"}));
}

TEST_F(committing, commands_and_completions_run_on_one_thread_of_their_own) {
    std::thread::id ran_on;
    std::promise<std::thread::id> completed_on;
    ASSERT_OK(writer_->submit(
        [&](unit_of_work&, timestamp) {
            ran_on = std::this_thread::get_id();
            return success();
        },
        [&](const result<void>&) { completed_on.set_value(std::this_thread::get_id()); }));
    EXPECT_EQ(completed_on.get_future().get(), ran_on);
    EXPECT_NE(ran_on, std::this_thread::get_id());
}

TEST_F(committing, callers_hear_in_the_order_of_their_commands_once_these_are_durable) {
    hold();
    names heard;
    for (const std::string name : {"A", "B", "C"}) {
        ASSERT_OK(writer_->submit(writes(name), [&, name](const result<void>& outcome) {
            EXPECT_OK(outcome);
            EXPECT_EQ(categories(), (names{"A", "B", "C"})) << "heard before the commit";
            heard.push_back(name);
        }));
    }
    release();
    writer_->stop();
    EXPECT_EQ(heard, (names{"A", "B", "C"}));
}

TEST_F(committing, a_command_sees_what_the_one_before_it_wrote) {
    hold();
    auto first = submits(writes("A"));
    auto second = submits([](unit_of_work& work, timestamp) -> result<void> {
        AGENTBACKEND_ASSIGN(const auto seen, work.categories({}, 10));
        if (seen.size() != 1) return errc::store_conflict;
        return success();
    });
    release();
    EXPECT_OK(first.get());
    EXPECT_OK(second.get());
}

TEST_F(committing, stopping_runs_what_is_queued_and_refuses_what_comes_after) {
    hold();
    auto queued = submits(writes("A"));
    release();
    writer_->stop();
    EXPECT_OK(queued.get());
    bool was_called = false;
    EXPECT_REFUSED(writer_->submit(writes("B"), [&](const result<void>&) { was_called = true; }),
                   errc::stopped);
    EXPECT_REFUSED(writer_->run([](unit_of_work&, timestamp) -> result<int> { return 1; }),
                   errc::stopped);
    writer_->stop();
    EXPECT_FALSE(was_called);
    EXPECT_EQ(categories(), names{"A"});
}

TEST_F(committing, a_committer_that_goes_away_stops_first) {
    hold();
    auto queued = submits(writes("A"));
    release();
    writer_.reset();
    EXPECT_OK(queued.get());
    EXPECT_EQ(categories(), names{"A"});
}

// Whoever was not refused at once hears once; whoever was is never called.
TEST_F(committing, a_stop_among_many_callers_completes_or_refuses_every_one) {
    std::atomic<int> accepted = 0;
    std::atomic<int> completed = 0;
    std::promise<void> under_way;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i) {
        callers.emplace_back([&, is_first = i == 0] {
            for (int n = 0;; ++n) {
                const auto queued = writer_->submit(
                    writes("one"),
                    [&](const result<void>& outcome) { completed += bool(outcome); });
                if (queued) ++accepted;
                if (!queued && queued.error().code() == errc::stopped) break;
                if (is_first && n == 50) under_way.set_value();
            }
        });
    }
    under_way.get_future().wait();
    std::thread second_stop([&] { writer_->stop(); });
    writer_->stop();
    second_stop.join();
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(accepted, completed);
    const auto state = std::move(memory_->read().value());
    EXPECT_EQ(std::ssize(state->view().categories({}, 1'000'000).value()), completed);
}

TEST(committer_options, of_no_room_are_a_mistake_of_the_program) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const auto db = make_memory_store();
    const manual_clock clock;
    EXPECT_DEATH(committer(*db, clock, {.max_queued = 0}), "broken invariant");
    EXPECT_DEATH(committer(*db, clock, {.max_group = 0}), "broken invariant");
}

TEST_F(committing, time_never_runs_backwards) {
    const auto time_of_command = [&] {
        return writer_
            ->run([](unit_of_work& work, timestamp now) -> result<timestamp> {
                AGENTBACKEND_TRY(work.insert_category({.name = "tick"}));
                return now;
            })
            .value();
    };
    const auto first = time_of_command();
    clock_.set(first - std::chrono::hours{5});
    EXPECT_EQ(time_of_command(), first);
    writer_ = std::make_unique<committer>(store_, clock_);
    EXPECT_EQ(time_of_command(), first) << "a new process asks the store how late it was";
    clock_.set(first + std::chrono::seconds{1});
    EXPECT_EQ(time_of_command(), first + std::chrono::seconds{1});
}

TEST_F(committing, callers_from_many_threads_each_hear_once) {
    std::vector<std::thread> callers;
    std::atomic<int> heard = 0;
    for (int i = 0; i < 4; ++i) {
        callers.emplace_back([&] {
            for (int n = 0; n < 100; ++n) {
                if (writer_->run([](unit_of_work& work, timestamp) {
                        return work.insert_category({.name = "one"});
                    })) {
                    ++heard;
                }
            }
        });
    }
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(heard, 400);
    const auto state = std::move(memory_->read().value());
    EXPECT_EQ(state->view().categories({}, 1'000)->size(), 400u);
}

}  // namespace
}  // namespace agentbackend::test
