#include "model/ledger.hpp"

namespace agentbackend::model {
namespace {

constexpr micros day = micros{24} * 3'600 * 1'000'000;

template <class Row>
Row* find(std::vector<Row>& rows, std::int64_t number) {
    const bool exists = number >= 1 && number <= static_cast<std::int64_t>(rows.size());
    return exists ? &rows[static_cast<std::size_t>(number - 1)] : nullptr;
}

bool is_up(const std::string& status) { return status == "starting" || status == "running"; }
bool is_at_rest(const std::string& status) { return status == "stopped" || status == "error"; }

}  // namespace

// Judges one step: a function for each command, with the checks in the order of the requirements.
struct ledger::judge {
    ledger& books;
    const step& taken;

    bool is_admin() const { return taken.user == admin && taken.bot == 0; }

    enum class earlier { none, same_request, other_request };
    earlier look_up(const std::string& key) const {
        const auto found = books.keys_.find({taken.bot, taken.user, key});
        if (found == books.keys_.end()) return earlier::none;
        return found->second == to_string(taken.what) ? earlier::same_request
                                                      : earlier::other_request;
    }

    // Runs `change` once for a key; it refuses, or changes the books.
    template <class Change>
    refusal once(const std::string& key, Change change) {
        switch (look_up(key)) {
            case earlier::same_request: return {};
            case earlier::other_request: return errc::key_reused_with_different_body;
            case earlier::none: break;
        }
        if (const refusal no = change()) return no;
        books.keys_[{taken.bot, taken.user, key}] = to_string(taken.what);
        return {};
    }
    template <class Change>
    refusal once(Change change) {
        return once(taken.key, change);
    }

    refusal check_owner() const {
        if (taken.bot == 0) return errc::not_an_agent_bot;
        const auto* own = find(books.agents, taken.bot);
        if (own->owner != taken.user) return errc::not_the_owner;
        if (own->status == "archived") return errc::agent_archived;
        return {};
    }

    void move(micros& from, micros& to, micros amount) {
        from -= amount;
        to += amount;
        ++books.journal_entries;
    }

    refusal operator()(const create_agent& c) {
        if (!is_admin()) return errc::not_an_admin;
        return once([&]() -> refusal {
            books.agents.push_back({.owner = c.owner});
            return {};
        });
    }

    refusal operator()(const set_markup& c) {
        if (const refusal no = check_owner()) return no;
        if (c.markup > markup_ceiling) return errc::markup_above_ceiling;
        find(books.agents, taken.bot)->markup = c.markup;
        return {};
    }

    refusal operator()(const start_agent& c) {
        auto* agent = find(books.agents, c.agent);
        if (!agent) return errc::agent_not_found;
        if (!is_admin()) return errc::not_an_admin;
        if (is_up(agent->status)) return {};
        if (!is_at_rest(agent->status)) return errc::illegal_transition;
        agent->status = "starting";
        return {};
    }

    refusal operator()(const stop_agent& c) {
        auto* agent = find(books.agents, c.agent);
        if (!agent) return errc::agent_not_found;
        if (!is_admin()) return errc::not_an_admin;
        if (agent->status == "archived") return errc::illegal_transition;
        agent->status = "stopped";
        return {};
    }

    refusal operator()(const archive_agent& c) {
        auto* agent = find(books.agents, c.agent);
        if (!agent) return errc::agent_not_found;
        if (!is_admin()) return errc::not_an_admin;
        if (!is_at_rest(agent->status)) return errc::illegal_transition;
        if (agent->frozen > 0) return errc::agent_has_open_withdrawal;
        if (agent->available != 0) return errc::agent_has_balance;
        agent->status = "archived";
        return {};
    }

