// A shop that is ready for any number of sales: agents with customers who have money, a product
// with stock, and one quote for each sale to come. What sale number n is made of follows from n
// alone, so that two programs can make the same sales.

#pragma once

#include <agentbackend/backend.hpp>

#include <cstdint>
#include <memory>

namespace agentbackend::bench {

// Sales are spread over this many agents, and over this many customers of each.
inline constexpr std::int64_t agent_count = 8;
inline constexpr std::int64_t customers_per_agent = 64;

inline constexpr usdt base_price = usdt::from_units(10);
inline constexpr std::int64_t markup_micros = 50'000;
inline constexpr std::int64_t total_micros = base_price.micros() + markup_micros;
inline constexpr std::int64_t wallet_micros = 1'000'000 * usdt::micros_per_unit;

// Sale `number`, counted from zero, of a shop filled by `busy_shop`: row numbers follow from the
// order of its writes.
struct sale_plan {
    std::int64_t number;

    agent_ref seller() const { return {1 + number % agent_count}; }
    user_id customer() const { return {100 + number / agent_count % customers_per_agent}; }
    quote_ref quote() const { return {1 + number}; }
    product_ref product() const { return {1}; }
};

class busy_shop {
public:
    // Fills an empty store for `sales` sales.
    busy_shop(store&, std::int64_t sales);

    // Buys what sale `number` is about, one item of the product.
    result<void> sell(unit_of_work&, timestamp now, std::int64_t number) const;

    // When the shop was filled; the sales follow.
    static timestamp opened_at();

private:
    void fill(unit_of_work&) const;
    void prepare_sale(unit_of_work&, std::int64_t number) const;
    command_context as(user_id, bot_ref) const;

    backend rules_;
    std::unique_ptr<id_source> ids_;
};

}  // namespace agentbackend::bench
