// Moving in: the agents and withdrawals of an existing installation, from `mongoexport` JSON lines.
//
// Everything is read and checked before the first write, all of it is written in one transaction,
// and the books are audited in that transaction before it commits: whatever is refused, nothing is
// half imported. A second run of the same files finds the rows and writes nothing. Not thread-safe.

#pragma once

#include <agentbackend/backend.hpp>
#include <agentbackend/clock.hpp>
#include <agentbackend/token_sealer.hpp>
#include <agentbackend/verify.hpp>

#include <cstdint>
#include <iosfwd>
#include <span>

#include "transfer/remarks.hpp"
#include "transfer/source.hpp"

namespace agentbackend::transfer {

enum class import_mode {
    write,
    dry_run,  // all of it but the commit
};

// What to do where an agent's frozen balance is not the sum of its open withdrawals.
enum class frozen_difference {
    refuse,
    reconcile,  // the sum is right; the difference goes to the account `opening`
};

struct import_settings {
    const token_sealer& sealer;    // for tokens that are readable; the purpose is the agent_id
    const backend_policy& policy;  // today's rules
    const clock& time;
    import_mode mode = import_mode::write;
    frozen_difference on_difference = frozen_difference::refuse;
};

enum class import_outcome {
    imported,
    would_import,  // a dry run, and nothing stands in the way
    nothing_new,   // every row is here already
    refused,       // the report's problems say why; nothing was written
};

struct import_report {
    struct tally {
        std::int64_t added = 0;
        std::int64_t unchanged = 0;  // here already, the same
        std::int64_t changed = 0;    // here already, different; left as it is here
    };

    import_outcome outcome = import_outcome::refused;
    tally agents{};
    tally withdrawals{};
    std::int64_t tokens_needed = 0;
    // Sums over the agents that were added, after any reconciliation.
    usdt available{};
    usdt frozen{};
    usdt total_paid{};
    remarks problems{};
    remarks changed{};
    remarks flags{};  // what came in, or was left out, and is worth a look
    audit_report audit{};
};

// Imports agents and withdrawals from any number of files, each with either or both, in any order.
//
// - Balances enter the journal as `opening_balance` entries: opening → available, frozen, payouts
//   and fees. An agent's total_paid is split into fees (those of its paid withdrawals in the files,
//   as far as total_paid reaches) and payouts (the rest).
// - An agent comes in stopped. One that was running, and whose token is readable, is enabled, so
//   that the host starts it. A token that cannot be read is left out: "token needed".
// - A txid settles one withdrawal only, the first paid one that has it. Where another has it, too,
//   or one that was never paid, it is kept there as `<txid> (<request_id>)`.
//
// Errors: the store's. What is wrong with the files is in the report. Takes the store's only
// transaction for as long as the import and its audit last, dry or not: beside a host that serves,
// give it a copy.
result<import_report> import_installation(store&, std::span<const source>, const import_settings&);

// The report for people, several lines.
std::ostream& operator<<(std::ostream&, const import_report&);

}  // namespace agentbackend::transfer
