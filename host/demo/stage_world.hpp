// The world of every stage: the cast's bots, and patience enough for slow machines.

#pragma once

#include "sandbox/world.hpp"

namespace agentbackend::host {

sandbox::world_options stage_world_options();

// Throws std::invalid_argument when they are there already.
void add_cast_bots(sandbox::world&);

}  // namespace agentbackend::host
