// `agentbackend demo`: the whole system without a Telegram account. The host runs against the Bot
// API sandbox in the same process. A visitor touches it on a page, or is told a story.

#pragma once

#include <iosfwd>

#include "command_line/requests.hpp"
#include "config/cannot_start.hpp"

namespace agentbackend::host {

// Throws cannot_start with a sentence when it cannot begin.
exit_status demo(const demo_request&, std::ostream&);

}  // namespace agentbackend::host
