// What the ledger panel of the demo's page shows: balances, and the newest entries of the journal,
// with names for people to read. Names are not unique, so whatever keeps its place on the page
// while its figures change has numbers, too. Values.

#pragma once

#include <agentbackend/ids.hpp>
#include <agentbackend/journal.hpp>
#include <agentbackend/usdt.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace agentbackend::demo_page {

struct agent_line {
    agent_ref ref;
    std::string name;
    std::string status;  // as `name(agent_status)` words it
    usdt markup;
    usdt available;
    usdt frozen;
    usdt total_paid;
};

struct wallet_line {
    bot_ref bot;
    user_id user;
    std::string customer;  // a name
    std::string shop;      // an agent's name; empty for the main bot
    usdt balance;
};

struct posting_line {
    account_kind kind = account_kind::opening;
    std::string agent;     // empty where the account is of no agent
    std::string customer;  // empty where it is of no customer
    usdt amount;           // credit is positive
};

struct entry_line {
    std::int64_t sequence = 0;
    std::int64_t at = 0;  // seconds since 1970
    movement what = movement::opening_balance;
    std::string note;
    std::vector<posting_line> postings;
};

struct ledger {
    std::vector<agent_line> agents;
    std::vector<wallet_line> wallets;
    std::vector<entry_line> entries;  // newest first, as many as are to be shown
};

}  // namespace agentbackend::demo_page
