// The money of agents that move in: what their rows claim, what their withdrawals say, and what
// their balances shall be.

#pragma once

#include <cstddef>
#include <optional>

#include "transfer/import_plan.hpp"

namespace agentbackend::transfer {

// What the new withdrawals of one agent come to.
struct withdrawal_sums {
    usdt open{};
    usdt paid{};
    usdt fees{};  // of the paid ones
};

// An agent that the files speak of.
struct known_agent {
    place at{};                          // the first line that does
    std::optional<agent> here{};         // as it was before the import
    std::optional<std::size_t> added{};  // its place in the plan, when it is new
    usdt total_paid{};                   // as its row claims
    withdrawal_sums sums{};
};

// Reports that with this line a sum leaves the range of amounts.
void report_overflow(const place&, remarks& problems);

// Adds a new withdrawal to the sums. Reports what leaves the range of amounts.
void count_withdrawal(const withdrawal&, const place&, withdrawal_sums&, remarks& problems);

// Decides the balances of one agent when all its withdrawals are counted. Reports what cannot be.
void close_account(const known_agent&, frozen_difference, timestamp now, import_plan&,
                   import_report&);

}  // namespace agentbackend::transfer
