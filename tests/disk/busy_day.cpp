#include "disk/busy_day.hpp"

#include "backend/commit_group.hpp"
#include "backend/support/manual_clock.hpp"

#include <numeric>
#include <utility>

namespace agentbackend::test {
namespace {

// Row numbers follow from the order of the writes.
constexpr agent_ref alpha{1};
constexpr product_ref card{1};
const bot_ref alphas_bot = bot_ref::of(alpha);

const actor the_admin = actor::person(admin, bot_ref::main());
const actor the_owner = actor::person(owner, alphas_bot);
const actor the_customer = actor::person(customer, alphas_bot);

std::vector<std::string> codes(int count, const std::string& title) {
    std::vector<std::string> all;
    for (int n = 0; n < count; ++n) all.push_back(title + std::to_string(n));
    return all;
}

wallet_credit credit(bot_ref bot, std::string_view text) {
    return {.bot = bot, .user = customer, .amount = amount(text), .note = "cash"};
}

withdrawal_request withdrawal_of(std::string_view text) {
    return {.amount = amount(text), .address = payout_address};
}

// Something long to say: the log grows by it, until a checkpoint is due.
outbox_message document(std::size_t hundreds_of_kilobytes) {
    return {.chat = {42}, .body = std::string(100'000 * hundreds_of_kilobytes, 'x')};
}

template <class T>
result<void> only_whether(const result<T>& outcome) {
    if (!outcome) return outcome.error();
    return success();
}

// Commands fail in the order in which they were submitted, or something is wrong with the order.
day_so_far summary(const std::vector<result<void>>& outcomes) {
    day_so_far day;
    for (const auto& outcome : outcomes) {
        const bool is_doubt = !outcome && outcome.error().code() == errc::outcome_unknown;
        const bool comes_too_late = !day.first_refusal.empty() && (outcome || is_doubt);
        if (comes_too_late && day.in_doubt == 0) throw std::logic_error("out of order");
        if (outcome) {
            ++day.acknowledged;
        } else {
            if (is_doubt) ++day.in_doubt;
            if (day.first_refusal.empty()) day.first_refusal = outcome.error().to_string();
        }
    }
    return day;
}

}  // namespace

busy_day::busy_day()
    : rules_(backend::make({.admins = {admin}}).value()), ids_(make_seeded_ids(7)) {
    using work = unit_of_work;
    using context = command_context;
    const auto& rules = rules_;
    const auto buys = [&](std::int64_t quote) {
        as_customer([&rules, quote](work& w, const context& c) -> result<void> {
            AGENTBACKEND_ASSIGN(const auto sold, rules.buy(w, c, quote_ref{quote}));
            if (!sold.repeated) AGENTBACKEND_TRY(w.enqueue(document(8)));
            return success();
        });
    };
    const auto credits = [&](bot_ref bot, const char* text) {
        as_admin([&rules, bot, text](work& w, const context& c) {
            return rules.credit_wallet(w, c, credit(bot, text));
        });
    };
    const auto requests = [&](const char* text) {
        as_owner([&rules, text](work& w, const context& c) {
            return rules.request_withdrawal(w, c, withdrawal_of(text));
        });
    };
    const auto reviews = [&](std::int64_t request, withdrawal_command how) {
        as_admin([&rules, request, how](work& w, const context& c) {
            return rules.apply(w, c, withdrawal_ref{request}, how);
        });
    };

    as_admin([&rules](work& w, const context& c) {
        return rules.create_agent(w, c, {.name = "Beta", .owner = owner, .token = {"sealed"}});
    });
    together(1);
    as_admin([&rules](work& w, const context& c) {
        return rules.add_stock(w, c, card, codes(3, "late-"));
    });
    credits(bot_ref::main(), "50");
    together(2);
    buys(1);
    together(1);
    buys(2);
    buys(3);
    credits(alphas_bot, "0.000001");
    together(3);
    requests("20");
    together(1);
    requests("25.5");
    requests("15");
    requests("10");
    together(3);
    reviews(1, approve{});
    together(1);
    reviews(2, approve{});
    reviews(3, reject{"unknown address"});
    together(2);
    as_owner([&rules](work& w, const context& c) {
        return rules.apply(w, c, withdrawal_ref{4}, cancel_by_owner{});
    });
    together(1);
    reviews(1, pay{a_txid});
    buys(4);
    together(2);
    reviews(2, cancel_by_admin{"came back"});
    together(1);
    as_admin([&rules](work& w, const context& c) {
        return rules.refund(w, c, order_ref{1}, "did not work");
    });
    together(1);
    commands_.push_back([this, &rules, n = commands_.size()](work& w, timestamp now) {
        return only_whether(rules.record_profit(w, this->context(now, actor::system(), n), alpha, 3,
                                                "sold elsewhere"));
    });
    buys(5);
    buys(6);
    requests("12");
    together(4);
}

void busy_day::as_admin(auto use_case) {
    commands_.push_back([this, use_case, n = commands_.size()](unit_of_work& w, timestamp now) {
        return only_whether(use_case(w, context(now, the_admin, n)));
    });
}

void busy_day::as_owner(auto use_case) {
    commands_.push_back([this, use_case, n = commands_.size()](unit_of_work& w, timestamp now) {
        return only_whether(use_case(w, context(now, the_owner, n)));
    });
}

void busy_day::as_customer(auto use_case) {
    commands_.push_back([this, use_case, n = commands_.size()](unit_of_work& w, timestamp now) {
        return only_whether(use_case(w, context(now, the_customer, n)));
    });
}

void busy_day::together(std::size_t count) { group_sizes_.push_back(count); }

command_context busy_day::context(timestamp now, const actor& who, std::size_t number) const {
    return {.now = now, .ids = *ids_, .who = who, .key = "command:" + std::to_string(number)};
}

void busy_day::open(store& db) const {
    const auto unit = std::move(db.begin()).value();
    auto& work = unit->work();
    const auto as = [&](const actor& who) {
        return command_context{.now = story_start, .ids = *ids_, .who = who};
    };
    rules_.create_agent(work, as(the_admin), {.name = "Alpha", .owner = owner, .token = {"sealed"}})
        .value();
    rules_.set_markup(work, as(the_owner), amount("30")).value();
    rules_.add_product(work, as(the_admin), {.name = "Gift card", .base_price = amount("10")})
        .value();
    rules_.add_stock(work, as(the_admin), card, codes(9, "code-")).value();
    rules_.credit_wallet(work, as(the_admin), credit(alphas_bot, "1000")).value();
    for (std::int64_t quantity : {1, 3, 1, 2, 1, 2}) {
        rules_.make_quote(work, as(the_customer), {.product = card, .quantity = quantity}).value();
    }
    work.enqueue(document(10)).value();
    unit->commit().value();
}

day_so_far busy_day::play(store& db) const {
    const manual_clock clock;
    group_committer writer(db, clock, {.max_group_time = std::chrono::hours{1}});
    std::vector<result<void>> outcomes;
    auto next = commands_.begin();
    for (const auto size : group_sizes_) {
        std::deque<group_committer::job> jobs;
        for (std::size_t n = 0; n < size; ++n) {
            jobs.push_back({*next++, [&](const result<void>& o) { outcomes.push_back(o); }});
        }
        while (!jobs.empty()) writer.run_some(jobs);
        auto day = summary(outcomes);
        if (!day.first_refusal.empty()) return day;
    }
    return summary(outcomes);
}

void busy_day::play_first(store& db, std::size_t count) const {
    const auto unit = std::move(db.begin()).value();
    for (std::size_t n = 0; n < count; ++n) commands_.at(n)(unit->work(), story_start).value();
    unit->commit().value();
}

}  // namespace agentbackend::test
