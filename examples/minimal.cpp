// The library on one page: one agent, one sale, one withdrawal, over the store in memory.

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/memory_store.hpp>

#include <iostream>

using namespace agentbackend;
using namespace agentbackend::literals;

int main() {
    constexpr user_id admin{1}, owner{7}, customer{42};
    const auto store = make_memory_store();
    const auto ids = make_random_ids();
    const wall_clock clock;
    committer commits(*store, clock);
    const auto shop = backend::make({.admins = {admin}}).value();

    // Runs a use case as somebody, in some bot, and waits until it is committed.
    int keys = 0;
    const auto as = [&](user_id who, bot_ref bot, auto use_case) {
        const auto key = std::to_string(++keys);
        return commits
            .run([&](unit_of_work& work, timestamp now) {
                return use_case(work, command_context{now, *ids, actor::person(who, bot), key});
            })
            .value();
    };
    const auto main_bot = bot_ref::main();

    const auto alpha = as(admin, main_bot, [&](auto& work, auto context) {
        return shop.create_agent(work, context, {.name = "Alpha", .owner = owner});
    });
    const auto alpha_bot = bot_ref::of(alpha.ref);
    as(owner, alpha_bot,
       [&](auto& work, auto context) { return shop.set_markup(work, context, "12.5"_usdt); });
    const auto card = as(admin, main_bot, [&](auto& work, auto context) {
        return shop.add_product(work, context, {.name = "Gift card", .base_price = "10"_usdt});
    });
    as(admin, main_bot, [&](auto& work, auto context) {
        const std::string codes[] = {"AAAA-1111", "BBBB-2222", "CCCC-3333", "DDDD-4444"};
        return shop.add_stock(work, context, card.ref, codes);
    });
    as(admin, main_bot, [&](auto& work, auto context) {
        return shop.credit_wallet(work, context, {alpha_bot, customer, "100"_usdt, "cash"});
    });
    const auto sold = as(customer, alpha_bot, [&](auto& work, auto context) -> result<sale> {
        AGENTBACKEND_ASSIGN(const auto offer, shop.make_quote(work, context, {card.ref, 4}));
        return shop.buy(work, context, offer.ref);
    });
    std::cout << sold.items.size() << " cards sold for " << sold.bought.terms.total.to_string()
              << ", of which Alpha earns " << sold.bought.terms.profit.to_string() << '\n';
    const auto asked = as(owner, alpha_bot, [&](auto& work, auto context) {
        const withdrawal_request all{"50"_usdt, "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss"};
        return shop.request_withdrawal(work, context, all);
    });
    std::cout << asked.now.request_id << " is " << name(asked.now.status) << '\n';
}
