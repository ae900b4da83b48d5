#include "bench/busy_shop.hpp"

#include <chrono>
#include <string>

namespace agentbackend::bench {
namespace {

constexpr user_id admin{1};
constexpr user_id owner{7};

}  // namespace

timestamp busy_shop::opened_at() {
    return timestamp(std::chrono::sys_days{std::chrono::year{2025} / 1 / 24});
}

busy_shop::busy_shop(store& where, std::int64_t sales)
    : rules_(backend::make({.admins = {admin}}).value()), ids_(make_seeded_ids(1)) {
    const auto filling = std::move(where.begin()).value();
    fill(filling->work());
    for (std::int64_t number = 0; number < sales; ++number) prepare_sale(filling->work(), number);
    filling->work().set_committed_at(opened_at()).value();
    filling->commit().value();
}

command_context busy_shop::as(user_id who, bot_ref through) const {
    return {.now = opened_at(), .ids = *ids_, .who = actor::person(who, through), .key = {}};
}

void busy_shop::fill(unit_of_work& work) const {
    const auto as_admin = as(admin, bot_ref::main());
    rules_.add_product(work, as_admin, {.name = "Gift card", .base_price = base_price}).value();
    for (std::int64_t n = 0; n < agent_count; ++n) {
        const auto made =
            rules_.create_agent(work, as_admin, {.name = "Agent", .owner = owner}).value();
        const auto shop = bot_ref::of(made.ref);
        rules_.set_markup(work, as(owner, shop), usdt::from_micros(markup_micros)).value();
        for (std::int64_t c = 0; c < customers_per_agent; ++c) {
            const auto money = usdt::from_micros(wallet_micros);
            rules_.credit_wallet(work, as_admin, {shop, user_id{100 + c}, money, ""}).value();
        }
    }
}

void busy_shop::prepare_sale(unit_of_work& work, std::int64_t number) const {
    const sale_plan plan{number};
    const std::string code[] = {"CODE-" + std::to_string(1'000'000'000 + number)};
    rules_.add_stock(work, as(admin, bot_ref::main()), plan.product(), code).value();
    const auto customer = as(plan.customer(), bot_ref::of(plan.seller()));
    rules_.make_quote(work, customer, {.product = plan.product(), .quantity = 1}).value();
}

result<void> busy_shop::sell(unit_of_work& work, timestamp now, std::int64_t number) const {
    const sale_plan plan{number};
    auto customer = as(plan.customer(), bot_ref::of(plan.seller()));
    customer.now = now;
    AGENTBACKEND_TRY(rules_.buy(work, customer, plan.quote()));
    return success();
}

}  // namespace agentbackend::bench
