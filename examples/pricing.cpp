// Prices of one's own: the rule is a parameter of the backend. Here a percentage, prices by
// product, and prices that fall with the quantity; and what becomes of a quote when the price
// moves.

#include <agentbackend/backend.hpp>
#include <agentbackend/memory_store.hpp>

#include <cstdlib>
#include <iostream>
#include <map>

using namespace agentbackend;
using namespace agentbackend::literals;

namespace {

// The agent's markup is read as a percentage of the base price: 5.00 is 5 %.
class percentage final : public pricing_rule {
public:
    result<unit_price> price(const pricing_question& asked) const override {
        const ratio percent{asked.agent_markup.micros(), 100 * usdt::micros_per_unit};
        AGENTBACKEND_ASSIGN(const auto markup, scale(asked.item.base_price, percent));
        return unit_price{asked.item.base_price, markup};
    }
};

// Some products have a markup of their own, whatever the agent has set.
class per_product final : public pricing_rule {
public:
    explicit per_product(std::map<product_ref, usdt> markups) : markups_(std::move(markups)) {}

    result<unit_price> price(const pricing_question& asked) const override {
        const auto own = markups_.find(asked.item.ref);
        const auto markup = own == markups_.end() ? asked.agent_markup : own->second;
        return unit_price{asked.item.base_price, markup};
    }

private:
    std::map<product_ref, usdt> markups_;
};

// The operator's part falls with the quantity; the agent's stays.
class tiered final : public pricing_rule {
public:
    // From so many on, this share of the base price. Fewer than the first tier: all of it.
    explicit tiered(std::map<std::int64_t, ratio> tiers) : tiers_(std::move(tiers)) {}

    result<unit_price> price(const pricing_question& asked) const override {
        const auto above = tiers_.upper_bound(asked.quantity);
        if (above == tiers_.begin()) return unit_price{asked.item.base_price, asked.agent_markup};
        AGENTBACKEND_ASSIGN(const auto base,
                            scale(asked.item.base_price, std::prev(above)->second));
        return unit_price{base, asked.agent_markup};
    }

private:
    std::map<std::int64_t, ratio> tiers_;
};

void expect(bool holds, const char* what) {
    if (holds) return;
    std::cerr << "not so: " << what << '\n';
    std::exit(1);
}

// A rule alone needs neither store nor backend.
usdt total(const pricing_rule& rule, const product& item, std::int64_t quantity) {
    const auto alpha = bot_ref::of(agent_ref{1});
    return terms_for(rule, {item, alpha, "5"_usdt, quantity}).value().total;
}

void prices_by_three_rules() {
    const product card{.ref = {1}, .name = "Gift card", .base_price = "10"_usdt};
    const product rare{.ref = {2}, .name = "Rare card", .base_price = "10"_usdt};

    expect(total(percentage(), card, 1) == "10.50"_usdt, "10 and 5 % of it");

    const per_product named({{rare.ref, "7.5"_usdt}});
    expect(total(named, card, 1) == "15"_usdt, "10 and the agent's 5");
    expect(total(named, rare, 1) == "17.5"_usdt, "10 and the product's 7.5");

    const tiered volume({{10, {90, 100}}, {100, {75, 100}}});
    expect(total(volume, card, 9) == "135"_usdt, "nine at 10 + 5");
    expect(total(volume, card, 10) == "140"_usdt, "ten at 9 + 5");
    expect(total(volume, card, 100) == "1250"_usdt, "a hundred at 7.5 + 5");
}

// A quote keeps the terms it was made with. When the rule would say something else now, the sale is
// refused and nothing is charged: the customer sees the new price and decides again.
void a_quote_outlives_its_rule() {
    constexpr user_id admin{1}, customer{42};
    const auto store = make_memory_store();
    const auto ids = make_seeded_ids(1);
    const auto open = store->begin().value();
    unit_of_work& work = open->work();
    const auto as = [&](user_id who) {
        return command_context{timestamp(), *ids, actor::person(who, bot_ref::main()), {}};
    };

    const auto before = backend::make({.admins = {admin}}).value();
    const auto card =
        before.add_product(work, as(admin), {.name = "Gift card", .base_price = "10"_usdt}).value();
    const std::string codes[] = {"AAAA-1111", "BBBB-2222"};
    expect(before.add_stock(work, as(admin), card.ref, codes).has_value(), "two in stock");
    const wallet_credit cash{bot_ref::main(), customer, "100"_usdt, "cash"};
    expect(before.credit_wallet(work, as(admin), cash).has_value(), "a full wallet");
    const auto offer = before.make_quote(work, as(customer), {card.ref, 2}).value();

    const auto half_price =
        std::make_shared<const tiered>(std::map<std::int64_t, ratio>{{2, {1, 2}}});
    const auto after = backend::make({.admins = {admin}}, half_price).value();
    const auto refused = after.buy(work, as(customer), offer.ref);
    expect(!refused && refused.error().code() == errc::price_changed, "the price has changed");
    expect(work.find_quote(offer.ref).value()->terms.total == "20"_usdt, "the quote has not");
    expect(work.find_wallet(bot_ref::main(), customer).value().balance == "100"_usdt, "no charge");

    const auto again = after.make_quote(work, as(customer), {card.ref, 2}).value();
    expect(after.buy(work, as(customer), again.ref).value().purse.balance == "90"_usdt, "two at 5");
}

}  // namespace

int main() {
    prices_by_three_rules();
    a_quote_outlives_its_rule();
    std::cout << "Three rules, and a quote that kept its price\n";
}
