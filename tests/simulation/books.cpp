#include "books.hpp"

#include <algorithm>

namespace agentbackend::simulation {
namespace {

template <class Rows, class Key>
auto* find(Rows& rows, const Key& key) {
    const auto found = rows.find(key);
    return found == rows.end() ? nullptr : &found->second;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

bool ends_in(std::string_view text, std::string_view lower_case) {
    if (text.size() < lower_case.size()) return false;
    const auto end = text.substr(text.size() - lower_case.size());
    return std::equal(end.begin(), end.end(), lower_case.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace

std::string in_words(micros amount) {
    const std::string sign = amount < 0 ? "-" : "";
    const auto size = amount < 0 ? -amount : amount;
    auto decimals = std::to_string(1'000'000 + size % 1'000'000).substr(1);
    while (decimals.size() > 2 && decimals.back() == '0') decimals.pop_back();
    return sign + std::to_string(size / 1'000'000) + "." + decimals;
}

std::optional<micros> read_sum(std::string_view typed) {
    auto text = trimmed(typed);
    if (ends_in(text, "usdt")) {
        text = trimmed(text.substr(0, text.size() - 4));
    } else if (ends_in(text, "u")) {
        text = trimmed(text.substr(0, text.size() - 1));
    }
    micros sum = 0;
    std::size_t decimals = 0;
    std::size_t digits = 0;
    bool has_point = false;
    for (const char c : text) {
        if (c == '.' && !has_point && digits > 0) {
            has_point = true;
        } else if (c >= '0' && c <= '9') {
            ++digits;
            if (has_point && ++decimals > 6) return std::nullopt;
            sum = sum * 10 + (c - '0');
            if (sum > books::most_typed) return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0 || (has_point && decimals == 0)) return std::nullopt;
    for (; decimals < 6; ++decimals) sum *= 10;
    if (sum > books::most_typed) return std::nullopt;
    return sum;
}

// --- What people do ----------------------------------------------------------------------------

verdict books::credit(number bot, number user, micros amount) {
    if (user <= 0 || amount <= 0 || amount > most_typed || !is_open(bot)) return verdict::refused;
    wallets[{bot, user}] += amount;
    deposits += amount;
    return verdict::done;
}

void books::open_shop(number agent, books::agent row) {
    agents_by_id[row.id] = agent;
    agents[agent] = std::move(row);
}

void books::add_product(number product, std::string name, micros base) {
    products[product] = {.name = std::move(name), .base = base};
}

verdict books::set_price(number product, micros base) {
    auto* row = find(products, product);
    if (!row) return verdict::refused;
    row->base = base;
    return verdict::done;
}

verdict books::rename_product(number product, std::string name) {
    auto* row = find(products, product);
    if (!row) return verdict::refused;
    row->name = std::move(name);
    return verdict::done;
}

verdict books::put_on_sale(number product, bool is_on_sale) {
    auto* row = find(products, product);
    if (!row) return verdict::refused;
    row->is_on_sale = is_on_sale;
    return verdict::done;
}

verdict books::move_product(number product, number category) {
    auto* row = find(products, product);
    if (!row || (category != 0 && !categories.contains(category))) return verdict::refused;
    row->category = category;
    return verdict::done;
}

verdict books::add_stock(number product, const std::vector<std::string>& items) {
    auto* row = find(products, product);
    if (!row || items.empty()) return verdict::refused;
    row->items.insert(row->items.end(), items.begin(), items.end());
    return verdict::done;
}

void books::add_category(number category, std::string name) {
    categories[category] = std::move(name);
}

verdict books::rename_category(number category, std::string name) {
    auto* row = find(categories, category);
    if (!row) return verdict::refused;
    *row = std::move(name);
    return verdict::done;
}

void books::offer_made(number offer, const books::offer& row) { offers[offer] = row; }

bool books::terms_still_hold(const offer& made) const {
    const auto* item = find(products, made.product);
    return item && made.base == item->base && made.markup == markup_in(made.bot);
}

verdict books::buy(number offer, number bot, number user, micros now, number as_order) {
    const auto* bought = find(purchases, offer);
    if (bought && bought->bot == bot && bought->customer == user) return verdict::repeated;
    const auto* made = find(offers, offer);
    if (!made || made->bot != bot || made->customer != user) return verdict::refused;
    if (now - made->made_at > offers_live || !is_open(bot)) return verdict::refused;
    auto* item = find(products, made->product);
    if (!item || !item->is_on_sale || !terms_still_hold(*made)) return verdict::refused;
    if (item->stock() < made->quantity) return verdict::refused;
    const auto each = made->base + made->markup;
    const auto total = each * made->quantity;
    if (wallet(bot, user) < total) return verdict::refused;

    const auto profit = made->markup * made->quantity;
    const auto taken = item->items.begin() + made->quantity;
    order placed{.bot = bot,
                 .customer = user,
                 .product = made->product,
                 .product_name = item->name,
                 .quantity = made->quantity,
                 .each = each,
                 .total = total,
                 .profit = profit,
                 .items = {item->items.begin(), taken}};
    item->items.erase(item->items.begin(), taken);
    item->sold += made->quantity;
    wallets[{bot, user}] -= total;
    revenue += total - profit;
    if (bot != 0) agents.at(bot).available += profit;
    note_sale(placed, now);
    orders[as_order] = std::move(placed);
    purchases[offer] = {.order = as_order, .bot = bot, .customer = user};
    offers.erase(offer);
    return verdict::done;
}

void books::note_sale(const order& sold, micros now) {
    if (sold.bot == 0) return;
    for (auto* row : {&earned_by_day[{sold.bot, now / one_day}],
                      &earned_by_product[{sold.bot, sold.product}]}) {
        if (sold.refunded) {
            ++row->refunds;
            row->taken_back += sold.profit;
        } else {
            ++row->sales;
            row->profit += sold.profit;
        }
    }
}

verdict books::refund(number order, micros now) {
    auto* sold = find(orders, order);
    if (!sold || sold->refunded) return verdict::refused;
    sold->refunded = true;
    wallets[{sold->bot, sold->customer}] += sold->total;
    revenue -= sold->total - sold->profit;
    if (sold->bot != 0) agents.at(sold->bot).available -= sold->profit;
    note_sale(*sold, now);
    return verdict::done;
}

verdict books::set_markup(number agent, micros markup) {
    auto* row = find(agents, agent);
    if (!row || markup > highest_markup) return verdict::refused;
    row->markup = markup;
    return verdict::done;
}

verdict books::request_withdrawal(number agent, micros amount, const std::string& id, number ref) {
    auto* row = find(agents, agent);
    if (!row || row->is_archived()) return verdict::refused;
    if (amount < least_withdrawal || amount > row->available) return verdict::refused;
    row->available -= amount;
    row->frozen += amount;
    requests[ref] = {.id = id, .agent = agent, .amount = amount};
    requests_by_id[id] = ref;
    return verdict::done;
}

verdict books::approve(number request) {
    auto* row = find(requests, request);
    if (!row || row->status != "pending") return verdict::refused;
    row->status = "approved";
    return verdict::done;
}

verdict books::close(number request, const char* from, const char* to) {
    auto* row = find(requests, request);
    if (!row || row->status != from) return verdict::refused;
    row->status = to;
    auto& agent = agents.at(row->agent);
    agent.frozen -= row->amount;
    agent.available += row->amount;
    return verdict::done;
}

verdict books::reject(number request) { return close(request, "pending", "rejected"); }

verdict books::cancel_by_admin(number request) { return close(request, "approved", "cancelled"); }

verdict books::cancel_by_owner(number request, number agent) {
    const auto* row = find(requests, request);
    if (!row || row->agent != agent) return verdict::refused;
    return close(request, "pending", "cancelled");
}

verdict books::pay(number request, const std::string& txid) {
    auto* row = find(requests, request);
    if (!row || row->status != "approved" || txids.contains(txid)) return verdict::refused;
    row->status = "paid";
    txids.insert(txid);
    auto& agent = agents.at(row->agent);
    agent.frozen -= row->amount;
    agent.fees += fee;
    agent.payouts += row->amount - fee;
    return verdict::done;
}

verdict books::archive(number agent) {
    auto* row = find(agents, agent);
    if (!row || (row->status != "stopped" && row->status != "error")) return verdict::refused;
    if (row->available != 0 || open_requests(agent) > 0) return verdict::refused;
    row->status = "archived";
    row->wanted = false;
    return verdict::done;
}

verdict books::rename_agent(number agent, std::string name) {
    auto* row = find(agents, agent);
    if (!row || row->is_archived()) return verdict::refused;
    row->name = std::move(name);
    return verdict::done;
}

verdict books::change_owner(number agent, number owner) {
    auto* row = find(agents, agent);
    if (!row || row->is_archived()) return verdict::refused;
    row->owner = owner;
    if (auto* made = find(invitations, agent)) made->is_void = true;
    return verdict::done;
}

verdict books::invite(number agent, std::string code, micros now) {
    const auto* row = find(agents, agent);
    if (!row || row->is_archived()) return verdict::refused;
    invitations[agent] = {.code = std::move(code), .made_at = now};
    return verdict::done;
}

verdict books::accept_invitation(number agent, number user, std::string_view code, micros now) {
    auto* row = find(agents, agent);
    auto* made = find(invitations, agent);
    if (!row || row->is_archived() || !made || made->code != code) return verdict::refused;
    if (made->is_void) return verdict::refused;
    if (made->used_by == user && row->owner == user) return verdict::repeated;
    if (made->used_by != 0 || now - made->made_at >= invitations_live) return verdict::refused;
    made->used_by = user;
    row->owner = user;
    return verdict::done;
}

verdict books::start(number agent) {
    auto* row = find(agents, agent);
    if (!row || row->is_archived()) return verdict::refused;
    if (!row->is_up()) row->status = "starting";
    row->wanted = true;
    return verdict::done;
}

verdict books::stop(number agent) {
    auto* row = find(agents, agent);
    if (!row || row->is_archived()) return verdict::refused;
    row->status = "stopped";
    row->wanted = false;
    return verdict::done;
}

void books::reported(number agent, std::string_view what) {
    auto* row = find(agents, agent);
    if (!row) return;
    const auto status = row->status;
    if (what == "start" && (status == "stopped" || status == "error")) row->status = "starting";
    if (what == "came_up" && status == "starting") row->status = "running";
    if (what == "fail" && row->is_up()) row->status = "error";
    if (what == "stop" && (row->is_up() || status == "error")) row->status = "stopped";
}

void books::forget(micros before) {
    std::erase_if(offers, [&](const auto& row) { return row.second.made_at < before; });
}

// --- Questions ---------------------------------------------------------------------------------

bool books::is_open(number bot) const {
    if (bot == 0) return true;
    const auto* row = find(agents, bot);
    return row && !row->is_archived();
}

bool books::is_on_sale(number product) const {
    const auto* row = find(products, product);
    return row && row->is_on_sale;
}

micros books::markup_in(number bot) const {
    const auto* row = find(agents, bot);
    return row ? row->markup : 0;
}

micros books::price(number bot, number product) const {
    const auto* row = find(products, product);
    return (row ? row->base : 0) + markup_in(bot);
}

micros books::wallet(number bot, number user) const {
    const auto found = wallets.find({bot, user});
    return found == wallets.end() ? 0 : found->second;
}

number books::open_requests(number agent) const {
    return std::count_if(requests.begin(), requests.end(), [&](const auto& row) {
        return row.second.agent == agent && row.second.is_open();
    });
}

number books::holder_of(number platform_id) const {
    for (const auto& [ref, row] : agents) {
        if (row.platform_id == platform_id && !row.is_archived()) return ref;
    }
    return 0;
}

std::string books::what_does_not_add_up() const {
    micros somewhere = revenue;
    for (const auto& [who, balance] : wallets) {
        if (balance < 0) return "a wallet is below zero";
        somewhere += balance;
    }
    std::map<number, micros> under_request;
    for (const auto& [ref, row] : requests) {
        if (row.is_open()) under_request[row.agent] += row.amount;
    }
    for (const auto& [ref, row] : agents) {
        somewhere += row.available + row.frozen + row.payouts + row.fees;
        const auto frozen = under_request.find(ref);
        if (row.frozen != (frozen == under_request.end() ? 0 : frozen->second)) {
            return "frozen money of agent " + std::to_string(ref) + " is under no open request";
        }
    }
    return somewhere == deposits ? std::string() : "money came from nowhere, or went there";
}

}  // namespace agentbackend::simulation
