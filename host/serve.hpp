// `agentbackend serve`: takes the database for itself, and runs the bots until it is told to stop.

#pragma once

#include <spdlog/logger.h>

#include "config/cannot_start.hpp"
#include "config/serve_config.hpp"

namespace agentbackend::host {

// Takes SIGINT and SIGTERM, and lets through those that were held back. Throws cannot_start with a
// sentence when it cannot begin.
exit_status serve(serve_config, spdlog::logger&);

}  // namespace agentbackend::host
