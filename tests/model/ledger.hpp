// The model: what a shop's books must say after each command, worked out from the requirements in
// plain integers and apart from the library, in the plainest way there is.

#pragma once

#include "model/commands.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace agentbackend::model {

class ledger {
public:
    struct agent {
        std::int64_t owner = 0;
        std::string status{"stopped"};
        micros markup = 0;
        micros available = 0;
        micros frozen = 0;
        micros payouts = 0;
        micros fees = 0;
    };
    struct product {
        micros base = 0;
        bool listed = true;
        std::int64_t in_stock = 0;
        std::int64_t sold = 0;
    };
    struct quote {
        std::int64_t bot = 0;
        std::int64_t customer = 0;
        std::int64_t product = 0;
        std::int64_t quantity = 0;
        micros base = 0;
        micros markup = 0;
        micros made_at = 0;
        bool used = false;
    };
    struct order {
        std::int64_t bot = 0;
        std::int64_t customer = 0;
        micros revenue = 0;
        micros profit = 0;
        bool refunded = false;
    };
    struct withdrawal {
        std::int64_t agent = 0;
        micros amount = 0;
        std::string status{"pending"};
    };
    using wallet_key = std::pair<std::int64_t, std::int64_t>;  // bot, user

    // Rows are numbered from one, in the order they were made.
    std::vector<agent> agents;
    std::vector<product> products;
    std::vector<quote> quotes;
    std::vector<order> orders;
    std::vector<withdrawal> withdrawals;
    std::map<wallet_key, micros> wallets;
    micros deposits = 0;
    micros revenue = 0;
    std::int64_t journal_entries = 0;

    static constexpr micros minimum = 10'000'000;
    static constexpr micros fee = 1'000'000;
    static constexpr micros markup_ceiling = 20'000'000;

    // Changes the books, or refuses and leaves them as they are.
    refusal apply(const step&);

    // What customers brought in is somewhere: in wallets, with the operator, with the agents, or
    // paid out.
    bool adds_up() const;

private:
    struct judge;

    // Which request each key has led to, by (bot, user, key).
    std::map<std::tuple<std::int64_t, std::int64_t, std::string>, std::string> keys_;
    std::set<std::int64_t> used_txids_;
};

}  // namespace agentbackend::model
