#include "demo/books.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <algorithm>
#include <ostream>

namespace agentbackend::host {
namespace {

constexpr std::size_t at_most = 100;

std::string shop_name(const books& all, bot_ref bot) {
    const auto seller = std::find_if(all.agents.begin(), all.agents.end(),
                                     [&](const agent& a) { return bot_ref::of(a.ref) == bot; });
    return seller == all.agents.end() ? "the main bot" : seller->name;
}

}  // namespace

result<books> read_books(const std::filesystem::path& database) {
    sqlite_options options;
    options.mode = sqlite_options::access::read_only;
    AGENTBACKEND_ASSIGN(const auto data, open_sqlite_store(database.string(), options));
    AGENTBACKEND_ASSIGN(const auto state, data->read());
    books all;
    AGENTBACKEND_ASSIGN(all.agents, state->view().agents({}, at_most));
    AGENTBACKEND_ASSIGN(all.wallets, state->view().wallets({}, at_most));
    AGENTBACKEND_ASSIGN(all.withdrawals, state->view().withdrawal_totals());
    return all;
}

void print(const books& all, std::ostream& out) {
    for (const auto& a : all.agents) {
        out << "  " << a.name << ": available " << a.available.to_string() << ", frozen "
            << a.frozen.to_string() << ", total paid " << a.total_paid().to_string() << " (fees "
            << a.fees.to_string() << ")\n";
    }
    for (const auto& w : all.wallets) {
        out << "  wallet of " << w.user.value << " in " << shop_name(all, w.bot) << ": "
            << w.balance.to_string() << "\n";
    }
}

}  // namespace agentbackend::host
