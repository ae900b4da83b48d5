// Walks the tables of an export. Every format writes its rows from here.

#pragma once

#include "transfer/export.hpp"
#include "transfer/exported_rows.hpp"
#include "transfer/pages.hpp"

namespace agentbackend::transfer {

// Error: `store_io` when the stream has failed.
result<void> check_written(const std::ostream&);

// Each calls `row(item) -> result<void>` for every row, in the order of references.
template <class Row>
result<void> each_agent(reader& rows, Row row) {
    return each_row(
        agent_ref{}, [&](auto after) { return rows.agents(after, page_size); },
        [](const agent& a) { return a.ref; }, row);
}
template <class Row>
result<void> each_order(reader& rows, Row row) {
    return each_row(
        order_ref{}, [&](auto after) { return rows.orders(after, page_size); },
        [](const order& o) { return o.ref; }, row);
}
template <class Row>
result<void> each_withdrawal(reader& rows, Row row) {
    return each_row(
        withdrawal_ref{}, [&](auto after) { return rows.withdrawals({}, after, page_size); },
        [](const withdrawal& w) { return w.ref; }, row);
}
template <class Row>
result<void> each_entry(reader& rows, Row row) {
    return each_row(
        std::int64_t{0}, [&](auto after) { return rows.journal(after, page_size); },
        [](const journal_entry& e) { return e.sequence; }, row);
}

}  // namespace agentbackend::transfer
