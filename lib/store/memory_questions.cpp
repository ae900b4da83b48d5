#include "store/memory_work.hpp"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace agentbackend::memory {
namespace {

// Above every reference there is.
constexpr auto last_number = std::numeric_limits<std::int64_t>::max();

template <class Key, class Row>
std::optional<Row> found(const table<Key, Row>& rows, const auto& key) {
    const auto* row = rows.find(key);
    return row ? std::optional(*row) : std::nullopt;
}

// The row that an index points to.
template <class Key, class Row>
std::optional<Row> found_through(const table<std::string, Key>& index, std::string_view name,
                                 const table<Key, Row>& rows) {
    const auto* key = index.find(name);
    return key ? found(rows, *key) : std::nullopt;
}

template <class Key, class Row>
std::vector<Row> page(const table<Key, Row>& rows, const Key& after, std::size_t limit) {
    std::vector<Row> answer;
    for (auto next = rows.after(after); next != rows.end() && answer.size() < limit; ++next) {
        answer.push_back(next->second);
    }
    return answer;
}

// A page of what follows `after` in an index whose keys are (owner, row), as far as `owner` goes.
template <class Owner, class Key, class Row>
std::vector<Row> page_of(const index<std::pair<Owner, Key>>& keys, Owner owner, Key after,
                         const table<Key, Row>& rows, std::size_t limit) {
    std::vector<Row> answer;
    for (auto next = keys.after({owner, after});
         next != keys.end() && next->first.first == owner && answer.size() < limit; ++next) {
        answer.push_back(*rows.find(next->first.second));
    }
    return answer;
}

// The rows whose keys are (owner, part), from the one before `before` down to `lowest`, each as
// `read(part, row)` makes it.
template <class Owner, class Part, class Row, class Read>
auto page_before(const table<std::pair<Owner, Part>, Row>& rows, Owner owner, Part before,
                 Part lowest, std::size_t limit, Read read) {
    std::vector<std::invoke_result_t<Read&, const Part&, const Row&>> answer;
    const auto first = rows.from({owner, lowest});
    auto last = rows.from({owner, before});
    while (last != first && answer.size() < limit) {
        --last;
        answer.push_back(read(last->first.second, last->second));
    }
    return answer;
}

bool is_wanted(const withdrawal_filter& filter, const withdrawal& candidate) {
    if (filter.agent && *filter.agent != candidate.agent) return false;
    return filter.statuses.empty() ||
           std::ranges::find(filter.statuses, candidate.status) != filter.statuses.end();
}

}  // namespace

result<std::optional<agent>> work::find_agent(agent_ref ref) { return found(rows_.agents, ref); }

result<std::optional<agent>> work::find_agent_by_id(std::string_view agent_id) {
    return found_through(rows_.agent_ids, agent_id, rows_.agents);
}

result<std::optional<agent>> work::find_agent_by_platform_id(std::int64_t platform_id) {
    const auto* ref = rows_.platform_ids.find(platform_id);
    return ref ? found(rows_.agents, *ref) : std::nullopt;
}

result<std::vector<agent>> work::agents(agent_ref after, std::size_t limit) {
    return page(rows_.agents, after, limit);
}

result<std::vector<agent>> work::agents_in(std::span<const agent_status> statuses, agent_ref after,
                                           std::size_t limit) {
    std::vector<agent> answer;
    for (auto next = rows_.agents.after(after); next != rows_.agents.end() && answer.size() < limit;
         ++next) {
        const bool is_wanted = std::ranges::find(statuses, next->second.status) != statuses.end();
        if (is_wanted) answer.push_back(next->second);
    }
    return answer;
}

result<std::optional<claim>> work::find_claim(agent_ref agent) {
    return found(rows_.claims, agent);
}

result<std::optional<category>> work::find_category(category_ref ref) {
    return found(rows_.categories, ref);
}

result<std::vector<category>> work::categories(category_ref after, std::size_t limit) {
    return page(rows_.categories, after, limit);
}

