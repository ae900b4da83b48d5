// Everything the books hold, in formats that other programs read: JSON lines, CSV, hledger.
//
// Streamed page by page from one reader, hence of one state; memory grows with agents only (and
// with wallets, for hledger). Amounts are decimal strings, times ISO 8601 in UTC. Bot tokens are in
// none of them. Not thread-safe.

#pragma once

#include <agentbackend/store.hpp>

#include <array>
#include <iosfwd>
#include <optional>
#include <span>
#include <string_view>

namespace agentbackend::transfer {

enum class export_table { agents, orders, withdrawals, journal };

inline constexpr std::array all_export_tables{export_table::agents, export_table::orders,
                                              export_table::withdrawals, export_table::journal};

std::string_view name(export_table) noexcept;
std::optional<export_table> parse_export_table(std::string_view) noexcept;

// All of them: errors of the reader; `store_io` when the stream does not take what is written, with
// a sentence as detail.

// One object a line, whose `kind` is agent, order, withdrawal or journal_entry. Texts that are
// empty are null. `import` reads the agents and withdrawals.
result<void> export_jsonl(reader&, std::span<const export_table>, std::ostream&);

// One table: a header, then a record a row; of the journal a record a posting. Cells hold what
// people have typed as it is: have a spreadsheet read them as text, not as formulas.
result<void> export_csv(reader&, export_table, std::ostream&);

// The journal, with every posting's balance asserted, for `hledger check`. Signs are turned round:
// here credit is positive, there debit is. An agent is named by name and id, `Alpha (agent_…)`;
// what hledger would misread is written as `%` and the byte in hexadecimal.
result<void> export_hledger(reader&, std::ostream&);

}  // namespace agentbackend::transfer
