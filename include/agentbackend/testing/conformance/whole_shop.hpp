// Promises that hold for rows of every kind: references, pages, and what survives a reopen.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace agentbackend::testing {

// Everything a reader can tell, of a shop with a few rows.
struct whole_shop {
    std::vector<agent> agents;
    std::vector<category> categories;
    std::vector<product> products;
    std::vector<wallet> wallets;
    std::vector<order> orders;
    std::vector<stock_item> items;
    std::vector<withdrawal> withdrawals;
    withdrawal_statistics totals;
    std::vector<quarter_earnings> quarters;
    std::vector<product_earnings> product_sums;
    std::optional<claim> invitation;
    journal_head head;
    std::vector<outbox_message> queued;
    std::vector<stored_effect> effects;
    std::vector<quote> quotes;
    std::optional<person> customer;
    std::optional<dialog> conversation;
    std::optional<recorded_key> key;
    std::optional<std::int64_t> screen;
    bool has_update = false;
    timestamp committed_at;
    friend bool operator==(const whole_shop&, const whole_shop&) = default;
};

// Quotes have no list of their own; this looks for them among the first numbers.
inline std::vector<quote> found_quotes(reader& shop) {
    std::vector<quote> found;
    for (std::int64_t number = 1; number < 10; ++number) {
        if (const auto row = must(shop.find_quote({number}))) found.push_back(*row);
    }
    return found;
}

inline whole_shop read_whole_shop(reader& shop) {
    return {.agents = must(shop.agents({}, 100)),
            .categories = must(shop.categories({}, 100)),
            .products = must(shop.products({}, 100)),
            .wallets = must(shop.wallets(std::nullopt, 100)),
            .orders = must(shop.orders({}, 100)),
            .items = must(shop.stock_items({}, 100)),
            .withdrawals = must(shop.withdrawals({}, {}, 100)),
            .totals = must(shop.withdrawal_totals()),
            .quarters = must(shop.quarters_of({1}, std::nullopt, 100)),
            .product_sums = must(shop.earnings_by_product({1}, std::nullopt, 100)),
            .invitation = must(shop.find_claim({1})),
            .head = must(shop.head()),
            .queued = must(shop.queued_messages({}, 100)),
            .effects = must(shop.open_effects({}, 100)),
            .quotes = found_quotes(shop),
            .customer = must(shop.find_person(sample_person().bot, sample_person().user)),
            .conversation = must(shop.find_dialog(sample_conversation())),
            .key = must(shop.find_key(sample_key("key").scope)),
            .screen = must(shop.find_screen(sample_screen())),
            .has_update = must(shop.has_update({.source = 1, .sequence = 2})),
            .committed_at = must(shop.last_committed_at())};
}

