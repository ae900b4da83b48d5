// Telling people of what others did: owners through their own agent bot, admins in the main bot.

#pragma once

#include <agentbackend/backend.hpp>

#include <functional>

#include "console/turn.hpp"

namespace agentbackend::console {

// Queues what a withdrawal's change has for its owner and for the admins, but not for whoever has
// just made it: their own screen says so already.
result<void> tell(turn&, const withdrawal_outcome&);

// Tells an owner by whatever way is left: the main bot, else the admins, who can tell them
// otherwise.
result<void> pass_on(turn&, const undelivered_message&);

// Both parties of a change of owner: whoever owns the agent now, and `former`, where that was
// somebody else.
result<void> tell_owners(turn&, const agent&, user_id former);

// One message in a bot to somebody who has written to it: to others it cannot write. Nothing where
// they are the one this turn is with.
result<void> tell_person(turn&, bot_ref, user_id, const std::function<screen(const viewer&)>&);

// One message to each admin in the main bot, in their language; `except`, where it is somebody, has
// been told already.
result<void> tell_admins(turn&, user_id except, const std::function<screen(const viewer&)>&);

}  // namespace agentbackend::console
