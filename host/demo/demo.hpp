// `agentbackend demo`: the whole system without a Telegram account. The host runs against the Bot
// API sandbox in the same process, on a database that is gone afterwards.

#pragma once

#include <iosfwd>

#include "settings.hpp"

namespace agentbackend::host {

// Throws cannot_start when there is nothing it was asked to show.
exit_status demo(const settings&, std::ostream&);

}  // namespace agentbackend::host
