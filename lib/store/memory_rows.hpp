// The rows of the store in memory, and the way back: every table remembers how its rows were, so
// that a transaction costs what it writes, never what the shop holds. Not thread-safe.

#pragma once

#include <agentbackend/store.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agentbackend::memory {

// An ordered table that can be put back to how it was at the last `keep`.
template <class Key, class Row>
class table {
public:
    const Row* find(const auto& key) const {
        const auto found = rows_.find(key);
        return found == rows_.end() ? nullptr : &found->second;
    }
    bool contains(const auto& key) const { return rows_.contains(key); }

    auto begin() const { return rows_.begin(); }
    auto end() const { return rows_.end(); }
    auto from(const Key& key) const { return rows_.lower_bound(key); }
    auto after(const Key& key) const { return rows_.upper_bound(key); }

    // What is remembered is remembered first: memory may run out in between.
    void put(const Key& key, Row row) {
        const auto place = rows_.lower_bound(key);
        if (place != rows_.end() && place->first == key) {
            undo_.emplace_back(key, place->second);
            place->second = std::move(row);
        } else {
            undo_.emplace_back(key, std::nullopt);
            rows_.emplace_hint(place, key, std::move(row));
        }
    }
    bool erase(const Key& key) {
        const auto found = rows_.find(key);
        if (found == rows_.end()) return false;
        undo_.emplace_back(key, found->second);
        rows_.erase(found);
        return true;
    }

    void keep() noexcept { undo_.clear(); }
    void put_back() {
        for (; !undo_.empty(); undo_.pop_back()) {
            auto& [key, row] = undo_.back();
            if (row) {
                rows_.insert_or_assign(std::move(key), std::move(*row));
            } else {
                rows_.erase(key);
            }
        }
    }

private:
    std::map<Key, Row, std::less<>> rows_;
    std::vector<std::pair<Key, std::optional<Row>>> undo_;
};

// A row of an index: being there is all it says.
struct present {};
template <class Key>
using index = table<Key, present>;

// What is small enough to be copied when a transaction begins.
struct numbers {
    agent_ref last_agent;
    category_ref last_category;
    product_ref last_product;
    stock_item_ref last_item;
    quote_ref last_quote;
    order_ref last_order;
    withdrawal_ref last_withdrawal;
    dialog_ref last_dialog;
    outbox_ref last_message;
    effect_ref last_effect;
    // `oldest_pending` aside, which an index knows.
    withdrawal_statistics totals;
    timestamp committed_at;
};

struct rows {
    table<agent_ref, agent> agents;
    table<std::string, agent_ref> agent_ids;
    table<std::int64_t, agent_ref> platform_ids;  // of unarchived agents

    table<agent_ref, claim> claims;
    table<std::pair<agent_ref, timestamp>, earnings> quarters;
    table<std::pair<agent_ref, product_ref>, earnings> product_sums;

    table<category_ref, category> categories;
    table<product_ref, product> products;
    index<std::pair<category_ref, product_ref>> products_of_categories;
    index<std::pair<category_ref, product_ref>> listed_products;
    table<stock_item_ref, stock_item> items;
    index<std::pair<product_ref, stock_item_ref>> unsold;
    index<std::pair<order_ref, stock_item_ref>> items_of_orders;

    table<std::pair<bot_ref, user_id>, wallet> wallets;
    table<quote_ref, quote> quotes;
    table<order_ref, order> orders;
    index<std::pair<std::pair<bot_ref, user_id>, order_ref>> orders_of_customers;

    table<withdrawal_ref, withdrawal> withdrawals;
    table<std::string, withdrawal_ref> request_ids;
    table<std::string, withdrawal_ref> txids;
    index<std::pair<agent_ref, withdrawal_ref>> open_withdrawals;
    index<std::pair<timestamp, withdrawal_ref>> pending_withdrawals;

    table<std::pair<bot_ref, user_id>, person> persons;
    table<conversation_key, dialog> dialogs;
    table<dialog_ref, conversation_key> dialog_refs;
    table<key_scope, recorded_key> keys;
    table<inbox_key, timestamp> inbox;
    table<outbox_ref, outbox_message> queued;
    table<outbox_ref, timestamp> finished;  // sent or given up; when they were queued
    table<screen_key, std::int64_t> screens;
    table<effect_ref, stored_effect> effects;

    std::vector<journal_entry> journal;
    numbers now;

    void keep() {
        each_table([](auto& table) { table.keep(); });
    }
    void put_back(const numbers& before, std::size_t journal_size) {
        each_table([](auto& table) { table.put_back(); });
        journal.erase(journal.begin() + static_cast<std::ptrdiff_t>(journal_size), journal.end());
        now = before;
    }

private:
    void each_table(auto visit) {
        const auto visit_all = [&](auto&... tables) { (visit(tables), ...); };
        visit_all(agents, agent_ids, platform_ids, claims, quarters, product_sums, categories,
                  products, products_of_categories, listed_products, items, unsold, items_of_orders,
                  wallets, quotes, orders, orders_of_customers, withdrawals, request_ids, txids,
                  open_withdrawals, pending_withdrawals, persons, dialogs, dialog_refs, keys, inbox,
                  queued, finished, screens, effects);
    }
};

}  // namespace agentbackend::memory
