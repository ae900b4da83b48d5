// Delivery: the items of an order, as a message or as a text file.

#pragma once

#include <agentbackend/catalog.hpp>
#include <agentbackend/order.hpp>

#include <span>

#include "console/turn.hpp"

namespace agentbackend::console {

// The items' text above this many characters goes into a file.
inline constexpr std::size_t longest_delivery_message = 3'000;

void deliver(turn&, const order&, std::span<const stock_item>);

}  // namespace agentbackend::console