// At least one row of every kind, and of most kinds several.
inline void write_whole_shop(unit_of_work& work) {
    auto frozen = sample_agent("frozen");
    frozen.frozen = micros(42'000'000);
    const auto agent = must(work.insert_agent(frozen));
    must(work.insert_agent(sample_agent("other", 5)));
    auto product = sample_product();
    product.category = must(work.insert_category({.name = awkward("category")}));
    product.ref = must(work.insert_product(product));
    const std::array contents{awkward("one"), all_bytes(), std::string()};
    must(work.add_stock(product.ref, contents));
    must(work.insert_quote(sample_quote(product.ref)));
    const auto order = must(work.insert_order(sample_order(product.ref)));
    must(work.take_stock(product.ref, order, 2));
    const earnings sold{.sales = 1, .earned = micros(17)};
    must(work.add_earnings({agent, at(33), product.ref, sold}));
    must(work.put_claim({.agent = agent, .code_hash = sample_digest(9), .expires_at = at(9)}));
    must(work.put_wallet({.bot = {}, .user = user_id{1}, .balance = micros(2)}));
    must(work.insert_withdrawal(sample_withdrawal(agent, "aw_1")));
    must(work.insert_withdrawal(settled(sample_withdrawal(agent, "aw_2"), "txid")));
    must(work.append(sample_entry({})));
    must(work.append(sample_entry(must(work.head()))));
    must(work.put_person(sample_person()));
    must(work.put_dialog(sample_dialog()));
    must(work.record_key(sample_key("key")));
    must(work.record_update({.source = 1, .sequence = 2}, at(3)));
    must(work.mark_sent(must(work.enqueue(sample_message()))));
    must(work.enqueue(sample_message()));
    must(work.note_screen(sample_screen(), 7));
    must(work.insert_effect(sample_effect()));
    must(work.set_committed_at(at(1'000)));
}

TEST_P(store_conformance, everything_survives_a_reopen_byte_for_byte) {
    if (!can_reopen()) GTEST_SKIP() << "nothing of this store outlives it";
    write([](auto& work) { write_whole_shop(work); });
    const auto before = read_whole_shop(*look());
    const auto journal_before = must(look()->journal(0, 10));
    reopen();
    EXPECT_TRUE(read_whole_shop(*look()) == before);
    const auto journal = must(look()->journal(0, 10));
    ASSERT_EQ(journal.size(), journal_before.size());
    for (std::size_t n = 0; n < journal.size(); ++n) {
        EXPECT_TRUE(is_same(journal[n], journal_before[n]));
    }
}

TEST_P(store_conformance, what_was_not_committed_is_not_there_after_a_reopen) {
    if (!can_reopen()) GTEST_SKIP() << "nothing of this store outlives it";
    const auto empty = read_whole_shop(*look());
    write_and_drop([](auto& work) { write_whole_shop(work); });
    reopen();
    EXPECT_TRUE(read_whole_shop(*look()) == empty);
}

TEST_P(store_conformance, dropping_a_transaction_leaves_every_kind_of_row_as_it_was) {
    write([](auto& work) { write_whole_shop(work); });
    const auto before = read_whole_shop(*look());
    write_and_drop([&](auto& work) {
        auto agent = before.agents.at(0);
        agent.frozen = usdt();
        must(work.update_agent(agent));
        auto product = before.products.at(0);
        must(work.take_stock(product.ref, before.orders.at(0).ref, 1));
        must(work.add_stock(product.ref, std::array{awkward("more")}));
        product.name = "renamed";
        product.category = {};
        must(work.update_product(product));
        must(work.update_category({.ref = before.categories.at(0).ref, .name = "renamed"}));
        const earnings refunded{.refunds = 1, .taken_back = micros(17)};
        must(work.add_earnings({agent.ref, at(33), product.ref, refunded}));
        must(work.erase_claim(agent.ref));
        auto order = before.orders.at(0);
        order.status = order_status::refunded;
        must(work.update_order(order));
        must(work.insert_order(order));
        auto withdrawal = before.withdrawals.at(0);
        withdrawal.status = withdrawal_status::rejected;
        must(work.update_withdrawal(withdrawal));
        must(work.put_wallet({.bot = {}, .user = user_id{1}, .balance = micros(1)}));
        must(work.append(sample_entry(before.head)));
        for (const auto& quote : before.quotes) must(work.erase_quote(quote.ref));
        must(work.erase_dialog(sample_conversation()));
        must(work.put_person({.bot = sample_person().bot, .user = sample_person().user}));
        must(work.mark_sent(before.queued.at(0).ref));
        must(work.enqueue(sample_message()));
        must(work.note_screen(sample_screen(), 8));
        must(work.close_effect(before.effects.at(0).ref));
        must(work.prune(at(1'000'000), 100));
        must(work.set_committed_at(at(2'000)));
        EXPECT_FALSE(read_whole_shop(work) == before);
    });
    EXPECT_TRUE(read_whole_shop(*look()) == before);
    EXPECT_EQ(must(look()->journal(0, 10)).size(), 2U);
}

// What the next row of each kind would be called.
inline std::vector<std::int64_t> next_references(unit_of_work& work) {
    const auto distinct = "next_" + std::to_string(must(work.agents({}, 1'000)).size());
    const auto agent = must(work.insert_agent(sample_agent(distinct)));
    const auto category = must(work.insert_category({.name = distinct}));
    const auto product = must(work.insert_product(sample_product()));
    must(work.add_stock(product, std::array{distinct}));
    stock_item_ref item;
    for (const auto& row : must(work.stock_items({}, 1'000))) item = row.ref;
    const auto quote = must(work.insert_quote(sample_quote(product)));
    const auto order = must(work.insert_order(sample_order(product)));
    const auto withdrawal = must(work.insert_withdrawal(sample_withdrawal(agent, distinct)));
    const auto dialog = must(work.put_dialog(sample_dialog()));
    const auto message = must(work.enqueue(sample_message()));
    const auto effect = must(work.insert_effect(sample_effect()));
    return {agent.value, category.value,   product.value, item.value,    quote.value,
            order.value, withdrawal.value, dialog.value,  message.value, effect.value};
}

inline void expect_all_above(const std::vector<std::int64_t>& later,
                             const std::vector<std::int64_t>& earlier) {
    ASSERT_EQ(later.size(), earlier.size());
    for (std::size_t kind = 0; kind < later.size(); ++kind) {
        EXPECT_GT(later[kind], earlier[kind]) << "kind " << kind;
    }
}

// Erases the rows of `next_references` that can be erased.
inline void erase_what_can_be(unit_of_work& work) {
    for (const auto& message : must(work.queued_messages({}, 100))) {
        must(work.mark_sent(message.ref));
    }
    for (const auto& effect : must(work.open_effects({}, 100))) {
        must(work.close_effect(effect.ref));
    }
    must(work.erase_dialog(sample_conversation()));
    must(work.prune(at(1'000'000), 1'000));
}

TEST_P(store_conformance, references_begin_above_zero_and_rise) {
    const auto first = write([](auto& work) { return next_references(work); });
    expect_all_above(first, std::vector<std::int64_t>(first.size(), 0));
    expect_all_above(write([](auto& work) { return next_references(work); }), first);
}

TEST_P(store_conformance, references_of_erased_rows_are_never_reused) {
    const auto first = write([](auto& work) { return next_references(work); });
    write([](auto& work) { erase_what_can_be(work); });
    expect_all_above(write([](auto& work) { return next_references(work); }), first);
}

TEST_P(store_conformance, references_of_erased_rows_are_never_reused_after_a_reopen) {
    if (!can_reopen()) GTEST_SKIP() << "nothing of this store outlives it";
    const auto first = write([](auto& work) { return next_references(work); });
    write([](auto& work) { erase_what_can_be(work); });
    reopen();
    expect_all_above(write([](auto& work) { return next_references(work); }), first);
}

TEST_P(store_conformance, references_that_were_never_committed_take_nothing_away) {
    const auto first = write([](auto& work) { return next_references(work); });
    write_and_drop([](auto& work) {
        next_references(work);
        erase_what_can_be(work);
    });
    expect_all_above(write([](auto& work) { return next_references(work); }), first);
}

TEST_P(store_conformance, a_reference_given_with_a_new_row_is_not_taken) {
    const auto open = begin();
    auto row = sample_agent("a");
    row.ref = {77};
    const auto ref = must(open->work().insert_agent(row));
    EXPECT_NE(ref, row.ref);
    EXPECT_FALSE(must(open->work().find_agent(row.ref)));
}

// Reads all rows in pages of two, each after the last reference of the page before.
template <class Ref, class Page>
std::vector<Ref> paged_references(Page page) {
    std::vector<Ref> refs;
    for (;;) {
        const auto rows = must(page(refs.empty() ? Ref{} : refs.back(), 2));
        EXPECT_LE(rows.size(), 2U);
        if (rows.empty()) return refs;
        for (const auto& row : rows) refs.push_back(row.ref);
    }
}

template <class Ref>
void expect_five_in_order(const std::vector<Ref>& refs) {
    EXPECT_EQ(refs.size(), 5U);
    for (std::size_t n = 1; n < refs.size(); ++n) EXPECT_LT(refs[n - 1], refs[n]);
}

TEST_P(store_conformance, pages_put_together_are_all_rows_in_order) {
    write([](auto& work) {
        for (int n = 0; n < 5; ++n) next_references(work);
    });
    const auto now = look();
    const auto paged =
        [&]<class Ref, class Row>(result<std::vector<Row>> (reader::*question)(Ref, std::size_t)) {
            return paged_references<Ref>(
                [&](Ref after, std::size_t limit) { return ((*now).*question)(after, limit); });
        };
    expect_five_in_order(paged(&reader::agents));
    expect_five_in_order(paged(&reader::categories));
    expect_five_in_order(paged(&reader::products));
    expect_five_in_order(paged(&reader::orders));
    expect_five_in_order(paged(&reader::stock_items));
    expect_five_in_order(paged(&reader::queued_messages));
    expect_five_in_order(paged(&reader::open_effects));
}

TEST_P(store_conformance, a_page_may_be_empty_or_hold_everything) {
    write([](auto& work) { next_references(work); });
    EXPECT_TRUE(must(look()->agents({}, 0)).empty());
    EXPECT_EQ(must(look()->agents({}, std::numeric_limits<std::size_t>::max())).size(), 1U);
    EXPECT_TRUE(must(look()->agents({std::numeric_limits<std::int64_t>::max()}, 10)).empty());
}

}  // namespace agentbackend::testing
