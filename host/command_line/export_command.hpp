// `agentbackend export`: everything the books hold, for other programs.

#pragma once

#include "command_line/requests.hpp"
#include "command_line/terminal.hpp"
#include "config/cannot_start.hpp"
#include "config/settings.hpp"

namespace agentbackend::host {

// Reads one state beside a running host. Files are for their owner alone, have their names only
// when all of them are whole, and never take the place of others. Throws cannot_start with a
// sentence; nothing new is there then, unless somebody else took a name in that moment: those named
// before stay.
exit_status carry_out(const export_request&, const settings&, const terminal&);

}  // namespace agentbackend::host
