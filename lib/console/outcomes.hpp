// What comes back from outside: outcomes of effects, and what the host sees of bots.

#pragma once

#include <agentbackend/console/effects.hpp>

#include "console/turn.hpp"

namespace agentbackend::console {

// Goes on with the conversation that asked for the effect, if it is still there.
result<void> go_on_with(turn&, const effect&, const effect_outcome&);

// Records a report; the admins hear of a failure. One that comes too late changes nothing.
result<void> take_report(turn&, agent_ref, const backend::bot_report&);

}  // namespace agentbackend::console
