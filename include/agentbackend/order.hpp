// Orders: one confirmed quote, paid from a wallet, delivered from stock, refunded at most once.
//
// Pure rules; safe from any thread.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/catalog.hpp>
#include <agentbackend/earnings.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/journal.hpp>
#include <agentbackend/pricing.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Where an order stands. A refund is final.
enum class order_status {
    paid,      // and delivered: both are one transaction
    refunded,  // the wallet has its price back, and the agent's profit is taken back
};

// As exports spell it: `paid`, `refunded`.
std::string_view name(order_status) noexcept;

// A sale: what was sold to whom, and what it cost.
struct order {
    order_ref ref{};                           // the number on receipts; zero until it is stored
    bot_ref bot{};                             // in which it was bought, and so whose agent earns
    user_id customer{};                        // whose wallet in that bot has paid
    product_ref product{};                     // which may have changed, or be off sale, since
    std::string product_name{};                // as it was called when sold
    price_terms terms{};                       // frozen
    order_status status = order_status::paid;  // no order is ever unpaid
    timestamp created_at{};                    // when it was paid and delivered
    std::optional<timestamp> refunded_at{};    // none until it is refunded
    std::optional<user_id> refunded_by{};      // the admin who did; none until then
    std::string refund_reason{};  // the admin's words, at most 256 characters; may be empty
    friend bool operator==(const order&, const order&) = default;
};

// A customer's money in one shop.
struct wallet {
    bot_ref bot{};   // in whose shop alone it can be spent
    user_id user{};  // the same person has others in other bots
    usdt balance{};  // never negative
    friend bool operator==(const wallet&, const wallet&) = default;
};

// An order as decided, and the movement that pays for it or pays it back.
struct order_step {
    order next{};            // a new order's `ref` is still none
    usdt wallet_after{};     // of the customer
    usdt available_after{};  // of the agent; zero in the main bot
    earnings counts{};       // what the agent's counters grow by; none in the main bot
    entry_draft entry{};     // its subject is set when the order has its number
};

// What a purchase is judged by. References must outlive the call.
struct purchase_facts {
    const quote& offered;           // the customer's own, in that bot
    const price_terms& current;     // what the same quantity costs now
    const product& item;            // as it is now
    const wallet& purse;            // the customer's, in that bot
    const agent* seller = nullptr;  // null in the main bot
    timestamp now{};                // tells the quote's age; becomes `created_at`
};

// Decides one purchase. Refuses, in this order: `quote_expired`; `product_withdrawn`;
// `price_changed` (amount: the new total); `insufficient_stock` (count and what is left);
// `insufficient_wallet` (amount: the total; limit: the balance); `amount_overflow`.
result<order_step> place_order(const purchase_facts&);

// What a refund is judged by. References must outlive the call.
struct refund_facts {
    const order& sold;              // as it is stored now
    const wallet& purse;            // the customer's, in the bot they bought in
    const agent* seller = nullptr;  // whose profit is taken back; null in the main bot
    user_id admin{};                // who refunds
    std::string_view reason{};      // at most 256 characters are kept
    timestamp now{};                // becomes `refunded_at`
};

// Decides the refund of a whole order: the money goes back, the profit is taken back, items stay
// sold. The agent's available may go below zero. Refuses: `order_already_refunded`;
// `amount_overflow`.
result<order_step> refund_order(const refund_facts&);

}  // namespace agentbackend
