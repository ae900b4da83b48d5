// The Telegram host inside a program of one's own, by webhooks: updates are posted to it, nothing
// is polled. The program keeps the store, the prices and the money's way in; the host has the bots.
//
// A sandbox plays Telegram and a customer here. For the real one leave it out: the main bot's token
// comes from a secret place, `public_url` is where Telegram reaches the listener, and
// `stop_on_signals` ends it.

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/memory_store.hpp>

#include <cstdlib>
#include <future>
#include <iostream>

#include "aes_token_sealer.hpp"
#include "log/logging.hpp"
#include "sandbox/world.hpp"
#include "service.hpp"

using namespace agentbackend;
using namespace agentbackend::literals;

namespace {

constexpr user_id admin{1}, customer{42};
constexpr auto main_token = "1001:the-main-bot-of-the-sandbox";

// Prices of one's own: a tenth more than the base price, in every bot.
class tenth_more final : public pricing_rule {
public:
    result<unit_price> price(const pricing_question& asked) const override {
        AGENTBACKEND_ASSIGN(const auto markup, scale(asked.item.base_price, ratio{1, 10}));
        return unit_price{asked.item.base_price, markup};
    }
};

// The program's own dealings with the shop that the host serves: goods and money come in by code.
// It has a committer of its own, which takes turns with the host's at the store.
void bring_goods_and_money(store& data, const backend& shop) {
    const auto ids = make_random_ids();
    const wall_clock clock;
    committer commits(data, clock);
    const auto as_admin = [&](auto use_case) {
        return commits
            .run([&](unit_of_work& work, timestamp now) {
                const auto by = actor::person(admin, bot_ref::main());
                return use_case(work, command_context{now, *ids, by, {}});
            })
            .value();
    };
    const auto card = as_admin([&](auto& work, const auto& context) {
        return shop.add_product(work, context, {.name = "Gift card", .base_price = "10"_usdt});
    });
    as_admin([&](auto& work, const auto& context) {
        const std::string codes[] = {"AAAA-1111"};
        return shop.add_stock(work, context, card.ref, codes);
    });
    as_admin([&](auto& work, const auto& context) {
        return shop.credit_wallet(work, context, {bot_ref::main(), customer, "25"_usdt, "paid"});
    });
}

// What the customer does, and sees.
void buy_a_card(sandbox::world& telegram) {
    auto chat = telegram.person(customer.value, "Customer", "en").in("shop_bot");
    chat.sends("/start").expect("Welcome").taps("🛍 Products");
    chat.expect("Products").taps("Gift card · 11.00 USDT · 1 left");
    chat.expect("Price: 11.00 USDT").taps("1").expect("Total: 11.00 USDT");
    chat.taps("✅ Buy now").expect("AAAA-1111");
}

}  // namespace

int main() {
    sandbox::world telegram;
    telegram.add_bot({.token = main_token, .id = 1001, .username = "shop_bot", .name = "Shop"});

    const backend_policy policy{.admins = {admin}};
    const auto prices = std::make_shared<const tenth_more>();
    const auto data = make_memory_store();
    bring_goods_and_money(*data, backend::make(policy, prices).value());

    const host::aes_token_sealer sealer(host::make_token_key());
    const auto log = host::make_log(spdlog::level::warn);
    host::service running(*data, sealer,
                          {.main_token = bot_api::bot_token(main_token),
                           .api = {.base_url = telegram.url()},
                           .policy = policy,
                           .pricing = prices,
                           .webhooks = host::webhook_options{}},
                          *log);
    auto visit = std::async(std::launch::async, [&] {
        const struct closing {
            host::service& host;
            ~closing() { host.stop(); }
        } at_the_end{running};
        buy_a_card(telegram);
    });
    const auto end = running.run();
    visit.get();

    if (!end.is_orderly || telegram.requests_received("getUpdates") != 0) return EXIT_FAILURE;
    std::cout << "One card sold for 11.00 USDT; nothing was polled\n";
}
