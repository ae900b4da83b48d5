// The shop of docs/tutorial.md: on disk, with one agent, from the first product to the audit.

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/sqlite_store.hpp>
#include <agentbackend/verify.hpp>

#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>

using namespace agentbackend;
using namespace agentbackend::literals;

namespace {

constexpr user_id admin{1};
constexpr user_id owner{7};
constexpr user_id customer{42};

// Everything a program needs to be a shop. The order is that of construction: the committer goes
// first when the shop closes, and finishes what is queued.
struct open_shop {
    std::unique_ptr<store> database;
    std::unique_ptr<id_source> ids = make_random_ids();
    wall_clock clock{};
    backend rules;
    committer commits{*database, clock};

    // Runs a use case as somebody, in some bot, and returns when it is on disk, or refused.
    template <class UseCase>
    auto as(user_id who, bot_ref bot, UseCase use_case, const std::string& key = {}) {
        return commits.run([this, who, bot, use_case, key](unit_of_work& work, timestamp now) {
            const command_context context{now, *ids, actor::person(who, bot), key};
            return use_case(work, context);
        });
    }
};

result<void> trade(open_shop& shop) {
    const auto main_bot = bot_ref::main();

    AGENTBACKEND_ASSIGN(const auto alpha, shop.as(admin, main_bot, [&](auto& work, auto& context) {
        return shop.rules.create_agent(work, context, {.name = "Alpha", .owner = owner});
    }));
    const auto alpha_bot = bot_ref::of(alpha.ref);
    AGENTBACKEND_TRY(shop.as(owner, alpha_bot, [&](auto& work, auto& context) {
        return shop.rules.set_markup(work, context, "0.05"_usdt);
    }));

    AGENTBACKEND_ASSIGN(const auto card, shop.as(admin, main_bot, [&](auto& work, auto& context) {
        return shop.rules.add_product(work, context,
                                      {.name = "Gift card", .base_price = "10"_usdt});
    }));
    AGENTBACKEND_TRY(shop.as(admin, main_bot, [&](auto& work, auto& context) {
        const std::string codes[] = {"AAAA-1111", "BBBB-2222", "CCCC-3333"};
        return shop.rules.add_stock(work, context, card.ref, codes);
    }));

    const auto credit = [&](auto& work, auto& context) {
        return shop.rules.credit_wallet(work, context, {alpha_bot, customer, "50"_usdt, "cash"});
    };
    AGENTBACKEND_TRY(shop.as(admin, main_bot, credit, "receipt 1"));
    AGENTBACKEND_TRY(shop.as(admin, main_bot, credit, "receipt 1"));

    AGENTBACKEND_ASSIGN(const auto offer,
                        shop.as(customer, alpha_bot, [&](auto& work, auto& context) {
                            return shop.rules.make_quote(work, context, {card.ref, 3});
                        }));
    std::cout << "Three cards cost " << offer.terms.total.to_string() << '\n';
    AGENTBACKEND_ASSIGN(const auto sold,
                        shop.as(customer, alpha_bot, [&](auto& work, auto& context) {
                            return shop.rules.buy(work, context, offer.ref);
                        }));
    std::cout << sold.items.size() << " delivered, Alpha has earned "
              << sold.bought.terms.profit.to_string() << ", the wallet holds "
              << sold.purse.balance.to_string() << '\n';

    const auto asked = shop.as(owner, alpha_bot, [&](auto& work, auto& context) {
        const withdrawal_request all{"10"_usdt, "TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss"};
        return shop.rules.request_withdrawal(work, context, all);
    });
    if (asked || asked.error().code() != errc::insufficient_available) return errc::store_corrupt;
    std::cout << "Alpha asks for 10.00: " << asked.error().to_string() << '\n';
    return success();
}

}  // namespace

int main() {
    char folder[] = "tutorial_XXXXXX";
    if (mkdtemp(folder) == nullptr) throw std::runtime_error("no folder can be made here");
    const auto path = std::string(folder) + "/shop.db";
    {
        open_shop shop{.database = open_sqlite_store(path).value(),
                       .rules = backend::make({.admins = {admin}}).value()};
        trade(shop).value();
    }

    const auto reopened =
        open_sqlite_store(path, {.mode = sqlite_options::access::read_only}).value();
    const auto audit = verify(reopened->read().value()->view()).value();
    std::cout << audit.entries << " entries, " << audit.findings.size() << " findings\n";
    std::filesystem::remove_all(folder);
    return audit.is_clean() ? 0 : 1;
}
