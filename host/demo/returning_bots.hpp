// The bots that an earlier visit has made agents of: the world of a demo is new at every start, its
// database may stay. Opens it as a host does, and closes it again; safe from any thread.

#pragma once

#include <vector>

#include "config/database_files.hpp"
#include "sandbox/world.hpp"

namespace agentbackend::host {

// Those of agents that are not archived and whose token the key opens, under the names of their
// agents. Throws cannot_start with a sentence when the database cannot be read.
std::vector<sandbox::bot_registration> returning_bots(const database_files&, spdlog::logger&);

}  // namespace agentbackend::host
