#include "model/shop_under_test.hpp"

#include <agentbackend/verify.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace agentbackend::model {
namespace {

backend_policy policy() {
    backend_policy made;
    made.admins = {user_id{admin}};
    made.agents.markup_ceiling = usdt::from_micros(ledger::markup_ceiling);
    made.withdrawals.minimum = usdt::from_micros(ledger::minimum);
    made.withdrawals.fee = usdt::from_micros(ledger::fee);
    return made;
}

const char* text_of(request_withdrawal::address to) {
    switch (to) {
        case request_withdrawal::address::good: return "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss";
        case request_withdrawal::address::misspelt: return "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYsS";
        case request_withdrawal::address::burn: return "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb";
    }
    return "";
}

std::string txid_text(std::int64_t number) {
    auto text = number < 0 ? std::string("no txid") : std::to_string(number);
    return std::string(64 - text.size(), '0') + text;
}

agent_event event_of(report_bot::what seen) {
    switch (seen) {
        case report_bot::what::start: return agent_event::start;
        case report_bot::what::came_up: return agent_event::came_up;
        case report_bot::what::fail: return agent_event::fail;
        case report_bot::what::stop: return agent_event::stop;
    }
    return agent_event::stop;
}

withdrawal_command verb_of(const review_withdrawal& c) {
    switch (c.what) {
        case review_withdrawal::verb::approve: return approve{};
        case review_withdrawal::verb::reject: return reject{"no"};
        case review_withdrawal::verb::pay: return pay{txid_text(c.txid)};
        case review_withdrawal::verb::cancel_by_owner: return cancel_by_owner{};
        case review_withdrawal::verb::cancel_by_admin: return cancel_by_admin{"no"};
    }
    return approve{};
}

// The use case that a command stands for.
struct perform {
    const backend& rules;
    unit_of_work& work;
    const command_context& context;

    template <class T>
    static result<void> without_value(const result<T>& outcome) {
        if (!outcome) return outcome.error();
        return success();
    }

