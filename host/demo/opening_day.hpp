// The first day of the demo's shop: its people open it, in their own chats, so that whoever comes
// later finds two agents, goods, money, and an order.

#pragma once

#include "sandbox/world.hpp"
#include "transfer/shopkeeper.hpp"

namespace agentbackend::host {

// The customers beside the story's, as the page names them.
inline constexpr std::int64_t chinese_customer = 43;
inline constexpr std::int64_t arabic_customer = 44;

// Does nothing when the shop has agents already. REQUIRES: the host runs, and the world knows the
// people by name. Throws sandbox::unmet_expectation when something does not go as it should.
void open_the_shop(sandbox::world&, const transfer::shopkeeper&);

}  // namespace agentbackend::host
