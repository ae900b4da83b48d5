// Taking an input in: whether it concerns this bot at all, who sent it, which action it stands for,
// and whether they may do that. After this a turn has everything its handler needs.

#pragma once

#include <agentbackend/console/input.hpp>

#include "console/turn.hpp"

namespace agentbackend::console {

// Whether the input is anything this bot answers: not from a channel, not empty, in a group only
// what is addressed to the bot, and nothing that is addressed to another.
bool concerns_this_bot(const input&);

// Loads the shop, gets to know the person, and reads what they did.
result<void> take_in(turn&, const input&);

// Whether the turn may go on to its handler. When not, the person has been told why.
result<bool> admit(turn&, const input&);

}  // namespace agentbackend::console
