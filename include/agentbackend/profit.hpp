// Profit: what an agent earns, for shops that take orders and payments elsewhere.
//
// A sale through `place_order` accrues its profit by itself. An embedder with orders of its own
// records the profit alone: the money is booked as brought in from outside. Pure; safe from any
// thread.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/earnings.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/journal.hpp>

namespace AGENTBACKEND_PUBLIC agentbackend {

// A profit as decided.
struct profit_step {
    usdt available_after{};  // of the agent
    earnings counts{};       // what the agent's counters grow by
    entry_draft entry{};     // without postings when the profit is zero
};

// A sale that was made elsewhere.
struct external_sale {
    usdt markup{};              // of one item
    std::int64_t quantity = 1;  // 1 to `max_quantity`
    std::string note{};         // the embedder's order number
};

// markup × quantity, deposits → available. Errors: `quantity_out_of_range`; `amount_out_of_range`
// when the markup is negative; `amount_overflow`. A profit of zero has no postings
// and counts as no sale.
result<profit_step> record_profit(const agent&, const external_sale&);

}  // namespace agentbackend
