// A shop on disk, by a stranger: one sale, an error that comes out as a value, an exception that
// crosses the library's border, and the auditor's word.

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/console/console.hpp>
#include <agentbackend/console/permissions.hpp>
#include <agentbackend/sqlite_store.hpp>
#include <agentbackend/verify.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <stdexcept>

using namespace agentbackend;
using namespace agentbackend::literals;

namespace {

void must(bool holds, const char* what) {
    if (holds) return;
    std::cerr << "consumer: not so: " << what << '\n';
    std::exit(1);
}

bool throws_what_the_standard_knows(const result<usdt>& refused) {
    try {
        static_cast<void>(refused.value());
    } catch (const std::runtime_error&) {
        return true;
    }
    return false;
}

}  // namespace

int main() {
    char folder[] = "consumer_XXXXXX";
    must(mkdtemp(folder) != nullptr, "a folder of its own");
    {
        const auto shop_file = open_sqlite_store(std::string(folder) + "/shop.db").value();
        const auto ids = make_seeded_ids(1);
        const wall_clock clock;
        committer commits(*shop_file, clock);
        const auto shop = backend::make({.admins = {user_id{1}}}).value();
        const auto as_admin = [&](auto use_case) {
            return commits
                .run([&](unit_of_work& work, timestamp now) {
                    const auto who = actor::person(user_id{1}, bot_ref::main());
                    return use_case(work, command_context{now, *ids, who, {}});
                })
                .value();
        };
        const auto alpha = as_admin([&](auto& work, const auto& context) {
            return shop.create_agent(work, context, {.name = "Alpha", .owner = user_id{7}});
        });
        const auto purse = as_admin([&](auto& work, const auto& context) {
            const wallet_credit gift{bot_ref::of(alpha.ref), user_id{42}, "10.05"_usdt, "cash"};
            return shop.credit_wallet(work, context, gift);
        });
        must(purse.balance == "10.05"_usdt, "the wallet holds what was paid in");

        const auto look = shop_file->read().value();
        must(verify(look->view()).value().is_clean(), "the auditor finds nothing");
    }
    must(throws_what_the_standard_knows(usdt::parse("ten")), "a refusal's value throws");
    must(!console::permissions().empty(), "the console is in the library");
    std::filesystem::remove_all(folder);
}
