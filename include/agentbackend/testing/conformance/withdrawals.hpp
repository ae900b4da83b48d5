// Withdrawals: their rows, what is unique about them, lists by agent and status, and the totals.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace agentbackend::testing {

inline agent_ref some_agent(unit_of_work& work, std::string agent_id = "agent") {
    return must(work.insert_agent(sample_agent(std::move(agent_id))));
}

inline std::vector<std::string> request_ids(const std::vector<withdrawal>& rows) {
    std::vector<std::string> ids;
    ids.reserve(rows.size());
    for (const auto& row : rows) ids.push_back(row.request_id);
    return ids;
}

TEST_P(store_conformance, a_withdrawal_comes_back_as_it_was_written) {
    auto row = write([](auto& work) {
        auto written = sample_withdrawal(some_agent(work), awkward("aw_1"));
        written.ref = must(work.insert_withdrawal(written));
        return written;
    });
    EXPECT_EQ(must(look()->find_withdrawal(row.ref)), row);
    EXPECT_EQ(must(look()->find_withdrawal_by_id(row.request_id)), row);
    EXPECT_EQ(must(look()->withdrawals({}, {}, 10)), std::vector{row});

    row = settled(row, awkward("txid"));
    row.reject_reason = awkward("rejected");
    row.cancelled_at = at(61);
    row.cancelled_by = user_id{62};
    row.cancel_reason = awkward("cancelled");
    write([&](auto& work) { must(work.update_withdrawal(row)); });
    EXPECT_EQ(must(look()->find_withdrawal(row.ref)), row);
}

TEST_P(store_conformance, a_withdrawal_that_is_not_there_is_none_and_cannot_be_updated) {
    EXPECT_FALSE(must(look()->find_withdrawal({1})));
    EXPECT_FALSE(must(look()->find_withdrawal_by_id("aw_1")));
    EXPECT_FALSE(must(look()->find_settled_by("txid")));
    const auto open = begin();
    auto row = sample_withdrawal(some_agent(open->work()), "aw_1");
    row.ref = {1};
    EXPECT_EQ(code_of(open->work().update_withdrawal(row)), errc::store_conflict);
}

TEST_P(store_conformance, a_withdrawal_of_an_agent_that_is_not_there_is_a_conflict) {
    const auto open = begin();
    EXPECT_EQ(code_of(open->work().insert_withdrawal(sample_withdrawal({1}, "aw_1"))),
              errc::store_conflict);
    EXPECT_EQ(must(open->work().withdrawal_totals()), withdrawal_statistics{});
}

TEST_P(store_conformance, a_second_withdrawal_with_the_same_request_id_is_a_conflict) {
    const auto open = begin();
    auto& work = open->work();
    const auto agent = some_agent(work);
    must(work.insert_withdrawal(sample_withdrawal(agent, "aw_1")));
    EXPECT_EQ(code_of(work.insert_withdrawal(sample_withdrawal(agent, "aw_1"))),
              errc::store_conflict);
    auto other = sample_withdrawal(agent, "aw_2");
    other.ref = must(work.insert_withdrawal(other));
    other.request_id = "aw_1";
    EXPECT_EQ(code_of(work.update_withdrawal(other)), errc::store_conflict);
    EXPECT_EQ(must(work.withdrawal_totals()).of(withdrawal_status::pending).count, 2);
}

TEST_P(store_conformance, one_transaction_settles_one_withdrawal) {
    const auto open = begin();
    auto& work = open->work();
    const auto agent = some_agent(work);
    auto first = sample_withdrawal(agent, "aw_1");
    first.ref = must(work.insert_withdrawal(first));
    auto second = sample_withdrawal(agent, "aw_2");
    second.ref = must(work.insert_withdrawal(second));

    must(work.update_withdrawal(settled(first, "txid")));
    EXPECT_EQ(must(work.find_settled_by("txid")), first.ref);
    EXPECT_EQ(code_of(work.update_withdrawal(settled(second, "txid"))), errc::store_conflict);
    EXPECT_EQ(must(work.find_withdrawal(second.ref)), second);
    EXPECT_EQ(code_of(work.insert_withdrawal(settled(sample_withdrawal(agent, "aw_3"), "txid"))),
              errc::store_conflict);
    must(work.update_withdrawal(settled(second, "TXID")));
    EXPECT_EQ(must(work.find_settled_by("TXID")), second.ref);
}

TEST_P(store_conformance, an_empty_txid_is_none_and_may_repeat) {
    const auto open = begin();
    auto& work = open->work();
    const auto agent = some_agent(work);
    must(work.insert_withdrawal(settled(sample_withdrawal(agent, "aw_1"), "")));
    must(work.insert_withdrawal(settled(sample_withdrawal(agent, "aw_2"), "")));
    EXPECT_FALSE(must(work.find_settled_by("")));
}

