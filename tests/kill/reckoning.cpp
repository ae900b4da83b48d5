#include "kill/reckoning.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace agentbackend::test {
namespace {

constexpr std::size_t page = 500;

// Every row, page by page.
template <class Read, class Take>
void for_all(Read read, Take take) {
    for (;;) {
        const auto rows = read().value();
        for (const auto& row : rows) take(row);
        if (rows.size() < page) return;
    }
}

std::vector<std::string> items_in(const std::string& delivery) {
    std::istringstream lines(delivery);
    std::vector<std::string> items;
    std::string line;
    std::getline(lines, line);  // the title
    while (std::getline(lines, line)) items.push_back(line);
    return items;
}

std::set<std::string> as_set(const std::vector<std::string>& items) {
    return {items.begin(), items.end()};
}

std::string shown(withdrawal_status status) {
    switch (status) {
        case withdrawal_status::pending: return "待审核";
        case withdrawal_status::approved: return "已批准，待付款";
        case withdrawal_status::paid: return "已付款";
        case withdrawal_status::rejected: return "已拒绝";
        case withdrawal_status::cancelled: return "已取消";
    }
    return {};
}

bool can_follow(withdrawal_status now, const std::string& told) {
    if (told == shown(now) || told == shown(withdrawal_status::pending)) return true;
    return now == withdrawal_status::paid && told == shown(withdrawal_status::approved);
}

}  // namespace

reckoning::reckoning(const std::filesystem::path& database,
                     const std::vector<sandbox::event>& record) {
    sqlite_options options;
    options.mode = sqlite_options::access::read_only;
    const auto data = open_sqlite_store(database.string(), options).value();
    const auto state = data->read().value();
    read_agents(state->view());
    read_orders(state->view());
    read_withdrawals(state->view());
    queued_ = state->view().queued_messages({}, page).value();
    read_record(record);
}

// --- Reading ---------------------------------------------------------------------------------

void reckoning::read_agents(reader& from) {
    agents_ = from.agents({}, page).value();
    wallets_ = from.wallets({}, page).value();
}

void reckoning::read_orders(reader& from) {
    order_ref last;
    for_all([&] { return from.orders(last, page); },
            [&](const order& each) {
                last = each.ref;
                sold one{each, {}};
                for (const auto& item : from.items_of(each.ref).value()) {
                    one.items.push_back(item.content);
                }
                orders_.push_back(std::move(one));
            });
}

void reckoning::read_withdrawals(reader& from) {
    withdrawal_ref last;
    const withdrawal_filter all;
    for_all([&] { return from.withdrawals(all, last, page); },
            [&](const withdrawal& each) {
                last = each.ref;
                withdrawals_.push_back(each);
            });
}

void reckoning::read_record(const std::vector<sandbox::event>& record) {
    for (const auto& e : record) {
        const place where{e.bot, e.chat_id};
        if (e.kind == sandbox::event_kind::person_sent) read_credit(e.text);
        if (!is_by_bot(e.kind)) continue;
        if (const auto number = after("Order: #", e.text); !number.empty()) {
            receipts_[where].insert(std::stoll(number));
        }
        if (e.text.starts_with("📦 Order #")) delivered_[where].merge(as_set(items_in(e.text)));
        for (const auto& request : requests_in(e.text)) {
            auto& told = told_of_[where][request.id];
            told.statuses.insert(request.status);
            told.words += e.text + "\n";
        }
    }
}

void reckoning::read_credit(const std::string& command) {
    std::istringstream words(command);
    std::string name;
    std::string agent_id;
    std::string amount;
    std::int64_t user = 0;
    words >> name >> agent_id >> user >> amount;
    if (name != "/credit") return;
    auto& sum = credited_[{agent_id, user}];
    sum = add(sum, usdt::parse(amount).value()).value();
}

const agent& reckoning::shop_of(const std::string& bot) const {
    const auto found = std::find_if(agents_.begin(), agents_.end(),
                                    [&](const agent& a) { return a.identity.username == bot; });
    if (found == agents_.end()) throw std::runtime_error("no agent has @" + bot);
    return *found;
}

std::string reckoning::bot_of(bot_ref bot) const {
    const auto found = std::find_if(agents_.begin(), agents_.end(),
                                    [&](const agent& a) { return bot_ref::of(a.ref) == bot; });
    return found == agents_.end() ? std::string("shop_bot") : found->identity.username;
}

// --- Sales -----------------------------------------------------------------------------------

void reckoning::expect_sales_as_confirmed(const crowd& people) const {
    std::size_t confirmed = 0;
    for (const auto& each : people.customers()) {
        const auto bot = bot_ref::of(shop_of(each->bot()).ref);
        const auto bought = std::count_if(orders_.begin(), orders_.end(), [&](const sold& o) {
            return o.what.customer.value == each->user() && o.what.bot == bot;
        });
        EXPECT_EQ(static_cast<std::size_t>(bought), each->confirmed().size())
            << "orders of customer " << each->user();
        confirmed += each->confirmed().size();
    }
    EXPECT_EQ(orders_.size(), confirmed) << "orders nobody has confirmed";
}

