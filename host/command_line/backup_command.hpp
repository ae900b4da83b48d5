// `agentbackend backup`: a consistent copy of a database, beside the host that writes to it.

#pragma once

#include "command_line/requests.hpp"
#include "command_line/terminal.hpp"
#include "config/cannot_start.hpp"
#include "config/settings.hpp"

namespace agentbackend::host {

// Throws cannot_start with a sentence when there is no copy; then nothing new is there.
exit_status carry_out(const backup_request&, const settings&, const terminal&);

}  // namespace agentbackend::host
