// Giving a message up: out of the queue, and on to whoever must hear of it instead.
//
// Pure; safe from any thread.

#pragma once

#include "turns/turns.hpp"

namespace agentbackend::host {

// Both in one commit, once for each message. The console must outlive the turn.
turn giving_up(const console::console&, const outbox_message&, std::string reason);

}  // namespace agentbackend::host
