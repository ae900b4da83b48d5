// The demo to touch: a shop with its people, and a page on which a visitor is any of them.

#pragma once

#include <iosfwd>

#include "command_line/requests.hpp"
#include "config/cannot_start.hpp"

namespace agentbackend::host {

// Opens the shop, serves the page and prints its address, until SIGINT or SIGTERM. Throws
// cannot_start with a sentence when there is no such port or database to be had.
exit_status receive_visitors(const demo_request&, std::ostream&);

}  // namespace agentbackend::host
