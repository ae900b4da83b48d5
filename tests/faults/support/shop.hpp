// A shop with something of everything, for use cases to fail in.

#pragma once

#include "unit/support/builders.hpp"

#include <agentbackend/backend.hpp>

#include <string>
#include <utility>
#include <vector>

namespace agentbackend::test {

// The same each time.
struct shop {
    backend rules = backend::make({.admins = {admin}}).value();
    agent_ref alpha;
    agent_ref idle;  // stopped, and has earned nothing
    agent_ref busy;  // its bot is starting
    product_ref card;
    quote_ref offered;
    order_ref sold;
    withdrawal_ref pending;
    withdrawal_ref approved;
    category_ref games;
    std::string claim_code;

    command_context context(timestamp now, id_source& ids, const actor& who,
                            std::string key) const {
        return {.now = now, .ids = ids, .who = who, .key = std::move(key)};
    }
    actor the_admin() const { return actor::person(admin, bot_ref::main()); }
    actor the_owner() const { return actor::person(owner, bot_ref::of(alpha)); }
    actor the_customer() const { return actor::person(customer, bot_ref::of(alpha)); }

    result<void> open(unit_of_work& work, timestamp now) {
        const auto ids = make_seeded_ids(7);
        const auto as = [&](const actor& who) { return context(now, *ids, who, ""); };
        AGENTBACKEND_ASSIGN(const auto made,
                            rules.create_agent(work, as(the_admin()),
                                               {.name = "Alpha", .owner = owner, .token = {"t"}}));
        alpha = made.ref;
        AGENTBACKEND_ASSIGN(idle, given_agent(work, as(the_admin()), "Idle"));
        AGENTBACKEND_ASSIGN(busy, given_agent(work, as(the_admin()), "Busy"));
        AGENTBACKEND_TRY(rules.start_agent(work, as(the_admin()), busy));
        AGENTBACKEND_TRY(rules.add_button(work, as(the_owner()), {"News", "https://a.example"}));
        AGENTBACKEND_TRY(rules.add_button(work, as(the_owner()), {"Help", "https://b.example"}));
        AGENTBACKEND_TRY(rules.set_markup(work, as(the_owner()), amount("30")));
        AGENTBACKEND_ASSIGN(const auto item,
                            rules.add_product(work, as(the_admin()),
                                              {.name = "Gift card", .base_price = amount("10")}));
        card = item.ref;
        const std::vector<std::string> codes{"one", "two", "three", "four"};
        AGENTBACKEND_TRY(rules.add_stock(work, as(the_admin()), card, codes));
        AGENTBACKEND_TRY(rules.credit_wallet(
            work, as(the_admin()),
            {.bot = bot_ref::of(alpha), .user = customer, .amount = amount("200")}));
        AGENTBACKEND_ASSIGN(const auto first, quote_two(work, as(the_customer())));
        AGENTBACKEND_ASSIGN(const auto sale, rules.buy(work, as(the_customer()), first));
        sold = sale.bought.ref;
        AGENTBACKEND_ASSIGN(offered, quote_two(work, as(the_customer())));
        AGENTBACKEND_ASSIGN(pending, request(work, as(the_owner()), "20"));
        AGENTBACKEND_ASSIGN(approved, request(work, as(the_owner()), "25"));
        AGENTBACKEND_TRY(rules.apply(work, as(the_admin()), approved, approve{}));
        AGENTBACKEND_ASSIGN(const auto drawer, rules.add_category(work, as(the_admin()), "Games"));
        games = drawer.ref;
        AGENTBACKEND_ASSIGN(const auto offer, rules.make_claim(work, as(the_admin()), alpha));
        claim_code = offer.code;
        return success();
    }

private:
    result<agent_ref> given_agent(unit_of_work& work, const command_context& context,
                                  std::string name) const {
        AGENTBACKEND_ASSIGN(
            const auto made,
            rules.create_agent(work, context, {.name = std::move(name), .token = {"t"}}));
        return made.ref;
    }
    result<quote_ref> quote_two(unit_of_work& work, const command_context& context) const {
        AGENTBACKEND_ASSIGN(const auto made,
                            rules.make_quote(work, context, {.product = card, .quantity = 2}));
        return made.ref;
    }
    result<withdrawal_ref> request(unit_of_work& work, const command_context& context,
                                   std::string_view text) const {
        AGENTBACKEND_ASSIGN(const auto made, rules.request_withdrawal(work, context,
                                                                      {.amount = amount(text),
                                                                       .address = payout_address}));
        return made.now.ref;
    }
};

}  // namespace agentbackend::test
