// What comes back from outside: outcomes of effects, and what the host sees of bots.

#pragma once

#include <agentbackend/console/effects.hpp>

#include "console/turn.hpp"

namespace agentbackend::console {

// Goes on with the conversation that asked for the effect, if it is still there.
result<void> go_on_with(turn&, const effect&, const effect_outcome&);

// Records a report; the admins hear of a failure. One that comes too late changes nothing.
result<void> take_report(turn&, agent_ref, const backend::bot_report&);

// Records that the agent's bot is up: the agent as it is then, none when nobody wants it any more.
result<std::optional<agent>> take_being_up(turn&, agent_ref);

}  // namespace agentbackend::console
