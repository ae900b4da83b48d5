// Agents: their rows, what is unique about them, and the count of those with frozen balances.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <string>
#include <vector>

namespace agentbackend::testing {

TEST_P(store_conformance, an_agent_comes_back_as_it_was_written) {
    auto row = sample_agent(awkward("agent"), 4'611'686'018'427'387'904);
    row.ref = write([&](auto& work) { return must(work.insert_agent(row)); });
    EXPECT_TRUE(row.ref);
    EXPECT_EQ(must(look()->find_agent(row.ref)), row);
    EXPECT_EQ(must(look()->find_agent_by_id(row.agent_id)), row);
    EXPECT_EQ(must(look()->find_agent_by_platform_id(row.identity.platform_id)), row);
    EXPECT_EQ(must(look()->agents({}, 10)), std::vector{row});
}

TEST_P(store_conformance, an_agent_of_whom_little_is_known_comes_back_so) {
    agent row{.agent_id = "bare"};
    row.ref = write([&](auto& work) { return must(work.insert_agent(row)); });
    EXPECT_EQ(must(look()->find_agent(row.ref)), row);
}

TEST_P(store_conformance, every_status_of_an_agent_comes_back) {
    for (const auto status : {agent_status::stopped, agent_status::starting, agent_status::running,
                              agent_status::error, agent_status::archived}) {
        auto row = sample_agent(std::string(name(status)));
        row.status = status;
        row.ref = write([&](auto& work) { return must(work.insert_agent(row)); });
        EXPECT_EQ(must(look()->find_agent(row.ref)), row);
    }
}

TEST_P(store_conformance, an_update_replaces_all_of_an_agent) {
    auto row = sample_agent("a", 5);
    row.ref = write([&](auto& work) { return must(work.insert_agent(row)); });
    agent changed{.ref = row.ref, .agent_id = "b"};
    changed.identity.platform_id = 6;
    write([&](auto& work) { must(work.update_agent(changed)); });
    EXPECT_EQ(must(look()->find_agent(row.ref)), changed);
    EXPECT_EQ(must(look()->find_agent_by_id("b")), changed);
    EXPECT_EQ(must(look()->find_agent_by_platform_id(6)), changed);
    EXPECT_FALSE(must(look()->find_agent_by_id("a")));
    EXPECT_FALSE(must(look()->find_agent_by_platform_id(5)));
}

TEST_P(store_conformance, an_update_may_move_balances_only) {
    auto row = sample_agent("a", 5);
    row.ref = write([&](auto& work) { return must(work.insert_agent(row)); });
    row.available = micros(-1);
    row.frozen = micros(2);
    row.payouts = micros(3);
    row.fees = micros(4);
    row.updated_at = at(5);
    write([&](auto& work) { must(work.update_agent(row)); });
    EXPECT_EQ(must(look()->find_agent(row.ref)), row);
}

TEST_P(store_conformance, an_agent_that_is_not_there_is_none_and_cannot_be_updated) {
    EXPECT_FALSE(must(look()->find_agent({1})));
    EXPECT_FALSE(must(look()->find_agent({})));
    EXPECT_FALSE(must(look()->find_agent_by_id("nobody")));
    EXPECT_FALSE(must(look()->find_agent_by_platform_id(1)));
    auto row = sample_agent("a");
    row.ref = {1};
    EXPECT_EQ(code_of(begin()->work().update_agent(row)), errc::store_conflict);
}

TEST_P(store_conformance, agents_are_listed_by_status_in_order) {
    using enum agent_status;
    write([](auto& work) {
        for (const auto status : {running, archived, stopped, running, archived, error}) {
            auto row = sample_agent(std::to_string(must(work.agents({}, 100)).size()));
            row.status = status;
            must(work.insert_agent(row));
        }
    });
    const auto listed = [&](std::vector<agent_status> statuses) {
        std::vector<std::string> ids;
        agent_ref after;
        for (;;) {
            const auto page = must(look()->agents_in(statuses, after, 2));
            if (page.empty()) return ids;
            EXPECT_LE(page.size(), 2U);
            for (const auto& row : page) ids.push_back(row.agent_id);
            after = page.back().ref;
        }
    };
    using ids = std::vector<std::string>;
    EXPECT_EQ(listed({stopped, starting, running, error}), (ids{"0", "2", "3", "5"}));
    EXPECT_EQ(listed({archived}), (ids{"1", "4"}));
    EXPECT_EQ(listed({starting}), ids{});
    EXPECT_EQ(listed({}), ids{});

    write([](auto& work) {
        auto closed = *must(work.find_agent_by_id("2"));
        closed.status = archived;
        must(work.update_agent(closed));
    });
    EXPECT_EQ(listed({archived}), (ids{"1", "2", "4"}));
}

TEST_P(store_conformance, agent_ids_are_matched_exactly) {
    write([](auto& work) { must(work.insert_agent(sample_agent("agent_1"))); });
    EXPECT_FALSE(must(look()->find_agent_by_id("AGENT_1")));
    EXPECT_FALSE(must(look()->find_agent_by_id("agent_1 ")));
    EXPECT_FALSE(must(look()->find_agent_by_id("agent__")));
    EXPECT_FALSE(must(look()->find_agent_by_id("")));
    write([](auto& work) { must(work.insert_agent(sample_agent("AGENT_1"))); });
}

TEST_P(store_conformance, a_second_agent_with_the_same_agent_id_is_a_conflict) {
    const auto open = begin();
    auto& work = open->work();
    must(work.insert_agent(sample_agent("a")));
    EXPECT_EQ(code_of(work.insert_agent(sample_agent("a"))), errc::store_conflict);

    auto other = sample_agent("b");
    other.ref = must(work.insert_agent(other));
    other.agent_id = "a";
    EXPECT_EQ(code_of(work.update_agent(other)), errc::store_conflict);
    EXPECT_EQ(must(work.find_agent(other.ref))->agent_id, "b");
}

TEST_P(store_conformance, a_second_agent_with_the_same_platform_id_is_a_conflict) {
    const auto open = begin();
    auto& work = open->work();
    must(work.insert_agent(sample_agent("a", 5)));
    EXPECT_EQ(code_of(work.insert_agent(sample_agent("b", 5))), errc::store_conflict);

    auto other = sample_agent("b", 6);
    other.ref = must(work.insert_agent(other));
    other.identity.platform_id = 5;
    EXPECT_EQ(code_of(work.update_agent(other)), errc::store_conflict);
    EXPECT_EQ(must(work.find_agent_by_platform_id(6))->ref, other.ref);
}

TEST_P(store_conformance, a_platform_id_of_zero_is_none_and_may_repeat) {
    const auto open = begin();
    auto& work = open->work();
    must(work.insert_agent(sample_agent("a", 0)));
    must(work.insert_agent(sample_agent("b", 0)));
    EXPECT_FALSE(must(work.find_agent_by_platform_id(0)));
}

TEST_P(store_conformance, archiving_an_agent_frees_its_platform_id) {
    const auto open = begin();
    auto& work = open->work();
    auto old = sample_agent("old", 5);
    old.ref = must(work.insert_agent(old));
    old.status = agent_status::archived;
    must(work.update_agent(old));
    EXPECT_FALSE(must(work.find_agent_by_platform_id(5)));

    const auto heir = must(work.insert_agent(sample_agent("new", 5)));
    EXPECT_EQ(must(work.find_agent_by_platform_id(5))->ref, heir);
    old.status = agent_status::stopped;
    EXPECT_EQ(code_of(work.update_agent(old)), errc::store_conflict) << "the heir has the bot";
    auto another = sample_agent("archived at once", 5);
    another.status = agent_status::archived;
    must(work.insert_agent(another));
}

TEST_P(store_conformance, agents_with_a_frozen_balance_are_counted) {
    const auto counted = [&] { return must(look()->withdrawal_totals()).agents_with_frozen; };
    auto first = sample_agent("first");
    first.frozen = micros(1);
    first.ref = write([&](auto& work) { return must(work.insert_agent(first)); });
    EXPECT_EQ(counted(), 1);
    auto second = sample_agent("second");
    second.ref = write([&](auto& work) { return must(work.insert_agent(second)); });
    EXPECT_EQ(counted(), 1);

    const auto set_frozen = [&](agent& row, usdt frozen) {
        row.frozen = frozen;
        write([&](auto& work) { must(work.update_agent(row)); });
    };
    set_frozen(second, micros(5));
    EXPECT_EQ(counted(), 2);
    set_frozen(second, micros(6));
    EXPECT_EQ(counted(), 2);
    set_frozen(first, micros(0));
    EXPECT_EQ(counted(), 1);

    write_and_drop([&](auto& work) {
        second.frozen = micros(0);
        must(work.update_agent(second));
        EXPECT_EQ(must(work.withdrawal_totals()).agents_with_frozen, 0);
    });
    EXPECT_EQ(counted(), 1);
}

}  // namespace agentbackend::testing