TEST_P(store_conformance, pending_and_approved_withdrawals_are_open) {
    const auto open = begin();
    auto& work = open->work();
    const auto agent = some_agent(work);
    const auto other = some_agent(work, "other");
    for (const auto status : all_withdrawal_statuses) {
        auto row = sample_withdrawal(agent, std::string(name(status)));
        row.status = status;
        must(work.insert_withdrawal(row));
    }
    EXPECT_EQ(must(work.open_withdrawals(agent)), 2);
    EXPECT_EQ(must(work.open_withdrawals(other)), 0);
    auto approved = *must(work.find_withdrawal_by_id("approved"));
    must(work.update_withdrawal(settled(approved, "txid")));
    EXPECT_EQ(must(work.open_withdrawals(agent)), 1);
}

// The ids of all pages of two; `read(cursor)` answers the next.
template <class Read>
std::vector<std::string> paged_request_ids(Read read) {
    std::vector<std::string> all;
    withdrawal_ref cursor;
    for (;;) {
        const std::vector<withdrawal> page = read(cursor);
        if (page.empty()) return all;
        EXPECT_LE(page.size(), 2U);
        std::ranges::move(request_ids(page), std::back_inserter(all));
        cursor = page.back().ref;
    }
}

TEST_P(store_conformance, withdrawals_are_listed_by_agent_and_status_in_order) {
    using enum withdrawal_status;
    agent_ref one;
    agent_ref two;
    write([&](auto& work) {
        one = some_agent(work, "one");
        two = some_agent(work, "two");
        // By turns of both agents, and of all statuses.
        for (std::size_t n = 0; n < 10; ++n) {
            auto row = sample_withdrawal(n % 2 == 0 ? one : two, std::to_string(n));
            row.status = all_withdrawal_statuses.at(n % all_withdrawal_statuses.size());
            must(work.insert_withdrawal(row));
        }
    });
    const auto listed = [&](std::optional<agent_ref> agent,
                            std::vector<withdrawal_status> statuses) {
        const withdrawal_filter filter{.agent = agent, .statuses = std::move(statuses)};
        const auto now = look();
        auto oldest_first = paged_request_ids(
            [&](withdrawal_ref after) { return must(now->withdrawals(filter, after, 2)); });
        auto newest_first = paged_request_ids([&](withdrawal_ref before) {
            return must(now->newest_withdrawals(filter, before, 2));
        });
        std::ranges::reverse(newest_first);
        EXPECT_EQ(newest_first, oldest_first);
        return oldest_first;
    };
    using ids = std::vector<std::string>;
    EXPECT_EQ(listed(std::nullopt, {}), (ids{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
    EXPECT_EQ(listed(std::nullopt, {pending}), (ids{"0", "5"}));
    EXPECT_EQ(listed(std::nullopt, {approved, pending}), (ids{"0", "1", "5", "6"}));
    EXPECT_EQ(listed(std::nullopt, {pending, pending}), (ids{"0", "5"}));
    EXPECT_EQ(listed(two, {}), (ids{"1", "3", "5", "7", "9"}));
    EXPECT_EQ(listed(two, {pending}), (ids{"5"}));
    EXPECT_EQ(listed(one, {pending, paid, cancelled}), (ids{"0", "2", "4"}));
    EXPECT_EQ(listed(agent_ref{99}, {}), ids{});
    EXPECT_TRUE(must(look()->withdrawals({.agent = one}, {}, 0)).empty());
    EXPECT_TRUE(must(look()->newest_withdrawals({.agent = one}, {}, 0)).empty());
}

TEST_P(store_conformance, an_empty_store_has_totals_of_zero) {
    EXPECT_EQ(must(look()->withdrawal_totals()), withdrawal_statistics{});
}

TEST_P(store_conformance, totals_follow_a_withdrawal_to_its_end) {
    using enum withdrawal_status;
    auto row = write([](auto& work) {
        auto written = sample_withdrawal(some_agent(work), "aw_1");
        written.ref = must(work.insert_withdrawal(written));
        return written;
    });
    const auto bucket = [&](withdrawal_status status) {
        return must(look()->withdrawal_totals()).of(status);
    };
    const withdrawal_statistics::bucket none;
    const withdrawal_statistics::bucket this_one{.count = 1, .sum = row.amount};
    EXPECT_EQ(bucket(pending), this_one);
    EXPECT_EQ(must(look()->withdrawal_totals()).oldest_pending, row.created_at);

    row.status = approved;
    write([&](auto& work) { must(work.update_withdrawal(row)); });
    EXPECT_EQ(bucket(pending), none);
    EXPECT_EQ(bucket(approved), this_one);
    EXPECT_FALSE(must(look()->withdrawal_totals()).oldest_pending);
    EXPECT_TRUE(must(look()->withdrawal_totals()).fees_earned.is_zero());

    row = settled(row, "txid");
    write([&](auto& work) { must(work.update_withdrawal(row)); });
    EXPECT_EQ(bucket(approved), none);
    EXPECT_EQ(bucket(paid), this_one);
    EXPECT_EQ(must(look()->withdrawal_totals()).fees_earned, row.fee);
    EXPECT_EQ(must(look()->withdrawal_totals()).net_paid, net_amount(row));
}

TEST_P(store_conformance, a_write_that_takes_a_total_out_of_range_is_refused_and_changes_nothing) {
    using enum withdrawal_status;
    const auto open = begin();
    auto& work = open->work();
    auto huge = sample_withdrawal(some_agent(work), "aw_1");
    huge.amount = micros(usdt::max_micros);
    huge.status = cancelled;
    huge.ref = must(work.insert_withdrawal(huge));
    auto small = sample_withdrawal(huge.agent, "aw_2");
    small.ref = must(work.insert_withdrawal(small));
    const auto before = must(work.withdrawal_totals());

    auto late = small;
    late.status = cancelled;
    EXPECT_EQ(code_of(work.update_withdrawal(late)), errc::amount_overflow);
    late.request_id = "aw_3";
    EXPECT_EQ(code_of(work.insert_withdrawal(late)), errc::amount_overflow);
    EXPECT_EQ(must(work.withdrawal_totals()), before);
    EXPECT_EQ(must(work.find_withdrawal(small.ref)), small);
    EXPECT_FALSE(must(work.find_withdrawal_by_id("aw_3")));

    // What takes nothing out of range is taken, the huge one itself included.
    huge.cancel_reason = "bounced";
    must(work.update_withdrawal(huge));
    small.status = rejected;
    must(work.update_withdrawal(small));
}

TEST_P(store_conformance, the_oldest_pending_withdrawal_is_the_oldest_by_time) {
    const auto open = begin();
    auto& work = open->work();
    const auto agent = some_agent(work);
    std::vector<withdrawal> rows;
    for (const auto seconds : {30, 10, 20}) {
        auto row = sample_withdrawal(agent, std::to_string(seconds));
        row.created_at = at(seconds);
        row.ref = must(work.insert_withdrawal(row));
        rows.push_back(row);
    }
    EXPECT_EQ(must(work.withdrawal_totals()).oldest_pending, at(10));
    rows[1].status = withdrawal_status::rejected;
    must(work.update_withdrawal(rows[1]));
    EXPECT_EQ(must(work.withdrawal_totals()).oldest_pending, at(20));
}

// What the totals must be, counted anew from the rows.
inline withdrawal_statistics recounted(const std::vector<withdrawal>& rows) {
    withdrawal_statistics totals;
    for (const auto& row : rows) {
        auto& bucket = totals.by_status.at(static_cast<std::size_t>(row.status));
        bucket.count += 1;
        bucket.sum = must(add(bucket.sum, row.amount));
        if (row.status == withdrawal_status::paid) {
            totals.fees_earned = must(add(totals.fees_earned, row.fee));
            totals.net_paid = must(add(totals.net_paid, net_amount(row)));
        }
        const bool is_oldest = row.status == withdrawal_status::pending &&
                               (!totals.oldest_pending || row.created_at < *totals.oldest_pending);
        if (is_oldest) totals.oldest_pending = row.created_at;
    }
    return totals;
}

TEST_P(store_conformance, totals_are_what_a_recount_finds_whatever_was_written_or_dropped) {
    std::mt19937 random(20'250'124);
    const auto below = [&](std::uint32_t bound) { return random() % bound; };
    const auto agent = write([](auto& work) { return some_agent(work); });
    for (int round = 0; round < 40; ++round) {
        const auto act = [&](unit_of_work& work) {
            for (std::uint32_t n = 0; n < 1 + below(4); ++n) {
                const auto rows = must(work.withdrawals({}, {}, 1'000));
                const bool is_new = rows.empty() || below(3) == 0;
                auto row = is_new ? sample_withdrawal(agent, std::to_string(random()))
                                  : rows[below(static_cast<std::uint32_t>(rows.size()))];
                row.status = all_withdrawal_statuses.at(below(5));
                row.amount = micros(1 + below(1'000'000));
                row.fee = micros(below(1'000));
                row.created_at = at(below(10'000));
                if (is_new) {
                    must(work.insert_withdrawal(row));
                } else {
                    must(work.update_withdrawal(row));
                }
            }
            EXPECT_EQ(must(work.withdrawal_totals()),
                      recounted(must(work.withdrawals({}, {}, 1'000))));
        };
        if (below(3) == 0) {
            write_and_drop(act);
        } else {
            write(act);
        }
        const auto now = look();
        ASSERT_EQ(must(now->withdrawal_totals()), recounted(must(now->withdrawals({}, {}, 1'000))));
    }
}

}  // namespace agentbackend::testing