result<std::vector<category>> work::listed_categories(category_ref after, std::size_t limit) {
    std::vector<category> answer;
    auto next = rows_.listed_products.after({after, product_ref{last_number}});
    while (next != rows_.listed_products.end() && answer.size() < limit) {
        const auto ref = next->first.first;
        answer.push_back(*rows_.categories.find(ref));
        next = rows_.listed_products.after({ref, product_ref{last_number}});
    }
    return answer;
}

result<std::optional<product>> work::find_product(product_ref ref) {
    return found(rows_.products, ref);
}

result<std::vector<product>> work::products(product_ref after, std::size_t limit) {
    return page(rows_.products, after, limit);
}

result<std::vector<product>> work::products_of(category_ref category, product_ref after,
                                               std::size_t limit) {
    return page_of(rows_.products_of_categories, category, after, rows_.products, limit);
}

result<std::vector<product>> work::listed_products_of(category_ref category, product_ref after,
                                                      std::size_t limit) {
    return page_of(rows_.listed_products, category, after, rows_.products, limit);
}

result<wallet> work::find_wallet(bot_ref bot, user_id user) {
    return found(rows_.wallets, std::pair(bot, user)).value_or(wallet{bot, user, usdt()});
}

result<std::vector<wallet>> work::wallets(std::optional<wallet_cursor> after, std::size_t limit) {
    constexpr auto before_all = std::numeric_limits<std::int64_t>::min();
    const auto cursor =
        after.value_or(wallet_cursor{bot_ref::from_value(before_all), user_id{before_all}});
    return page(rows_.wallets, std::pair(cursor.bot, cursor.user), limit);
}

result<std::vector<wallet>> work::wallets_of(bot_ref bot, user_id after, std::size_t limit) {
    std::vector<wallet> answer;
    for (auto next = rows_.wallets.after({bot, after});
         next != rows_.wallets.end() && next->first.first == bot && answer.size() < limit; ++next) {
        answer.push_back(next->second);
    }
    return answer;
}

result<std::optional<quote>> work::find_quote(quote_ref ref) { return found(rows_.quotes, ref); }

result<std::optional<order>> work::find_order(order_ref ref) { return found(rows_.orders, ref); }

result<std::vector<order>> work::orders(order_ref after, std::size_t limit) {
    return page(rows_.orders, after, limit);
}

result<std::vector<order>> work::orders_of(bot_ref bot, user_id user, order_ref before,
                                           std::size_t limit) {
    const std::pair customer(bot, user);
    if (!before) before.value = last_number;
    const auto first = rows_.orders_of_customers.from({customer, order_ref{}});
    auto last = rows_.orders_of_customers.from({customer, before});
    std::vector<order> answer;
    while (last != first && answer.size() < limit) {
        --last;
        answer.push_back(*rows_.orders.find(last->first.second));
    }
    return answer;
}

result<std::vector<stock_item>> work::items_of(order_ref ref) {
    std::vector<stock_item> answer;
    for (auto next = rows_.items_of_orders.from({ref, stock_item_ref{}});
         next != rows_.items_of_orders.end() && next->first.first == ref; ++next) {
        answer.push_back(*rows_.items.find(next->first.second));
    }
    return answer;
}

result<std::vector<stock_item>> work::stock_items(stock_item_ref after, std::size_t limit) {
    return page(rows_.items, after, limit);
}

result<std::optional<withdrawal>> work::find_withdrawal(withdrawal_ref ref) {
    return found(rows_.withdrawals, ref);
}

result<std::optional<withdrawal>> work::find_withdrawal_by_id(std::string_view request_id) {
    return found_through(rows_.request_ids, request_id, rows_.withdrawals);
}

