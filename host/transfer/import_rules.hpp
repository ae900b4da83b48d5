// From rows as they were written to rows as they may be here: what is kept, what is left out, and
// what a person should look at. Pure; safe from any thread.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/backend.hpp>
#include <agentbackend/withdrawal.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transfer/import_rows.hpp"

namespace agentbackend::transfer {

// A row made acceptable. The flags are whole sentences.
template <class Row>
struct judged {
    Row made{};
    std::vector<std::string> flags{};
    std::string refusal{};  // a sentence; not empty: the row cannot come in as it is
};

// An agent that nothing is known of but its row: stopped, without token, reference and balances of
// payouts and fees. A name or link that today's rules refuse is left out and flagged. Times that
// are missing are read from the id, else they are `now`.
judged<agent> judge(const agent_row&, const backend_policy&, timestamp now);

// A withdrawal without references. What is settled stays word for word, but for the spelling of a
// txid (no `0x`, lower case), and is flagged where it breaks today's rules. An open one loses what
// only a settled one has. Refused: an open one that could not be paid in any way, because its
// amount is not above zero or its fee not below it.
//
// A fee that is missing is today's for an open withdrawal, and zero for a settled one.
judged<withdrawal> judge(const withdrawal_row&, const backend_policy&, timestamp now);

}  // namespace agentbackend::transfer
