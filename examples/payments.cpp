// A payment source of one's own: whatever tells you that money has come in, a payment provider's
// webhook or a watcher of the chain, credits the customer's wallet. Such sources repeat themselves;
// the payment's id is the key, so a payment is credited once.

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/memory_store.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

using namespace agentbackend;
using namespace agentbackend::literals;

namespace {

struct payment {
    std::string id;  // the source's own; never given to another payment
    bot_ref bot;     // where the customer shops
    user_id customer;
    usdt amount;
};

class cashier {
public:
    // All must outlive the cashier. `account` is an admin of the backend's policy that is nobody in
    // Telegram, and not zero, which is nobody's number and the system's: keys belong to whom they
    // were recorded for, and nobody else can spend the cashier's.
    cashier(const backend& shop, committer& commits, id_source& ids, user_id account)
        : shop_(shop), commits_(commits), ids_(ids), account_(account) {}

    // Returns when the money is in the wallet and on disk. Call it again after any error that
    // `classify` calls retryable, and whenever the source says the payment again.
    result<wallet> receive(const payment& paid) {
        return commits_.run([&](unit_of_work& work, timestamp now) {
            const command_context context{now, ids_, actor::person(account_, bot_ref::main()),
                                          "payment:" + paid.id};
            return shop_.credit_wallet(
                work, context, {paid.bot, paid.customer, paid.amount, "payment " + paid.id});
        });
    }

private:
    const backend& shop_;
    committer& commits_;
    id_source& ids_;
    user_id account_;
};

void expect(bool holds, const char* what) {
    if (holds) return;
    std::cerr << "not so: " << what << '\n';
    std::exit(1);
}

}  // namespace

int main() {
    constexpr user_id admin{1}, cash_desk{-1}, customer{42};  // people's numbers are positive
    const auto store = make_memory_store();
    const auto ids = make_random_ids();
    const wall_clock clock;
    committer commits(*store, clock);
    const auto shop = backend::make({.admins = {admin, cash_desk}}).value();
    cashier desk(shop, commits, *ids, cash_desk);

    const payment first{"tx-1", bot_ref::main(), customer, "25"_usdt};
    expect(desk.receive(first).value().balance == "25.00"_usdt, "credited");
    expect(desk.receive(first).value().balance == "25.00"_usdt, "said twice, credited once");

    const payment second{"tx-2", bot_ref::main(), customer, "0.5"_usdt};
    expect(desk.receive(second).value().balance == "25.50"_usdt, "another payment is another");

    auto contradiction = first;
    contradiction.amount = "2500"_usdt;
    const auto refused = desk.receive(contradiction);
    expect(!refused && refused.error().code() == errc::key_reused_with_different_body,
           "the same id with another amount is somebody's mistake");
    std::cout << "Two payments, four messages, 25.50 USDT\n";
}
