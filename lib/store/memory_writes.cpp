#include "store/memory_work.hpp"

#include <algorithm>
#include <functional>

#include "store/withdrawal_totals.hpp"

namespace agentbackend::memory {
namespace {

error conflict(std::string_view subject, std::string why) {
    return error(errc::store_conflict).subject(subject).detail(std::move(why));
}

error missing(std::string_view what, std::int64_t number) {
    return conflict(std::to_string(number), std::string(what) + " with this number");
}

template <class Tag>
strong_id<Tag> next(strong_id<Tag>& last) {
    ++last.value;
    return last;
}

// Inserts the row under the next number.
template <class Key, class Row>
Key insert(table<Key, Row>& rows, Key& last, Row row) {
    row.ref = next(last);
    rows.put(row.ref, row);
    return row.ref;
}

bool has_platform_id(const agent& row) {
    return row.identity.platform_id != 0 && row.status != agent_status::archived;
}

std::int64_t frozen_count(const agent* row) { return row && row->frozen > usdt() ? 1 : 0; }

// Removes at most `limit` of the rows whose time is before `before`.
template <class Key, class Row, class Time>
std::int64_t prune_table(table<Key, Row>& rows, Time time_of, timestamp before, std::size_t limit) {
    std::vector<Key> old;
    for (auto row = rows.begin(); row != rows.end() && old.size() < limit; ++row) {
        if (std::invoke(time_of, row->second) < before) old.push_back(row->first);
    }
    for (const auto& key : old) rows.erase(key);
    return static_cast<std::int64_t>(old.size());
}

}  // namespace

// --- Agents ----------------------------------------------------------------------------------

result<void> work::check_unique(const agent& row) const {
    if (const auto* holder = rows_.agent_ids.find(row.agent_id); holder && *holder != row.ref) {
        return conflict(row.agent_id, "another agent has this agent_id");
    }
    if (!has_platform_id(row)) return success();
    const auto* holder = rows_.platform_ids.find(row.identity.platform_id);
    if (holder && *holder != row.ref) {
        return conflict(row.agent_id, "another unarchived agent has this bot");
    }
    return success();
}

void work::reindex(const agent* before, const agent* after) {
    if (before) {
        rows_.agent_ids.erase(before->agent_id);
        if (has_platform_id(*before)) rows_.platform_ids.erase(before->identity.platform_id);
    }
    if (after) {
        rows_.agent_ids.put(after->agent_id, after->ref);
        if (has_platform_id(*after)) {
            rows_.platform_ids.put(after->identity.platform_id, after->ref);
        }
    }
    rows_.now.totals.agents_with_frozen += frozen_count(after) - frozen_count(before);
}

result<agent_ref> work::insert_agent(const agent& given) {
    ++writes_;
    auto row = given;
    row.ref = {};
    AGENTBACKEND_TRY(check_unique(row));
    row.ref = insert(rows_.agents, rows_.now.last_agent, row);
    reindex(nullptr, &row);
    return row.ref;
}

result<void> work::update_agent(const agent& row) {
    ++writes_;
    const auto* found = rows_.agents.find(row.ref);
    if (!found) return missing("there is no agent", row.ref.value);
    AGENTBACKEND_TRY(check_unique(row));
    reindex(found, &row);
    rows_.agents.put(row.ref, row);
    return success();
}

result<void> work::put_claim(const claim& row) {
    ++writes_;
    if (!rows_.agents.contains(row.agent)) return missing("there is no agent", row.agent.value);
    rows_.claims.put(row.agent, row);
    return success();
}

result<void> work::erase_claim(agent_ref agent) {
    ++writes_;
    rows_.claims.erase(agent);
    return success();
}

result<void> work::add_earnings(const earnings_change& change) {
    ++writes_;
    const auto& [agent, at, product, by] = change;
    if (!rows_.agents.contains(agent)) return missing("there is no agent", agent.value);
    const std::pair of_quarter(agent, quarter_of(at));
    const std::pair of_product(agent, product);
    const auto* quarter = rows_.quarters.find(of_quarter);
    const auto* sums = rows_.product_sums.find(of_product);
    AGENTBACKEND_ASSIGN(const auto quarter_after, add(quarter ? *quarter : earnings{}, by));
    AGENTBACKEND_ASSIGN(const auto sums_after, add(sums ? *sums : earnings{}, by));
    rows_.quarters.put(of_quarter, quarter_after);
    rows_.product_sums.put(of_product, sums_after);
    return success();
}

// --- Catalogue and stock ---------------------------------------------------------------------

result<category_ref> work::insert_category(const category& row) {
    ++writes_;
    return insert(rows_.categories, rows_.now.last_category, row);
}

result<void> work::update_category(const category& row) {
    ++writes_;
    if (!rows_.categories.contains(row.ref)) {
        return missing("there is no category", row.ref.value);
    }
    rows_.categories.put(row.ref, row);
    return success();
}

void work::reindex(const product* before, const product& after) {
    if (before) {
        rows_.products_of_categories.erase({before->category, before->ref});
        rows_.listed_products.erase({before->category, before->ref});
    }
    rows_.products_of_categories.put({after.category, after.ref}, {});
    if (after.listed) rows_.listed_products.put({after.category, after.ref}, {});
}

result<product_ref> work::insert_product(const product& given) {
    ++writes_;
    if (given.category && !rows_.categories.contains(given.category)) {
        return missing("there is no category", given.category.value);
    }
    auto row = given;
    row.in_stock = 0;
    row.sold = 0;
    row.ref = insert(rows_.products, rows_.now.last_product, row);
    reindex(nullptr, row);
    return row.ref;
}

result<void> work::update_product(const product& given) {
    ++writes_;
    const auto* found = rows_.products.find(given.ref);
    if (!found) return missing("there is no product", given.ref.value);
    if (given.category && !rows_.categories.contains(given.category)) {
        return missing("there is no category", given.category.value);
    }
    auto row = given;
    row.in_stock = found->in_stock;
    row.sold = found->sold;
    reindex(found, row);
    rows_.products.put(row.ref, row);
    return success();
}

result<void> work::add_stock(product_ref ref, std::span<const std::string> contents) {
    ++writes_;
    const auto* found = rows_.products.find(ref);
    if (!found) return missing("there is no product", ref.value);
    auto row = *found;
    for (const auto& content : contents) {
        const auto item =
            insert(rows_.items, rows_.now.last_item, stock_item{{}, ref, content, order_ref{}});
        rows_.unsold.put({ref, item}, {});
    }
    row.in_stock += static_cast<std::int64_t>(contents.size());
    rows_.products.put(ref, row);
    return success();
}

result<std::vector<stock_item>> work::take_stock(product_ref ref, order_ref order,
                                                 std::int64_t quantity) {
    ++writes_;
    if (quantity < 1) return error(errc::quantity_out_of_range).count(quantity, 1);
    const auto* found = rows_.products.find(ref);
    const auto in_stock = found ? found->in_stock : 0;
    if (in_stock < quantity) return error(errc::insufficient_stock).count(quantity, in_stock);
    if (!rows_.orders.contains(order)) return missing("there is no order", order.value);

    auto row = *found;
    std::vector<stock_item> taken;
    while (taken.size() < static_cast<std::size_t>(quantity)) {
        const auto oldest = rows_.unsold.from({ref, stock_item_ref{}})->first;
        auto item = *rows_.items.find(oldest.second);
        item.order = order;
        rows_.unsold.erase(oldest);
        rows_.items_of_orders.put({order, item.ref}, {});
        rows_.items.put(item.ref, item);
        taken.push_back(std::move(item));
    }
    row.in_stock -= quantity;
    row.sold += quantity;
    rows_.products.put(ref, row);
    return taken;
}

// --- Wallets, quotes, orders -----------------------------------------------------------------

result<void> work::put_wallet(const wallet& row) {
    ++writes_;
    rows_.wallets.put({row.bot, row.user}, row);
    return success();
}

result<quote_ref> work::insert_quote(const quote& row) {
    ++writes_;
    if (!rows_.products.contains(row.product)) {
        return missing("there is no product", row.product.value);
    }
    return insert(rows_.quotes, rows_.now.last_quote, row);
}

result<void> work::erase_quote(quote_ref ref) {
    ++writes_;
    rows_.quotes.erase(ref);
    return success();
}

result<order_ref> work::insert_order(const order& row) {
    ++writes_;
    if (!rows_.products.contains(row.product)) {
        return missing("there is no product", row.product.value);
    }
    const auto ref = insert(rows_.orders, rows_.now.last_order, row);
    rows_.orders_of_customers.put({{row.bot, row.customer}, ref}, {});
    return ref;
}

result<void> work::update_order(const order& row) {
    ++writes_;
    const auto* found = rows_.orders.find(row.ref);
    if (!found) return missing("there is no order", row.ref.value);
    if (!rows_.products.contains(row.product)) {
        return missing("there is no product", row.product.value);
    }
    rows_.orders_of_customers.erase({{found->bot, found->customer}, row.ref});
    rows_.orders_of_customers.put({{row.bot, row.customer}, row.ref}, {});
    rows_.orders.put(row.ref, row);
    return success();
}

// --- Withdrawals -----------------------------------------------------------------------------

result<void> work::check_unique(const withdrawal& row) const {
    const auto* holder = rows_.request_ids.find(row.request_id);
    if (holder && *holder != row.ref) {
        return conflict(row.request_id, "another withdrawal has this request_id");
    }
    if (row.txid.empty()) return success();
    holder = rows_.txids.find(row.txid);
    if (holder && *holder != row.ref) {
        return conflict(row.txid, "this transaction has settled another withdrawal");
    }
    return success();
}

void work::reindex(const withdrawal* before, const withdrawal* after) {
    if (before) {
        rows_.request_ids.erase(before->request_id);
        rows_.txids.erase(before->txid);
        rows_.open_withdrawals.erase({before->agent, before->ref});
        rows_.pending_withdrawals.erase({before->created_at, before->ref});
    }
    if (after) {
        rows_.request_ids.put(after->request_id, after->ref);
        if (!after->txid.empty()) rows_.txids.put(after->txid, after->ref);
        if (!is_final(after->status)) rows_.open_withdrawals.put({after->agent, after->ref}, {});
        if (after->status == withdrawal_status::pending) {
            rows_.pending_withdrawals.put({after->created_at, after->ref}, {});
        }
    }
}

result<withdrawal_ref> work::insert_withdrawal(const withdrawal& given) {
    ++writes_;
    auto row = given;
    row.ref = {};
    AGENTBACKEND_TRY(check_unique(row));
    if (!rows_.agents.contains(row.agent)) return missing("there is no agent", row.agent.value);
    AGENTBACKEND_ASSIGN(rows_.now.totals, recounted(rows_.now.totals, nullptr, &row));
    row.ref = insert(rows_.withdrawals, rows_.now.last_withdrawal, row);
    reindex(nullptr, &row);
    return row.ref;
}

result<void> work::update_withdrawal(const withdrawal& row) {
    ++writes_;
    const auto* found = rows_.withdrawals.find(row.ref);
    if (!found) return missing("there is no withdrawal", row.ref.value);
    AGENTBACKEND_TRY(check_unique(row));
    if (!rows_.agents.contains(row.agent)) return missing("there is no agent", row.agent.value);
    AGENTBACKEND_ASSIGN(rows_.now.totals, recounted(rows_.now.totals, found, &row));
    reindex(found, &row);
    rows_.withdrawals.put(row.ref, row);
    return success();
}

// --- Journal ---------------------------------------------------------------------------------

result<void> work::append(const journal_entry& entry) {
    ++writes_;
    AGENTBACKEND_ASSIGN(const auto newest, head());
    if (entry.sequence != newest.sequence + 1 || entry.previous != newest.hash) {
        return conflict(std::to_string(entry.sequence), "the journal's head has moved on");
    }
    rows_.journal.push_back(entry);
    return success();
}

// --- Plumbing --------------------------------------------------------------------------------

result<void> work::put_person(const person& row) {
    ++writes_;
    rows_.persons.put({row.bot, row.user}, row);
    return success();
}

result<dialog_ref> work::put_dialog(const dialog& given) {
    ++writes_;
    auto row = given;
    if (const auto* holder = rows_.dialog_refs.find(row.ref); holder && *holder != row.key) {
        return conflict(std::to_string(row.ref.value), "another conversation has this dialog");
    }
    auto& last = rows_.now.last_dialog;
    if (!row.ref) row.ref = next(last);
    last = std::max(last, row.ref);
    if (const auto* replaced = rows_.dialogs.find(row.key)) {
        rows_.dialog_refs.erase(replaced->ref);
    }
    rows_.dialog_refs.put(row.ref, row.key);
    rows_.dialogs.put(row.key, row);
    return row.ref;
}

result<void> work::erase_dialog(const conversation_key& key) {
    ++writes_;
    if (const auto* erased = rows_.dialogs.find(key)) {
        rows_.dialog_refs.erase(erased->ref);
        rows_.dialogs.erase(key);
    }
    return success();
}

result<void> work::record_key(const recorded_key& row) {
    ++writes_;
    if (rows_.keys.contains(row.scope)) {
        return conflict(row.scope.key, "this idempotency key is recorded already");
    }
    rows_.keys.put(row.scope, row);
    return success();
}

result<bool> work::record_update(const inbox_key& key, timestamp received_at) {
    ++writes_;
    if (rows_.inbox.contains(key)) return false;
    rows_.inbox.put(key, received_at);
    return true;
}

result<outbox_ref> work::enqueue(const outbox_message& row) {
    ++writes_;
    return insert(rows_.queued, rows_.now.last_message, row);
}

void work::finish(outbox_ref ref) {
    const auto* message = rows_.queued.find(ref);
    if (!message) return;
    rows_.finished.put(ref, message->queued_at);
    rows_.queued.erase(ref);
}

result<void> work::mark_sent(outbox_ref ref) {
    ++writes_;
    finish(ref);
    return success();
}

result<void> work::mark_failed(outbox_ref ref, std::string_view) {
    ++writes_;
    finish(ref);
    return success();
}

result<void> work::note_screen(const screen_key& key, std::int64_t message_id) {
    ++writes_;
    rows_.screens.put(key, message_id);
    return success();
}

result<effect_ref> work::insert_effect(const stored_effect& row) {
    ++writes_;
    return insert(rows_.effects, rows_.now.last_effect, row);
}

result<bool> work::close_effect(effect_ref ref) {
    ++writes_;
    return rows_.effects.erase(ref);
}

result<std::int64_t> work::prune(timestamp before, std::size_t limit) {
    ++writes_;
    return prune_table(rows_.inbox, std::identity(), before, limit) +
           prune_table(rows_.finished, std::identity(), before, limit) +
           prune_table(rows_.quotes, &quote::created_at, before, limit);
}

result<void> work::set_committed_at(timestamp at) {
    committed_at_ = at;
    return success();
}

}  // namespace agentbackend::memory
