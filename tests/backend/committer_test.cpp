#include "backend/support/manual_clock.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/committer.hpp>
#include <agentbackend/memory_store.hpp>
#include <agentbackend/store_decorator.hpp>

#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>
#include <vector>

namespace agentbackend::test {
namespace {

// Counts commits, and answers what it is told to in place of some of them.
class watched_store : public store_decorator {
public:
    using store_decorator::store_decorator;

    std::optional<error> refuse_begin;
    std::optional<error> refuse_next_commit;  // and nothing happens
    std::optional<error> doubt_next_commit;   // after it has happened
    std::optional<error> refuse_next_write;   // at the next insert_category
    int commits = 0;

    result<void> before(store_call call) override {
        if (call == store_call::begin && refuse_begin) return *refuse_begin;
        if (call == store_call::insert_category) AGENTBACKEND_TRY(take(refuse_next_write));
        if (call == store_call::commit) {
            ++commits;
            return take(refuse_next_commit);
        }
        return success();
    }
    result<void> after(store_call call, const error* failure) override {
        if (call == store_call::commit && !failure) return take(doubt_next_commit);
        return success();
    }

private:
    static result<void> take(std::optional<error>& planned) {
        if (!planned) return success();
        auto said = *planned;
        planned.reset();
        return said;
    }
};

class committing : public ::testing::Test {
protected:
    // Holds the writer thread until `release`, so that what is submitted meanwhile is one group.
    void hold() {
        std::promise<void> held;
        auto is_held = held.get_future();
        ASSERT_OK(writer_->submit(
            [&, gate = gate_.get_future().share()](unit_of_work&, timestamp) {
                held.set_value();
                gate.wait();
                return success();
            },
            nullptr));
        is_held.wait();
    }
    void release() { gate_.set_value(); }

    // Writes one category, then answers `outcome`.
    static committer::command writes(std::string name, result<void> outcome = success()) {
        return [name, outcome](unit_of_work& work, timestamp) -> result<void> {
            AGENTBACKEND_TRY(work.insert_category({.name = name}));
            return outcome;
        };
    }
    std::future<result<void>> submits(committer::command command) {
        auto done = std::make_shared<std::promise<result<void>>>();
        auto waiting = done->get_future();
        EXPECT_OK(writer_->submit(std::move(command),
                                  [done](const result<void>& r) { done->set_value(r); }));
        return waiting;
    }
    std::vector<std::string> categories() {
        const auto state = std::move(memory_->read().value());
        std::vector<std::string> names;
        for (const auto& c : state->view().categories({}, 100).value()) names.push_back(c.name);
        return names;
    }

    std::unique_ptr<store> memory_ = make_memory_store();
    watched_store store_{*memory_};
    manual_clock clock_;
    std::promise<void> gate_;
    std::unique_ptr<committer> writer_ = std::make_unique<committer>(store_, clock_);
};

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

TEST_F(committing, a_culprit_that_wrote_and_failed_is_undone_alone) {
    hold();
    auto before = submits(writes("A"));
    auto culprit = submits(writes("never", errc::store_conflict));
    auto after = submits(writes("B"));
    release();
    EXPECT_OK(before.get());
    EXPECT_REFUSED(culprit.get(), errc::store_conflict);
    EXPECT_OK(after.get());
    EXPECT_EQ(categories(), (names{"A", "B"}));
}

TEST_F(committing, a_group_of_culprits_still_comes_to_an_end) {
    hold();
    std::vector<std::future<result<void>>> culprits;
    for (int i = 0; i < 10; ++i) culprits.push_back(submits(writes("never", errc::store_conflict)));
    auto honest = submits(writes("A"));
    release();
    for (auto& culprit : culprits) EXPECT_REFUSED(culprit.get(), errc::store_conflict);
    EXPECT_OK(honest.get());
    EXPECT_EQ(categories(), names{"A"});
}

TEST_F(committing, a_failed_commit_is_everybodys) {
    hold();
    store_.refuse_next_commit = error(errc::store_full);
    auto first = submits(writes("A"));
    auto second = submits(writes("B"));
    release();
    EXPECT_REFUSED(first.get(), errc::store_full);
    EXPECT_REFUSED(second.get(), errc::store_full);
    EXPECT_TRUE(categories().empty());
    EXPECT_OK(submits(writes("C")).get());
    EXPECT_EQ(categories(), names{"C"});
}

TEST_F(committing, an_unknown_outcome_is_told_as_such) {
    hold();
    store_.doubt_next_commit = error(errc::outcome_unknown);
    auto doubted = submits(writes("A"));
    release();
    EXPECT_REFUSED(doubted.get(), errc::outcome_unknown);
    EXPECT_EQ(categories(), names{"A"}) << "this time it was durable";
}

TEST_F(committing, a_store_that_does_not_begin_refuses_and_recovers) {
    store_.refuse_begin = error(errc::store_locked);
    EXPECT_REFUSED(submits(writes("A")).get(), errc::store_locked);
    store_.refuse_begin.reset();
    EXPECT_OK(submits(writes("B")).get());
    EXPECT_EQ(categories(), names{"B"});
}

TEST_F(committing, a_full_queue_refuses_the_next_and_never_calls_it) {
    writer_ = std::make_unique<committer>(store_, clock_, committer_options{.max_queued = 2});
    hold();
    auto first = submits(writes("A"));
    auto second = submits(writes("B"));
    bool was_called = false;
    EXPECT_REFUSED(writer_->submit(writes("C"), [&](const result<void>&) { was_called = true; }),
                   errc::queue_full);
    release();
    EXPECT_OK(first.get());
    EXPECT_OK(second.get());
    writer_->stop();
    EXPECT_FALSE(was_called);
    EXPECT_EQ(categories(), (names{"A", "B"}));
}

TEST_F(committing, a_group_has_a_largest_size) {
    writer_ = std::make_unique<committer>(store_, clock_, committer_options{.max_group = 2});
    hold();
    std::vector<std::future<result<void>>> all;
    for (const auto* name : {"A", "B", "C", "D"}) all.push_back(submits(writes(name)));
    release();
    for (auto& one : all) EXPECT_OK(one.get());
    EXPECT_GE(store_.commits, 2);
    EXPECT_EQ(categories(), (names{"A", "B", "C", "D"}));
}

TEST_F(committing, stopping_runs_what_is_queued_and_refuses_what_comes_after) {
    hold();
    auto queued = submits(writes("A"));
    release();
    writer_->stop();
    EXPECT_OK(queued.get());
    EXPECT_REFUSED(writer_->submit(writes("B"), nullptr), errc::stopped);
    writer_->stop();
    EXPECT_EQ(categories(), names{"A"});
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
