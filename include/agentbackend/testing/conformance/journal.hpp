// The journal: entries come back byte for byte, and only the next one can be appended.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <cstdint>
#include <vector>

namespace agentbackend::testing {

TEST_P(store_conformance, an_empty_journal_has_a_head_of_zeros) {
    EXPECT_EQ(must(look()->head()), journal_head{});
    EXPECT_TRUE(must(look()->journal(0, 10)).empty());
}

TEST_P(store_conformance, journal_entries_come_back_byte_for_byte) {
    std::vector<journal_entry> written;
    write([&](auto& work) {
        for (int n = 0; n < 3; ++n) {
            written.push_back(sample_entry(must(work.head())));
            must(work.append(written.back()));
        }
    });
    const auto read = must(look()->journal(0, 10));
    ASSERT_EQ(read.size(), written.size());
    for (std::size_t n = 0; n < read.size(); ++n) EXPECT_TRUE(is_same(read[n], written[n]));
}

TEST_P(store_conformance, every_movement_and_every_account_comes_back) {
    using enum movement;
    const auto agent = agent_ref{3};
    const std::vector<posting> postings{
        {account::opening(), micros(1)},
        {account::deposits(), micros(-2)},
        {account::customer(bot_ref::main(), user_id{-4}), micros(3)},
        {account::customer(bot_ref::of(agent), user_id{4}), micros(usdt::max_micros)},
        {account::revenue(), micros(-usdt::max_micros)},
        {account::available(agent), micros(6)},
        {account::frozen(agent), micros(7)},
        {account::payouts(agent), micros(8)},
        {account::fees(agent), micros(9)}};
    for (const auto what :
         {opening_balance, wallet_credited, order_paid, order_refunded, withdrawal_requested,
          withdrawal_rejected, withdrawal_cancelled, withdrawal_paid, profit_recorded}) {
        const auto entry = write([&](auto& work) {
            auto next = sample_entry(must(work.head()));
            next.draft.what = what;
            next.draft.postings = postings;
            must(work.append(next));
            return next;
        });
        const auto read = must(look()->journal(entry.sequence - 1, 1));
        ASSERT_EQ(read.size(), 1U);
        EXPECT_TRUE(is_same(read.front(), entry)) << name(what);
    }
}

TEST_P(store_conformance, an_entry_without_postings_or_note_comes_back) {
    auto entry = sample_entry({});
    entry.draft.postings.clear();
    entry.draft.note.clear();
    write([&](auto& work) { must(work.append(entry)); });
    EXPECT_TRUE(is_same(must(look()->journal(0, 1)).at(0), entry));
}

TEST_P(store_conformance, an_entry_moves_the_head) {
    const auto first = sample_entry({});
    const auto second = sample_entry(head_after(first));
    write([&](auto& work) { must(work.append(first)); });
    EXPECT_EQ(must(look()->head()), head_after(first));
    write([&](auto& work) { must(work.append(second)); });
    EXPECT_EQ(must(look()->head()), head_after(second));
}

TEST_P(store_conformance, only_the_next_entry_can_be_appended) {
    const auto open = begin();
    auto& work = open->work();
    const auto first = sample_entry({});
    must(work.append(first));

    EXPECT_EQ(code_of(work.append(first)), errc::store_conflict) << "the same again";
    auto gap = sample_entry(head_after(first));
    gap.sequence += 1;
    EXPECT_EQ(code_of(work.append(gap)), errc::store_conflict) << "a gap";
    auto other_chain = sample_entry(head_after(first));
    other_chain.previous[31] ^= 1;
    EXPECT_EQ(code_of(work.append(other_chain)), errc::store_conflict) << "another chain";

    EXPECT_EQ(must(work.head()), head_after(first));
    EXPECT_EQ(must(work.journal(0, 10)).size(), 1U);
    must(work.append(sample_entry(head_after(first))));
}

TEST_P(store_conformance, an_entry_that_is_not_committed_leaves_no_gap) {
    const auto first = sample_entry({});
    write([&](auto& work) { must(work.append(first)); });
    write_and_drop([&](auto& work) { must(work.append(sample_entry(head_after(first)))); });
    EXPECT_EQ(must(look()->head()), head_after(first));
    write([&](auto& work) { must(work.append(sample_entry(head_after(first)))); });
    EXPECT_EQ(must(look()->journal(0, 10)).size(), 2U);
}

TEST_P(store_conformance, the_journal_is_read_in_pages) {
    write([](auto& work) {
        for (int n = 0; n < 5; ++n) must(work.append(sample_entry(must(work.head()))));
    });
    std::vector<std::int64_t> sequences;
    for (;;) {
        const auto page = must(look()->journal(sequences.empty() ? 0 : sequences.back(), 2));
        if (page.empty()) break;
        EXPECT_LE(page.size(), 2U);
        for (const auto& entry : page) sequences.push_back(entry.sequence);
    }
    EXPECT_EQ(sequences, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
    EXPECT_TRUE(must(look()->journal(5, 10)).empty());
    EXPECT_TRUE(must(look()->journal(99, 10)).empty());
    EXPECT_TRUE(must(look()->journal(0, 0)).empty());
}

}  // namespace agentbackend::testing
