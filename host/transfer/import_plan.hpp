// What an import will write, decided before the first write.

#pragma once

#include <string>
#include <vector>

#include "transfer/import.hpp"
#include "transfer/import_rows.hpp"

namespace agentbackend::transfer {

// An agent to insert, with its balances as they shall be.
struct planned_agent {
    agent row{};
    usdt frozen_in_file{};  // differs from the row's after a reconciliation
};

struct planned_withdrawal {
    place at{};
    withdrawal row{};  // without its agent's reference
    std::string agent_id{};
};

// An agent that is here already, and whose frozen balance grows by new open withdrawals.
struct frozen_growth {
    agent row{};  // as it shall be
    usdt by{};
};

struct import_plan {
    std::vector<planned_agent> agents{};
    std::vector<planned_withdrawal> withdrawals{};  // oldest first
    std::vector<frozen_growth> growths{};

    bool is_empty() const noexcept { return agents.empty() && withdrawals.empty(); }
};

// Compares the rows with what is here, and judges them by today's rules. Fills in the report; the
// plan is of use only while the report has no problems. Errors: the store's.
result<import_plan> plan_import(reader&, const import_rows&, const import_settings&, timestamp now,
                                import_report&);

// Writes it. A withdrawal with which the store's sums over all of them leave the range of amounts
// is reported, and nothing after it written. Errors: the store's. After either, the caller drops
// the transaction.
result<void> carry_out(const import_plan&, unit_of_work&, timestamp now, remarks& problems);

}  // namespace agentbackend::transfer