    refusal operator()(const report_bot& c) {
        using enum report_bot::what;
        static const std::map<std::pair<std::string, report_bot::what>, std::string> table = {
            {{"stopped", start}, "starting"},   {{"error", start}, "starting"},
            {{"starting", came_up}, "running"}, {{"starting", fail}, "error"},
            {{"running", fail}, "error"},       {{"starting", stop}, "stopped"},
            {{"running", stop}, "stopped"},     {{"error", stop}, "stopped"},
        };
        auto* agent = find(books.agents, c.agent);
        if (!agent) return errc::agent_not_found;
        if (!taken.is_by_system()) return errc::not_an_admin;
        const auto next = table.find({agent->status, c.seen});
        if (next == table.end()) return errc::illegal_transition;
        agent->status = next->second;
        return {};
    }

    refusal operator()(const add_product& c) {
        if (!is_admin()) return errc::not_an_admin;
        return once([&]() -> refusal {
            books.products.push_back({.base = c.base});
            return {};
        });
    }

    refusal operator()(const set_base_price& c) {
        auto* product = find(books.products, c.product);
        if (!product) return errc::product_not_found;
        if (!is_admin()) return errc::not_an_admin;
        product->base = c.base;
        return {};
    }

    refusal operator()(const set_listing& c) {
        auto* product = find(books.products, c.product);
        if (!product) return errc::product_not_found;
        if (!is_admin()) return errc::not_an_admin;
        product->listed = c.listed;
        return {};
    }

    refusal operator()(const add_stock& c) {
        auto* product = find(books.products, c.product);
        if (!product) return errc::product_not_found;
        if (!is_admin()) return errc::not_an_admin;
        return once([&]() -> refusal {
            product->in_stock += c.items;
            return {};
        });
    }

    refusal operator()(const credit_wallet& c) {
        if (c.amount <= 0) return errc::amount_out_of_range;
        const auto* agent = find(books.agents, c.bot);
        if (c.bot != 0 && !agent) return errc::agent_not_found;
        if (!is_admin()) return errc::not_an_admin;
        return once([&]() -> refusal {
            if (agent && agent->status == "archived") return errc::agent_archived;
            books.wallets[{c.bot, c.user}] += c.amount;
            books.deposits += c.amount;
            ++books.journal_entries;
            return {};
        });
    }

    refusal operator()(const make_quote& c) {
        const auto* product = find(books.products, c.product);
        if (!product) return errc::product_not_found;
        if (!product->listed) return errc::product_withdrawn;
        const auto* seller = find(books.agents, taken.bot);
        if (seller && seller->status == "archived") return errc::agent_archived;
        books.quotes.push_back({.bot = taken.bot,
                                .customer = taken.user,
                                .product = c.product,
                                .quantity = c.quantity,
                                .base = product->base,
                                .markup = seller ? seller->markup : 0,
                                .made_at = taken.at});
        return {};
    }

    refusal operator()(const buy& c) {
        return once("quote:" + std::to_string(c.quote), [&]() -> refusal {
            auto* quote = find(books.quotes, c.quote);
            const bool is_own =
                quote && !quote->used && quote->bot == taken.bot && quote->customer == taken.user;
            if (!is_own) return errc::quote_not_found;
            auto* product = find(books.products, quote->product);
            auto* seller = find(books.agents, quote->bot);
            const micros markup = seller ? seller->markup : 0;
            const micros revenue = quote->base * quote->quantity;
            const micros profit = quote->markup * quote->quantity;
            auto& wallet = books.wallets[{quote->bot, quote->customer}];
            if (seller && seller->status == "archived") return errc::agent_archived;
            if (taken.at - quote->made_at > day) return errc::quote_expired;
            if (!product->listed) return errc::product_withdrawn;
            if (product->base != quote->base || markup != quote->markup) {
                return errc::price_changed;
            }
            if (product->in_stock < quote->quantity) return errc::insufficient_stock;
            if (wallet < revenue + profit) return errc::insufficient_wallet;

            quote->used = true;
            product->in_stock -= quote->quantity;
            product->sold += quote->quantity;
            wallet -= revenue + profit;
            books.revenue += revenue;
            if (seller) seller->available += profit;
            if (revenue + profit > 0) ++books.journal_entries;
            books.orders.push_back({quote->bot, quote->customer, revenue, profit});
            return {};
        });
    }

