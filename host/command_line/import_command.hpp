// `agentbackend import`: an existing installation moves in.

#pragma once

#include "command_line/requests.hpp"
#include "command_line/terminal.hpp"
#include "config/cannot_start.hpp"
#include "config/settings.hpp"

namespace agentbackend::host {

// Prints a report, and the auditor's after it. `failure` when the files were refused: then nothing
// was written, and neither a database nor a key was made. Throws cannot_start with a sentence when
// it cannot begin, or a host runs on the database.
exit_status carry_out(const import_request&, const settings&, const terminal&);

}  // namespace agentbackend::host
