// The committer when commands or the store fail: a culprit is undone alone, a failed commit is
// everybody's, nobody is told that something is durable when it may not be.

#include "backend/support/committing.hpp"

#include <gtest/gtest.h>

#include <future>
#include <string>
#include <vector>

namespace agentbackend::test {
namespace {

using names = std::vector<std::string>;

// Culprits.

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

// Those before it again as one group, the culprit alone, those after it in the next group.
TEST_F(committing, the_neighbours_of_a_culprit_run_again_and_have_one_effect) {
    hold();
    names runs;
    const auto noting = [&](std::string name, result<void> outcome = success()) {
        return [&, name, outcome](unit_of_work& work, timestamp) -> result<void> {
            runs.push_back(name);
            AGENTBACKEND_TRY(work.insert_category({.name = name}));
            return outcome;
        };
    };
    auto first = submits(noting("A"));
    auto second = submits(noting("B"));
    auto culprit = submits(noting("never", errc::store_conflict));
    auto last = submits(noting("C"));
    release();
    EXPECT_OK(first.get());
    EXPECT_OK(second.get());
    EXPECT_REFUSED(culprit.get(), errc::store_conflict);
    EXPECT_OK(last.get());
    EXPECT_EQ(runs, (names{"A", "B", "never", "A", "B", "never", "C"}));
    EXPECT_EQ(categories(), (names{"A", "B", "C"}));
    EXPECT_EQ(store_.commits, 2);
}

TEST_F(committing, a_lone_culprit_is_undone_without_a_commit) {
    EXPECT_REFUSED(submits(writes("never", errc::store_conflict)).get(), errc::store_conflict);
    EXPECT_EQ(store_.commits, 0);
    EXPECT_TRUE(categories().empty());
}

TEST_F(committing, a_culprit_that_does_better_alone_succeeds) {
    hold();
    auto before = submits(writes("A"));
    auto culprit = submits([runs = 0](unit_of_work& work, timestamp) mutable -> result<void> {
        AGENTBACKEND_TRY(work.insert_category({.name = "B"}));
        if (++runs == 1) return errc::store_busy;
        return success();
    });
    release();
    EXPECT_OK(before.get());
    EXPECT_OK(culprit.get());
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

// Commits that fail.

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

TEST_F(committing, a_failed_commit_is_also_his_who_was_refused) {
    hold();
    store_.refuse_next_commit = error(errc::store_full);
    auto wrote = submits(writes("A"));
    auto refused = submits([](unit_of_work& work, timestamp) -> result<void> {
        AGENTBACKEND_ASSIGN(const auto seen, work.categories({}, 10));
        if (!seen.empty()) return errc::store_conflict;
        return success();
    });
    release();
    EXPECT_REFUSED(wrote.get(), errc::store_full);
    EXPECT_REFUSED(refused.get(), errc::store_full) << "his refusal rested on what never was";
}

TEST_F(committing, an_unknown_outcome_is_told_as_such) {
    hold();
    store_.doubt_next_commit = error(errc::outcome_unknown);
    auto doubted = submits(writes("A"));
    release();
    EXPECT_REFUSED(doubted.get(), errc::outcome_unknown);
    EXPECT_EQ(categories(), names{"A"}) << "this time it was durable";
}

TEST_F(committing, a_doubted_group_is_in_doubt_for_all_and_is_not_run_again) {
    hold();
    store_.doubt_next_commit = error(errc::outcome_unknown);
    int runs = 0;
    const auto counting = [&](unit_of_work& work, timestamp) -> result<void> {
        ++runs;
        AGENTBACKEND_TRY(work.insert_category({.name = "one"}));
        return success();
    };
    auto first = submits(counting);
    auto second = submits(counting);
    release();
    EXPECT_REFUSED(first.get(), errc::outcome_unknown);
    EXPECT_REFUSED(second.get(), errc::outcome_unknown);
    EXPECT_EQ(runs, 2);
    const auto begun = store_.begins;
    EXPECT_OK(submits(writes("next")).get());
    EXPECT_EQ(store_.begins, begun + 1)
        << "the store is asked anew, and reopens what is underneath";
}

// Stores that fail underneath.

TEST_F(committing, a_store_that_does_not_begin_refuses_and_recovers) {
    store_.refuse_begin = error(errc::store_locked);
    EXPECT_REFUSED(submits(writes("A")).get(), errc::store_locked);
    store_.refuse_begin.reset();
    EXPECT_OK(submits(writes("B")).get());
    EXPECT_EQ(categories(), names{"B"});
}

TEST_F(committing, a_store_that_does_not_begin_refuses_a_whole_group) {
    hold();
    store_.refuse_begin = error(errc::store_full);
    auto first = submits(writes("A"));
    auto second = submits(writes("B"));
    release();
    EXPECT_REFUSED(first.get(), errc::store_full);
    EXPECT_REFUSED(second.get(), errc::store_full);
}

// One call fails, and the store loses the transaction with what the neighbours wrote: whether the
// culprit has written or not, they are not to suffer for it.
TEST_F(committing, a_poisoned_transaction_is_left_and_its_commands_run_again) {
    hold();
    auto before = submits(writes("A"));
    auto writing = submits([&, runs = 0](unit_of_work& work, timestamp) mutable -> result<void> {
        if (++runs == 1) store_.poison = store_call::insert_category;
        AGENTBACKEND_TRY(work.insert_category({.name = "B"}));
        return success();
    });
    auto asking = submits([&, runs = 0](unit_of_work& work, timestamp) mutable -> result<void> {
        if (++runs == 1) store_.poison = store_call::categories;
        AGENTBACKEND_TRY(work.categories({}, 10));
        return success();
    });
    auto after = submits(writes("C"));
    release();
    EXPECT_OK(before.get());
    EXPECT_OK(writing.get()) << "alone, in a transaction that is sound";
    EXPECT_OK(asking.get());
    EXPECT_OK(after.get());
    EXPECT_EQ(categories(), (names{"A", "B", "C"}));
}

// A command that goes on as if nothing had happened makes nobody believe that it is durable.
TEST_F(committing, a_poisoned_transaction_is_nobodys_success) {
    hold();
    auto before = submits(writes("A"));
    auto careless = submits([&](unit_of_work& work, timestamp) -> result<void> {
        store_.poison = store_call::insert_category;
        EXPECT_REFUSED(work.insert_category({.name = "B"}), errc::store_io);
        EXPECT_REFUSED(work.find_category({1}), errc::transaction_lost);
        return success();
    });
    release();
    EXPECT_REFUSED(before.get(), errc::transaction_lost);
    EXPECT_REFUSED(careless.get(), errc::transaction_lost);
    EXPECT_TRUE(categories().empty());
    EXPECT_OK(submits(writes("C")).get());
    EXPECT_EQ(categories(), names{"C"});
}

TEST_F(committing, a_stop_with_a_store_that_fails_refuses_every_caller) {
    hold();
    auto first = submits(writes("A"));
    auto second = submits(writes("B"));
    store_.refuse_begin = error(errc::store_io);
    release();
    writer_->stop();
    EXPECT_REFUSED(first.get(), errc::store_io);
    EXPECT_REFUSED(second.get(), errc::store_io);
}

}  // namespace
}  // namespace agentbackend::test
