// The balances of a small shop at one moment, read beside a running host.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/order.hpp>
#include <agentbackend/withdrawal.hpp>

#include <filesystem>
#include <iosfwd>
#include <vector>

namespace agentbackend::host {

struct books {
    std::vector<agent> agents;
    std::vector<wallet> wallets;
    withdrawal_statistics withdrawals;
};

// At most 100 agents and wallets.
result<books> read_books(const std::filesystem::path& database);

void print(const books&, std::ostream&);

}  // namespace agentbackend::host
