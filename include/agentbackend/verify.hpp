// The auditor: recomputes every balance from the journal and checks every invariant, apart from the
// code that writes. Reads one snapshot; beside a running host, and never migrates.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/store.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Something that is not as it must be.
struct finding {
    std::string invariant{};  // the `name` of the rule that is broken
    std::string sentence{};   // in English: what is wrong where, and by how much
};

// How far an audit has come: rows looked at, in which step. For a progress line.
struct audit_progress {
    std::string_view step{};  // what kind of rows, such as "orders"
    std::int64_t rows = 0;    // of this step so far
};

// What an audit has looked at, and what it has found.
struct audit_report {
    std::int64_t entries = 0;         // of the journal
    std::int64_t agents = 0;          // archived ones too
    std::int64_t wallets = 0;         // that ever moved
    std::int64_t items = 0;           // of stock, sold ones too
    std::int64_t orders = 0;          // refunded ones too
    std::int64_t withdrawals = 0;     // in every status
    std::vector<finding> findings{};  // at most `max_findings`
    std::int64_t more_findings = 0;   // counted beyond those, and not kept
    // Findings that are kept; of more, their number alone.
    static constexpr std::size_t max_findings = 100;

    // Whether every rule holds.
    bool is_clean() const noexcept { return findings.empty(); }
};

// One rule, in one sentence, and the code that checks it.
struct invariant {
    std::string_view name{};      // a few words, which findings repeat
    std::string_view sentence{};  // in English: what is always true
};

// Every rule that `verify` checks, for documents and tests.
std::vector<invariant> invariants();

// Takes time linear in the rows; memory linear in agents, wallets, refunds, withdrawals,
// and quarters of an hour with a sale.
result<audit_report> verify(reader&, const std::function<void(const audit_progress&)>& = {});

}  // namespace agentbackend
