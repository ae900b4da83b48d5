// `agentbackend check-config`: what serve would do with these settings, and what is in its way.
//
// Starts nothing, writes nothing, asks nobody on the network, and prints no secret.

#pragma once

#include "command_line/requests.hpp"
#include "command_line/terminal.hpp"
#include "config/cannot_start.hpp"
#include "config/settings.hpp"

namespace agentbackend::host {

// `success` when serve would start, `bad_configuration` when it would not.
exit_status carry_out(const check_config_request&, const settings&, const terminal&);

}  // namespace agentbackend::host