    result<void> operator()(const create_agent& c) {
        return without_value(rules.create_agent(
            work, context, {.name = "Agent", .owner = user_id{c.owner}, .token = {"sealed"}}));
    }
    result<void> operator()(const set_markup& c) {
        return without_value(rules.set_markup(work, context, usdt::from_micros(c.markup)));
    }
    result<void> operator()(const start_agent& c) {
        return without_value(rules.start_agent(work, context, {c.agent}));
    }
    result<void> operator()(const stop_agent& c) {
        return without_value(rules.stop_agent(work, context, {c.agent}));
    }
    result<void> operator()(const archive_agent& c) {
        return without_value(rules.archive_agent(work, context, {c.agent}));
    }
    result<void> operator()(const report_bot& c) {
        return without_value(
            rules.report_bot(work, context, {c.agent}, {.what = event_of(c.seen)}));
    }
    result<void> operator()(const add_product& c) {
        return without_value(rules.add_product(
            work, context, {.name = "Gift card", .base_price = usdt::from_micros(c.base)}));
    }
    result<void> operator()(const set_base_price& c) {
        return without_value(
            rules.set_base_price(work, context, {c.product}, usdt::from_micros(c.base)));
    }
    result<void> operator()(const set_listing& c) {
        return without_value(
            rules.set_listing(work, context, {c.product},
                              c.listed ? backend::listing::listed : backend::listing::withdrawn));
    }
    result<void> operator()(const add_stock& c) {
        const std::vector<std::string> codes(static_cast<std::size_t>(c.items), "a code");
        return without_value(rules.add_stock(work, context, {c.product}, codes));
    }
    result<void> operator()(const credit_wallet& c) {
        return without_value(rules.credit_wallet(
            work, context,
            {bot_ref::from_value(c.bot), user_id{c.user}, usdt::from_micros(c.amount), ""}));
    }
    result<void> operator()(const make_quote& c) {
        return without_value(rules.make_quote(work, context, {{c.product}, c.quantity}));
    }
    result<void> operator()(const buy& c) {
        return without_value(rules.buy(work, context, {c.quote}));
    }
    result<void> operator()(const refund& c) {
        return without_value(rules.refund(work, context, {c.order}, "no good"));
    }
    result<void> operator()(const record_profit& c) {
        return without_value(rules.record_profit(work, context, {c.agent}, c.quantity, ""));
    }
    result<void> operator()(const request_withdrawal& c) {
        return without_value(
            rules.request_withdrawal(work, context, {usdt::from_micros(c.amount), text_of(c.to)}));
    }
    result<void> operator()(const review_withdrawal& c) {
        return without_value(rules.apply(work, context, {c.withdrawal}, verb_of(c)));
    }
};

void expect_agents(reader& view, const ledger& books) {
    for (std::size_t i = 0; i < books.agents.size(); ++i) {
        const auto& expected = books.agents[i];
        const auto ref = agent_ref{static_cast<std::int64_t>(i + 1)};
        SCOPED_TRACE("agent " + std::to_string(ref.value));
        const auto actual = view.find_agent(ref).value().value();
        EXPECT_EQ(name(actual.status), expected.status);
        EXPECT_EQ(actual.markup.micros(), expected.markup);
        EXPECT_EQ(actual.available.micros(), expected.available);
        EXPECT_EQ(actual.frozen.micros(), expected.frozen);
        EXPECT_EQ(actual.payouts.micros(), expected.payouts);
        EXPECT_EQ(actual.fees.micros(), expected.fees);
    }
}

void expect_products(reader& view, const ledger& books) {
    for (std::size_t i = 0; i < books.products.size(); ++i) {
        const auto& expected = books.products[i];
        const auto ref = product_ref{static_cast<std::int64_t>(i + 1)};
        SCOPED_TRACE("product " + std::to_string(ref.value));
        const auto actual = view.find_product(ref).value().value();
        EXPECT_EQ(actual.base_price.micros(), expected.base);
        EXPECT_EQ(actual.listed, expected.listed);
        EXPECT_EQ(actual.in_stock, expected.in_stock);
        EXPECT_EQ(actual.sold, expected.sold);
    }
}

void expect_wallets(reader& view, const ledger& books) {
    for (const auto& [key, balance] : books.wallets) {
        const auto [bot, user] = key;
        SCOPED_TRACE("wallet of " + std::to_string(user) + " in bot " + std::to_string(bot));
        const auto actual = view.find_wallet(bot_ref::from_value(bot), {user}).value();
        EXPECT_EQ(actual.balance.micros(), balance);
    }
}

void expect_withdrawal_totals(reader& view, const ledger& books) {
    const auto totals = view.withdrawal_totals().value();
    for (const auto status : all_withdrawal_statuses) {
        SCOPED_TRACE(name(status));
        std::int64_t count = 0;
        micros sum = 0;
        for (const auto& row : books.withdrawals) {
            if (row.status != name(status)) continue;
            ++count;
            sum += row.amount;
        }
        EXPECT_EQ(totals.of(status).count, count);
        EXPECT_EQ(totals.of(status).sum.micros(), sum);
    }
    micros fees = 0;
    micros payouts = 0;
    std::int64_t with_frozen = 0;
    for (const auto& row : books.agents) {
        fees += row.fees;
        payouts += row.payouts;
        with_frozen += row.frozen > 0;
    }
    EXPECT_EQ(totals.fees_earned.micros(), fees);
    EXPECT_EQ(totals.net_paid.micros(), payouts);
    EXPECT_EQ(totals.agents_with_frozen, with_frozen);
}

}  // namespace

shop_under_test::shop_under_test(opener open, std::uint64_t seed)
    : open_(std::move(open)),
      store_(open_()),
      ids_(make_seeded_ids(seed)),
      rules_(backend::make(policy()).value()) {}

refusal shop_under_test::take(const step& taken) {
    const auto unit = std::move(store_->begin()).value();
    const command_context context{
        .now = timestamp{std::chrono::microseconds{taken.at}},
        .ids = *ids_,
        .who = taken.is_by_system() ? actor::system()
                                    : actor::person({taken.user}, bot_ref::from_value(taken.bot)),
        .key = taken.key};
    const auto outcome = std::visit(perform{rules_, unit->work(), context}, taken.what);
    if (!outcome) {
        EXPECT_EQ(unit->work().writes(), 0u) << "a refusal has written";
        return outcome.error().code();
    }
    unit->commit().value();
    return {};
}

void shop_under_test::reopen() {
    store_.reset();
    store_ = open_();
}

void shop_under_test::expect_agrees_with(const ledger& books) const {
    const auto state = std::move(store_->read()).value();
    expect_agents(state->view(), books);
    expect_products(state->view(), books);
    expect_wallets(state->view(), books);
    expect_withdrawal_totals(state->view(), books);
    EXPECT_EQ(state->view().head().value().sequence, books.journal_entries);
}

void shop_under_test::expect_verifies() const {
    const auto state = std::move(store_->read()).value();
    const auto report = verify(state->view()).value();
    for (const auto& found : report.findings)
        ADD_FAILURE() << found.invariant << ": " << found.sentence;
}

journal_head shop_under_test::head() const {
    const auto state = std::move(store_->read()).value();
    return state->view().head().value();
}

}  // namespace agentbackend::model
