#include "model/chooser.hpp"

namespace agentbackend::model {
namespace {

constexpr micros second = 1'000'000;
constexpr micros hour = 3'600 * second;
constexpr micros beginning = 1'737'729'022 * second;  // 2025-01-24T14:30:22Z

constexpr std::int64_t first_owner = 7;
constexpr std::int64_t most_agents = 4;
constexpr std::int64_t most_products = 3;
constexpr std::int64_t first_customer = 42;
constexpr std::int64_t customers = 3;

}  // namespace

chooser::chooser(std::uint64_t seed) : random_(seed), now_(beginning) {}

std::int64_t chooser::number(std::int64_t from, std::int64_t to) {
    return from + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(to - from + 1));
}

step chooser::next(const ledger& books) {
    now_ += chance(3) ? 13 * hour : number(0, 90) * second;
    step chosen;
    if (!taken_.empty() && chance(10)) {
        // Somebody taps twice, or a delivery is repeated.
        chosen = taken_[static_cast<std::size_t>(
            number(0, static_cast<std::int64_t>(taken_.size()) - 1))];
    } else {
        chosen = fresh(books);
        chosen.key = "key-" + std::to_string(++keys_);
        if (!taken_.empty() && chance(3)) chosen.key = taken_.back().key;
        // Somebody tries what is not theirs to do.
        if (chance(4)) chosen.user = one_of({admin, first_owner, first_customer});
        if (chance(2)) chosen.bot = number(0, static_cast<std::int64_t>(books.agents.size()));
    }
    chosen.at = now_;
    taken_.push_back(chosen);
    return chosen;
}

step chooser::fresh(const ledger& books) {
    if (books.agents.empty() || books.products.empty()) return found_a_shop(books);
    const auto what = number(1, 100);
    if (what <= 28) return by_admin(books);
    if (what <= 38) return by_owner(books);
    if (what <= 75) return by_customer(books);
    if (what <= 80) return by_system(books);
    return review(books);
}

step chooser::found_a_shop(const ledger& books) {
    if (books.agents.empty()) return {.what = create_agent{first_owner}, .user = admin};
    return {.what = add_product{number(1, 20) * 500'000}, .user = admin};
}

step chooser::by_admin(const ledger& books) {
    const auto admins = [](command what) { return step{.what = what, .user = admin}; };
    switch (number(1, 20)) {
        case 1:
            if (std::ssize(books.agents) == most_agents) break;
            return admins(create_agent{first_owner + std::ssize(books.agents)});
        case 2:
            if (std::ssize(books.products) == most_products) break;
            return admins(add_product{number(0, 20) * 500'000});
        case 3: return admins(set_base_price{row(books.products), number(0, 20) * 500'000});
        case 4: return admins(set_listing{row(books.products), chance(80)});
        case 5: return admins(start_agent{row(books.agents)});
        case 6:
            return chance(50) ? admins(stop_agent{row(books.agents)})
                              : admins(archive_agent{row(books.agents)});
        case 7:
        case 8:
        case 9:
            if (books.orders.empty()) break;
            return admins(refund{row(books.orders)});
        case 10:
        case 11:
        case 12:
        case 13:
        case 14: return admins(add_stock{row(books.products), number(1, 20)});
        default: break;
    }
    return admins(credit_wallet{number(0, std::ssize(books.agents)),
                                first_customer + number(0, customers - 1),
                                chance(3) ? 0 : number(1, 500) * 1'234'567});
}

step chooser::by_owner(const ledger& books) {
    const auto bot = number(1, std::ssize(books.agents));
    const auto& own = books.agents[static_cast<std::size_t>(bot - 1)];
    const auto owners = [&](command what) {
        return step{.what = what, .user = own.owner, .bot = bot};
    };
    const bool has_enough = own.available >= ledger::minimum;
    if (chance(has_enough ? 10 : 60)) return owners(set_markup{number(0, 21'000) * 1'000});
    const auto to = chance(90)   ? request_withdrawal::address::good
                    : chance(50) ? request_withdrawal::address::misspelt
                                 : request_withdrawal::address::burn;
    const auto asked = has_enough && chance(85) ? number(ledger::minimum, own.available)
                                                : number(1, 2 * ledger::minimum);
    return owners(request_withdrawal{asked, to});
}

step chooser::by_customer(const ledger& books) {
    if (!books.quotes.empty() && chance(60)) {
        // Usually the newest one, by whom it was made for.
        const auto newest = std::ssize(books.quotes);
        const auto which = chance(80) ? newest : row(books.quotes);
        const auto& quote = books.quotes[static_cast<std::size_t>(std::min(which, newest) - 1)];
        return {.what = buy{which}, .user = quote.customer, .bot = quote.bot};
    }
    return {.what = make_quote{row(books.products), number(1, 4)},
            .user = first_customer + number(0, customers - 1),
            .bot = number(0, std::ssize(books.agents))};
}

step chooser::by_system(const ledger& books) {
    using enum report_bot::what;
    if (chance(40)) return {.what = record_profit{row(books.agents), number(1, 5)}};
    return {.what = report_bot{row(books.agents), one_of({start, came_up, came_up, fail, stop})}};
}

step chooser::review(const ledger& books) {
    using enum review_withdrawal::verb;
    if (books.withdrawals.empty()) return by_owner(books);
    const auto which = chance(70) ? std::ssize(books.withdrawals) : row(books.withdrawals);
    const auto verb = one_of(
        {approve, approve, approve, pay, pay, pay, reject, cancel_by_owner, cancel_by_admin});
    const step reviewed{.what = review_withdrawal{which, verb, number(-1, 2)}, .user = admin};
    if (verb != cancel_by_owner) return reviewed;
    const auto& newest = books.withdrawals.back();
    const auto owner = books.agents[static_cast<std::size_t>(newest.agent - 1)].owner;
    return {.what = reviewed.what, .user = owner, .bot = newest.agent};
}

}  // namespace agentbackend::model
