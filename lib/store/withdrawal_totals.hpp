// The statistics of withdrawals as writes change them, the same in every store of ours: a write
// that would take a sum out of range is refused, so that what is kept can always be read.
//
// Pure.

#pragma once

#include <agentbackend/withdrawal.hpp>

namespace agentbackend {

// The totals without the withdrawal before and with the one after; either may be missing.
// Error: `amount_overflow` when a sum would leave the range of `usdt`.
inline result<withdrawal_statistics> recounted(withdrawal_statistics totals,
                                               const withdrawal* before, const withdrawal* after) {
    const auto count = [&](const withdrawal& row, std::int64_t times) -> result<void> {
        auto& bucket = totals.by_status[static_cast<std::size_t>(row.status)];
        bucket.count += times;
        AGENTBACKEND_ASSIGN(const auto amount, multiply(row.amount, times));
        AGENTBACKEND_ASSIGN(bucket.sum, add(bucket.sum, amount));
        if (row.status != withdrawal_status::paid) return success();
        AGENTBACKEND_ASSIGN(const auto fee, multiply(row.fee, times));
        AGENTBACKEND_ASSIGN(totals.fees_earned, add(totals.fees_earned, fee));
        AGENTBACKEND_ASSIGN(const auto net, subtract(amount, fee));
        AGENTBACKEND_ASSIGN(totals.net_paid, add(totals.net_paid, net));
        return success();
    };
    if (before) AGENTBACKEND_TRY(count(*before, -1));
    if (after) AGENTBACKEND_TRY(count(*after, 1));
    return totals;
}

}  // namespace agentbackend