result<std::vector<withdrawal>> work::withdrawals(const withdrawal_filter& filter,
                                                  withdrawal_ref after, std::size_t limit) {
    std::vector<withdrawal> answer;
    for (auto next = rows_.withdrawals.after(after);
         next != rows_.withdrawals.end() && answer.size() < limit; ++next) {
        if (is_wanted(filter, next->second)) answer.push_back(next->second);
    }
    return answer;
}

result<std::vector<withdrawal>> work::newest_withdrawals(const withdrawal_filter& filter,
                                                         withdrawal_ref before, std::size_t limit) {
    std::vector<withdrawal> answer;
    auto last = before ? rows_.withdrawals.from(before) : rows_.withdrawals.end();
    while (last != rows_.withdrawals.begin() && answer.size() < limit) {
        --last;
        if (is_wanted(filter, last->second)) answer.push_back(last->second);
    }
    return answer;
}

result<std::int64_t> work::open_withdrawals(agent_ref agent) {
    std::int64_t count = 0;
    for (auto next = rows_.open_withdrawals.from({agent, withdrawal_ref{}});
         next != rows_.open_withdrawals.end() && next->first.first == agent; ++next) {
        ++count;
    }
    return count;
}

result<std::optional<withdrawal_ref>> work::find_settled_by(std::string_view txid) {
    return found(rows_.txids, txid);
}

result<withdrawal_statistics> work::withdrawal_totals() {
    auto totals = rows_.now.totals;
    const auto oldest = rows_.pending_withdrawals.begin();
    if (oldest != rows_.pending_withdrawals.end()) totals.oldest_pending = oldest->first.first;
    return totals;
}

result<std::vector<quarter_earnings>> work::quarters_of(agent_ref agent,
                                                        std::optional<timestamp> before,
                                                        std::size_t limit) {
    return page_before(rows_.quarters, agent, before.value_or(timestamp::max()), timestamp::min(),
                       limit, [](timestamp quarter, const earnings& sums) {
                           return quarter_earnings{quarter, sums};
                       });
}

result<std::vector<product_earnings>> work::earnings_by_product(agent_ref agent,
                                                                std::optional<product_ref> before,
                                                                std::size_t limit) {
    return page_before(rows_.product_sums, agent, before.value_or(product_ref{last_number}),
                       product_ref{}, limit, [](product_ref product, const earnings& sums) {
                           return product_earnings{product, sums};
                       });
}

result<journal_head> work::head() {
    if (rows_.journal.empty()) return journal_head{};
    return journal_head{rows_.journal.back().sequence, rows_.journal.back().hash};
}

result<std::vector<journal_entry>> work::journal(std::int64_t after_sequence, std::size_t limit) {
    // Sequence numbers have no gaps: entry n is in place n − 1.
    const auto size = rows_.journal.size();
    const auto first =
        std::min(size, static_cast<std::size_t>(std::max<std::int64_t>(after_sequence, 0)));
    const auto begin = rows_.journal.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count = static_cast<std::ptrdiff_t>(std::min(size - first, limit));
    return std::vector<journal_entry>(begin, begin + count);
}

result<std::optional<person>> work::find_person(bot_ref bot, user_id user) {
    return found(rows_.persons, std::pair(bot, user));
}

result<std::optional<dialog>> work::find_dialog(const conversation_key& key) {
    return found(rows_.dialogs, key);
}

result<std::optional<recorded_key>> work::find_key(const key_scope& scope) {
    return found(rows_.keys, scope);
}

result<bool> work::has_update(const inbox_key& key) { return rows_.inbox.contains(key); }

result<std::vector<outbox_message>> work::queued_messages(outbox_ref after, std::size_t limit) {
    return page(rows_.queued, after, limit);
}

result<std::optional<std::int64_t>> work::find_screen(const screen_key& key) {
    return found(rows_.screens, key);
}

result<std::vector<stored_effect>> work::open_effects(effect_ref after, std::size_t limit) {
    return page(rows_.effects, after, limit);
}

result<timestamp> work::last_committed_at() { return rows_.now.committed_at; }

}  // namespace agentbackend::memory
