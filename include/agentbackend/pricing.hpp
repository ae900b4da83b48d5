// Prices: what a product costs in a shop, and quotes that freeze it until the customer confirms.
//
// Pure rules; safe from any thread. The rule itself is a parameter of the backend, so an embedder
// can sell by percentage, by product or by volume.

#pragma once

#include <agentbackend/catalog.hpp>
#include <agentbackend/clock.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/usdt.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace AGENTBACKEND_PUBLIC agentbackend {

// One unit's price, in two parts that are at least zero.
struct unit_price {
    usdt base{};    // the operator's
    usdt markup{};  // the agent's; where there is none, as in the main bot, the operator's
    friend bool operator==(const unit_price&, const unit_price&) = default;
};

// What a pricing rule may look at.
struct pricing_question {
    const product& item;        // as it is stored now; must outlive the call
    bot_ref bot{};              // in which it is sold
    usdt agent_markup{};        // of one item; zero in the main bot
    std::int64_t quantity = 1;  // of items; 1 to `max_quantity`
};

// How a unit price comes about. Implementations are pure: the same question, the same answer, and
// safe from any thread.
class pricing_rule {
public:
    virtual ~pricing_rule() = default;
    // The price of one piece. An error refuses the quote.
    virtual result<unit_price> price(const pricing_question&) const = 0;
};

// Base price + the agent's markup, whatever the quantity.
std::unique_ptr<pricing_rule> make_base_plus_markup();

// A unit price times a quantity, with all sums exact.
struct price_terms {
    unit_price unit{};          // in the main bot `base` is all of it
    std::int64_t quantity = 0;  // of items; 1 to `max_quantity`
    usdt unit_total{};          // base + markup
    usdt total{};               // unit_total × quantity: what the customer pays
    usdt revenue{};             // base × quantity: the operator's
    usdt profit{};              // markup × quantity: the agent's
    friend bool operator==(const price_terms&, const price_terms&) = default;
};

// The most pieces of one purchase.
inline constexpr std::int64_t max_quantity = 1'000;

// Error: `quantity_out_of_range` outside 1–`max_quantity`.
result<void> check_quantity(std::int64_t);

// Errors: what `check_quantity` refuses; what the rule refuses; `amount_out_of_range` when a part
// of its price is negative; `amount_overflow`.
result<price_terms> terms_for(const pricing_rule&, const pricing_question&);

// A price shown to one customer in one bot, waiting for the tap that confirms it.
struct quote {
    quote_ref ref{};         // in the button that confirms it; zero until it is stored
    bot_ref bot{};           // the only one in which it can be bought
    user_id customer{};      // the only one who can buy it
    product_ref product{};   // of which nothing is set aside
    price_terms terms{};     // when others hold at the tap, it is `price_changed`
    timestamp created_at{};  // it can be bought until `quote_lifetime` later
    friend bool operator==(const quote&, const quote&) = default;
};

// A quote that is older cannot be bought.
inline constexpr std::chrono::hours quote_lifetime{24};

}  // namespace agentbackend