void reckoning::expect_deliveries_as_sold() const {
    std::map<place, std::set<std::int64_t>> numbers;
    std::map<place, std::set<std::string>> items;
    std::set<std::string> sold_before;
    for (const auto& o : orders_) {
        const place where{bot_of(o.what.bot), o.what.customer.value};
        numbers[where].insert(o.what.ref.value);
        EXPECT_EQ(static_cast<std::int64_t>(o.items.size()), o.what.terms.quantity);
        for (const auto& item : o.items) {
            items[where].insert(item);
            EXPECT_TRUE(sold_before.insert(item).second) << item << " is sold twice";
        }
    }
    EXPECT_EQ(receipts_, numbers) << "receipts and orders";
    EXPECT_EQ(delivered_, items) << "deliveries and items sold";
}

void reckoning::expect_wallets_as_credited_and_spent() const {
    std::map<std::pair<std::string, std::int64_t>, usdt> expected = credited_;
    for (const auto& o : orders_) {
        auto& left = expected[{shop_of(bot_of(o.what.bot)).agent_id, o.what.customer.value}];
        left = subtract(left, o.what.terms.total).value();
    }
    std::map<std::pair<std::string, std::int64_t>, usdt> actual;
    for (const auto& w : wallets_) {
        actual[{shop_of(bot_of(w.bot)).agent_id, w.user.value}] = w.balance;
    }
    EXPECT_EQ(actual, expected);
}

void reckoning::expect_profits_as_sold(usdt markup) const {
    for (const auto& a : agents_) {
        std::int64_t items = 0;
        for (const auto& o : orders_) {
            if (o.what.bot == bot_ref::of(a.ref)) items += o.what.terms.quantity;
        }
        const auto earned = multiply(markup, items).value();
        const auto held = add(add(a.available, a.frozen).value(), a.total_paid()).value();
        EXPECT_EQ(held, earned) << "profit of " << a.name;
    }
}

// --- Withdrawals -----------------------------------------------------------------------------

void reckoning::expect_withdrawals_as_asked(const crowd& people) const {
    for (const auto& each : people.owners()) {
        const auto& shop = shop_of(each->bot());
        std::multiset<std::string> made;
        usdt open;
        usdt paid;
        for (const auto& w : withdrawals_) {
            if (w.agent != shop.ref) continue;
            made.insert(w.amount.to_string());
            if (!is_final(w.status)) open = add(open, w.amount).value();
            if (w.status == withdrawal_status::paid) paid = add(paid, w.amount).value();
        }
        EXPECT_EQ(made, std::multiset<std::string>(each->asked().begin(), each->asked().end()));
        EXPECT_EQ(shop.frozen, open);
        EXPECT_EQ(shop.total_paid(), paid);
    }
}

void reckoning::expect_withdrawals_as_told(const crowd& people) const {
    std::map<std::string, withdrawal> by_id;
    for (const auto& w : withdrawals_) by_id.emplace(w.request_id, w);
    for (const auto& [where, requests] : told_of_) {
        for (const auto& [id, told] : requests) {
            ASSERT_TRUE(by_id.contains(id)) << id << " was shown and is not in the books";
            for (const auto& status : told.statuses) {
                EXPECT_TRUE(can_follow(by_id.at(id).status, status)) << id << " was " << status;
            }
        }
    }
    for (const auto& [id, w] : by_id) {
        for (const auto& each : people.owners()) {
            if (w.agent == shop_of(each->bot()).ref) expect_owner_was_told(*each, w);
        }
        for (const auto& each : people.admins()) {
            const auto& told = told_of_.at({each->bot(), each->user()});
            EXPECT_TRUE(told.contains(id)) << "admin " << each->user() << ": " << id;
        }
    }
}

void reckoning::expect_owner_was_told(const owner& who, const withdrawal& w) const {
    const auto& told = told_of_.at({who.bot(), who.user()});
    ASSERT_TRUE(told.contains(w.request_id)) << "owner " << who.user() << ": " << w.request_id;
    const auto& [statuses, words] = told.at(w.request_id);
    EXPECT_TRUE(statuses.contains(shown(withdrawal_status::pending))) << words;
    EXPECT_TRUE(statuses.contains(shown(w.status))) << words;
    if (w.status != withdrawal_status::paid) return;
    EXPECT_TRUE(statuses.contains(shown(withdrawal_status::approved))) << words;
    EXPECT_NE(words.find(w.txid), std::string::npos) << words;
}

void reckoning::expect_nothing_left_to_send() const { EXPECT_EQ(queued_.size(), 0U); }

std::string reckoning::summary() const {
    const auto in = [&](withdrawal_status status) {
        return std::to_string(std::count_if(withdrawals_.begin(), withdrawals_.end(),
                                            [&](const auto& w) { return w.status == status; }));
    };
    return std::to_string(orders_.size()) + " orders, " + std::to_string(withdrawals_.size()) +
           " withdrawals (" + in(withdrawal_status::paid) + " paid, " +
           in(withdrawal_status::rejected) + " rejected)";
}

}  // namespace agentbackend::test
