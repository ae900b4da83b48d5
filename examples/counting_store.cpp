// A store around a store: counts what one sale asks of the database. The same seam serves metrics,
// tracing and faults on purpose.

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/memory_store.hpp>
#include <agentbackend/store_decorator.hpp>

#include <atomic>
#include <iostream>

using namespace agentbackend;
using namespace agentbackend::literals;

namespace {

// Hooks run on the thread of the call they surround, here the committer's and main's.
class counting_store final : public store_decorator {
public:
    using store_decorator::store_decorator;

    result<void> before(store_call call) override {
        if (call == store_call::commit) {
            ++commits;
        } else if (is_write(call)) {
            ++writes;
        } else {
            ++reads;
        }
        return success();
    }

    std::atomic<int> reads = 0, writes = 0, commits = 0;
};

}  // namespace

int main() {
    constexpr user_id admin{1}, customer{42};
    counting_store store(make_memory_store());
    const auto ids = make_random_ids();
    const wall_clock clock;
    const auto shop = backend::make({.admins = {admin}}).value();
    committer commits(store, clock);

    const auto as = [&](user_id who, auto use_case) {
        return commits
            .run([&](unit_of_work& work, timestamp now) {
                const auto by = actor::person(who, bot_ref::main());
                return use_case(work, command_context{now, *ids, by, {}});
            })
            .value();
    };
    const auto card = as(admin, [&](auto& work, const auto& context) {
        return shop.add_product(work, context, {.name = "Gift card", .base_price = "10"_usdt});
    });
    as(admin, [&](auto& work, const auto& context) {
        const std::string codes[] = {"AAAA-1111"};
        return shop.add_stock(work, context, card.ref, codes);
    });
    as(admin, [&](auto& work, const auto& context) {
        return shop.credit_wallet(work, context, {bot_ref::main(), customer, "10"_usdt, "cash"});
    });
    const auto offer = as(customer, [&](auto& work, const auto& context) {
        return shop.make_quote(work, context, {card.ref, 1});
    });

    store.reads = store.writes = store.commits = 0;
    as(customer,
       [&](auto& work, const auto& context) { return shop.buy(work, context, offer.ref); });
    std::cout << "One sale: " << store.reads << " questions, " << store.writes << " writes, "
              << store.commits << " commit\n";
    return store.commits == 1 ? 0 : 1;
}
