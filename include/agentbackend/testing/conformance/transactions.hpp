// Transactions, snapshots and stores: atomic, isolated, one writer at a time.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <future>
#include <optional>
#include <string>
#include <vector>

namespace agentbackend::testing {

TEST_P(store_conformance, what_is_committed_is_there_for_whoever_looks_next) {
    const auto ref = write([](auto& work) { return must(work.insert_agent(sample_agent("a"))); });
    EXPECT_TRUE(must(look()->find_agent(ref)));
    EXPECT_TRUE(must(begin()->work().find_agent(ref)));
}

TEST_P(store_conformance, what_is_not_committed_never_happened) {
    agent_ref dropped;
    write_and_drop([&](auto& work) {
        dropped = must(work.insert_agent(sample_agent("a", 5)));
        must(work.put_wallet({.bot = {}, .user = user_id{1}, .balance = micros(9)}));
        must(work.append(sample_entry({})));
        must(work.record_update({.source = 1, .sequence = 2}, at(3)));
        must(work.enqueue(sample_message()));
    });
    EXPECT_FALSE(must(look()->find_agent(dropped)));
    EXPECT_FALSE(must(look()->find_agent_by_id("a")));
    EXPECT_FALSE(must(look()->find_agent_by_platform_id(5)));
    EXPECT_TRUE(must(look()->find_wallet({}, user_id{1})).balance.is_zero());
    EXPECT_TRUE(must(look()->wallets(std::nullopt, 10)).empty());
    EXPECT_EQ(must(look()->head()), journal_head{});
    EXPECT_FALSE(must(look()->has_update({.source = 1, .sequence = 2})));
    EXPECT_TRUE(must(look()->queued_messages({}, 10)).empty());
}

TEST_P(store_conformance, what_is_not_committed_leaves_older_rows_as_they_were) {
    auto row = sample_agent("a");
    row.ref = write([&](auto& work) { return must(work.insert_agent(row)); });
    const wallet purse{.bot = {}, .user = user_id{1}, .balance = micros(9)};
    write([&](auto& work) { must(work.put_wallet(purse)); });

    write_and_drop([&](auto& work) {
        auto changed = row;
        changed.agent_id = "b";
        changed.available = micros(77);
        must(work.update_agent(changed));
        changed.available = micros(78);
        must(work.update_agent(changed));
        must(work.put_wallet({.bot = {}, .user = user_id{1}, .balance = micros(1)}));
    });
    EXPECT_EQ(must(look()->find_agent(row.ref)), row);
    EXPECT_EQ(must(look()->find_agent_by_id("a")), row);
    EXPECT_FALSE(must(look()->find_agent_by_id("b")));
    EXPECT_EQ(must(look()->find_wallet({}, user_id{1})), purse);
}

TEST_P(store_conformance, a_unit_of_work_sees_its_own_writes) {
    const auto open = begin();
    auto& work = open->work();
    auto row = sample_agent("a", 5);
    row.ref = must(work.insert_agent(row));
    EXPECT_EQ(must(work.find_agent(row.ref)), row);
    EXPECT_EQ(must(work.find_agent_by_id("a")), row);
    EXPECT_EQ(must(work.find_agent_by_platform_id(5)), row);

    row.available = micros(5);
    must(work.update_agent(row));
    EXPECT_EQ(must(work.find_agent(row.ref)), row);

    const auto entry = sample_entry({});
    must(work.append(entry));
    EXPECT_EQ(must(work.head()), head_after(entry));
}

TEST_P(store_conformance, nothing_shows_elsewhere_before_the_commit) {
    auto open = begin();
    must(open->work().insert_agent(sample_agent("a")));
    // A store may let readers wait until the transaction has ended; they must not see into it.
    auto elsewhere = std::async(std::launch::async, [&] {
        return must(must(database().read())->view().find_agent_by_id("a")).has_value();
    });
    open.reset();
    EXPECT_FALSE(elsewhere.get());
}

TEST_P(store_conformance, a_snapshot_is_one_state_however_long_it_lives) {
    auto held = std::optional(look());
    EXPECT_FALSE(must((*held)->find_agent_by_id("a")));
    // A store may let writers wait until the snapshot is gone; it must not change under its holder.
    auto elsewhere = std::async(std::launch::async, [&] {
        write([](auto& work) { must(work.insert_agent(sample_agent("a"))); });
    });
    EXPECT_FALSE(must((*held)->find_agent_by_id("a")));
    EXPECT_TRUE(must((*held)->agents({}, 10)).empty());
    held.reset();
    elsewhere.get();
    EXPECT_TRUE(must(look()->find_agent_by_id("a")));
}

TEST_P(store_conformance, snapshots_live_side_by_side) {
    write([](auto& work) { must(work.insert_agent(sample_agent("a"))); });
    const auto one = look();
    const auto other = look();
    EXPECT_TRUE(must(one->find_agent_by_id("a")));
    EXPECT_TRUE(must(other->find_agent_by_id("a")));
}

TEST_P(store_conformance, a_second_transaction_waits_or_is_told_that_the_store_is_busy) {
    auto first = begin();
    must(first->work().insert_agent(sample_agent("first")));
    auto second = std::async(std::launch::async, [&]() -> errc {
        auto begun = database().begin();
        if (!begun) return begun.error().code();
        // It waited, so it sees what the first has committed.
        EXPECT_TRUE(must((*begun)->work().find_agent_by_id("first")));
        return errc{};
    });
    must(first->commit());
    first.reset();
    const auto outcome = second.get();
    EXPECT_TRUE(outcome == errc{} || outcome == errc::store_busy);
}

TEST_P(store_conformance, transactions_may_begin_on_any_thread) {
    for (int n = 0; n < 4; ++n) {
        std::async(std::launch::async, [&] {
            write([&](auto& work) {
                must(work.insert_agent(sample_agent("agent_" + std::to_string(n))));
            });
        }).get();
    }
    EXPECT_EQ(must(look()->agents({}, 10)).size(), 4U);
}

TEST_P(store_conformance, writers_on_many_threads_lose_nothing) {
    constexpr std::size_t writers = 4;
    constexpr std::int64_t writes_each = 10;
    std::vector<std::future<void>> all(writers);
    for (auto& writer : all) {
        writer = std::async(std::launch::async, [&] {
            for (int n = 0; n < writes_each;) {
                auto begun = database().begin();
                if (!begun && begun.error().code() == errc::store_busy) continue;
                auto open = must(std::move(begun));
                const auto purse = must(open->work().find_wallet({}, user_id{1}));
                must(open->work().put_wallet({.bot = {},
                                              .user = user_id{1},
                                              .balance = must(add(purse.balance, micros(1)))}));
                must(open->commit());
                ++n;
            }
        });
    }
    for (auto& writer : all) writer.get();
    EXPECT_EQ(must(look()->find_wallet({}, user_id{1})).balance,
              micros(std::int64_t{writers} * writes_each));
}

TEST_P(store_conformance, writes_are_counted_and_questions_are_not) {
    const auto open = begin();
    auto& work = open->work();
    EXPECT_EQ(work.writes(), 0U);
    must(work.find_agent({1}));
    must(work.withdrawal_totals());
    must(work.last_committed_at());
    EXPECT_EQ(work.writes(), 0U);
    must(work.put_person(sample_person()));
    EXPECT_GT(work.writes(), 0U);
    const auto before = work.writes();
    must(work.set_committed_at(at(1)));
    EXPECT_EQ(work.writes(), before);
    must(work.put_person(sample_person()));
    EXPECT_GT(work.writes(), before);
}

TEST_P(store_conformance, every_unit_of_work_counts_from_zero) {
    write([](auto& work) { must(work.put_person(sample_person())); });
    EXPECT_EQ(begin()->work().writes(), 0U);
}

TEST_P(store_conformance, an_empty_store_was_last_committed_at_the_epoch) {
    EXPECT_EQ(must(look()->last_committed_at()), timestamp());
}

TEST_P(store_conformance, the_time_of_a_commit_is_that_of_the_newest_one_that_wrote) {
    write([](auto& work) {
        must(work.put_person(sample_person()));
        must(work.set_committed_at(at(1)));
        must(work.set_committed_at(at(2)));
    });
    EXPECT_EQ(must(look()->last_committed_at()), at(2));

    write([](auto& work) { must(work.set_committed_at(at(3))); });
    EXPECT_EQ(must(look()->last_committed_at()), at(2)) << "it wrote nothing else";

    write_and_drop([](auto& work) {
        must(work.put_person(sample_person()));
        must(work.set_committed_at(at(4)));
    });
    EXPECT_EQ(must(look()->last_committed_at()), at(2)) << "it was not committed";
}

TEST_P(store_conformance, a_refused_write_leaves_the_rest_of_the_transaction_alone) {
    auto open = begin();
    auto& work = open->work();
    must(work.insert_agent(sample_agent("a")));
    EXPECT_EQ(code_of(work.insert_agent(sample_agent("a"))), errc::store_conflict);
    must(work.insert_agent(sample_agent("b")));
    must(open->commit());
    open.reset();
    EXPECT_EQ(must(look()->agents({}, 10)).size(), 2U);
}

}  // namespace agentbackend::testing
