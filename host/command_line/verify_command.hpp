// `agentbackend verify`: the auditor's report, with a line that tells how far it is.

#pragma once

#include "command_line/requests.hpp"
#include "command_line/terminal.hpp"
#include "config/cannot_start.hpp"
#include "config/settings.hpp"

namespace agentbackend::host {

// `success` when every rule holds, `failure` when one does not. Throws cannot_start with a sentence
// when the database cannot be read.
exit_status carry_out(const verify_request&, const settings&, const terminal&);

}  // namespace agentbackend::host