    refusal operator()(const refund& c) {
        auto* order = find(books.orders, c.order);
        if (!order) return errc::order_not_found;
        if (!is_admin()) return errc::not_an_admin;
        return once([&]() -> refusal {
            if (order->refunded) return errc::order_already_refunded;
            order->refunded = true;
            books.wallets[{order->bot, order->customer}] += order->revenue + order->profit;
            books.revenue -= order->revenue;
            if (auto* seller = find(books.agents, order->bot)) seller->available -= order->profit;
            if (order->revenue + order->profit > 0) ++books.journal_entries;
            return {};
        });
    }

    refusal operator()(const record_profit& c) {
        auto* agent = find(books.agents, c.agent);
        if (!agent) return errc::agent_not_found;
        if (!taken.is_by_system()) return errc::not_an_admin;
        return once([&]() -> refusal {
            if (agent->status == "archived") return errc::agent_archived;
            const micros profit = agent->markup * c.quantity;
            agent->available += profit;
            books.deposits += profit;
            if (profit > 0) ++books.journal_entries;
            return {};
        });
    }

    refusal operator()(const request_withdrawal& c) {
        using enum request_withdrawal::address;
        if (c.to == misspelt) return errc::address_bad_checksum;
        if (const refusal no = check_owner()) return no;
        return once([&]() -> refusal {
            auto& agent = *find(books.agents, taken.bot);
            if (c.amount < minimum) return errc::below_minimum;
            if (c.amount > agent.available) return errc::insufficient_available;
            if (c.to == burn) return errc::address_is_zero;
            move(agent.available, agent.frozen, c.amount);
            books.withdrawals.push_back({.agent = taken.bot, .amount = c.amount});
            return {};
        });
    }

    refusal operator()(const review_withdrawal& c) {
        using enum review_withdrawal::verb;
        if (c.what == pay && c.txid < 0) return errc::txid_malformed;
        auto* current = find(books.withdrawals, c.withdrawal);
        if (!current) return errc::withdrawal_not_found;
        auto& agent = *find(books.agents, current->agent);
        if (c.what == cancel_by_owner) {
            if (taken.bot == 0) return errc::not_an_agent_bot;
            const bool is_owner = taken.bot == current->agent && taken.user == agent.owner;
            if (!is_owner) return errc::not_the_owner;
        } else if (!is_admin()) {
            return errc::not_an_admin;
        }
        return once([&] { return review(c, *current, agent); });
    }

    refusal review(const review_withdrawal& c, withdrawal& current, agent& of) {
        using enum review_withdrawal::verb;
        const bool must_be_approved = c.what == pay || c.what == cancel_by_admin;
        if (current.status != (must_be_approved ? "approved" : "pending")) {
            return errc::illegal_transition;
        }
        switch (c.what) {
            case approve: current.status = "approved"; return {};
            case pay:
                if (!books.used_txids_.insert(c.txid).second) return errc::txid_already_used;
                current.status = "paid";
                of.fees += fee;
                move(of.frozen, of.payouts, current.amount);
                of.payouts -= fee;
                return {};
            case reject:
            case cancel_by_owner:
            case cancel_by_admin:
                current.status = c.what == reject ? "rejected" : "cancelled";
                move(of.frozen, of.available, current.amount);
                return {};
        }
        return {};
    }
};

refusal ledger::apply(const step& taken) { return std::visit(judge{*this, taken}, taken.what); }

bool ledger::adds_up() const {
    micros there = revenue;
    for (const auto& [key, balance] : wallets) there += balance;
    for (const auto& a : agents) there += a.available + a.frozen + a.payouts + a.fees;
    return there == deposits;
}

}  // namespace agentbackend::model
