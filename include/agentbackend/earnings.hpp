// Earnings: what an agent's sales brought in and refunds took back, counted as they happen.
//
// Counters are kept by quarters of an hour in UTC, because every zone's midnight falls on one:
// which day a sale belongs to is decided when it is shown, in the zone of who looks. A refund
// counts when it is made, not when its order was. Pure values and rules; safe from any thread.

#pragma once

#include <agentbackend/clock.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/usdt.hpp>

#include <chrono>
#include <cstdint>

namespace AGENTBACKEND_PUBLIC agentbackend {

// What sales brought in and refunds took back, in some stretch of time.
struct earnings {
    std::int64_t sales = 0;    // orders, and profits recorded of sales made elsewhere
    std::int64_t refunds = 0;  // of orders; a refunded one stays among the sales
    usdt earned{};             // profit of the sales
    usdt taken_back{};         // profit of the refunded ones
    friend bool operator==(const earnings&, const earnings&) = default;
};

// Error: `amount_overflow`.
result<earnings> add(const earnings&, const earnings&);

// earned − taken_back; below zero where refunds of earlier sales weigh more.
usdt net_of(const earnings&);

// One change of an agent's counters.
struct earnings_change {
    agent_ref agent{};      // whose counters
    timestamp at{};         // of the sale, or of the refund
    product_ref product{};  // zero: sold elsewhere
    earnings by{};          // what is added
    friend bool operator==(const earnings_change&, const earnings_change&) = default;
};

// The start of the quarter of an hour that a time falls in.
timestamp quarter_of(timestamp) noexcept;

// The sums of one quarter of an hour.
struct quarter_earnings {
    timestamp quarter{};  // its start
    earnings sums{};      // of one agent, whatever was sold
    friend bool operator==(const quarter_earnings&, const quarter_earnings&) = default;
};

// The sums of one product.
struct product_earnings {
    product_ref product{};  // zero: sold elsewhere
    earnings sums{};        // of one agent, of all time
    friend bool operator==(const product_earnings&, const product_earnings&) = default;
};

// A day as the calendar of some zone has it.
struct day_earnings {
    std::chrono::local_days day{};  // in the zone that was asked for
    earnings sums{};                // of one agent, whatever was sold
    friend bool operator==(const day_earnings&, const day_earnings&) = default;
};

// The day that a time falls on, so far from UTC; and where that day begins.
std::chrono::local_days day_of(timestamp, std::chrono::minutes utc_offset) noexcept;
timestamp start_of(std::chrono::local_days, std::chrono::minutes utc_offset) noexcept;

}  // namespace agentbackend
