// `agentbackend serve`: takes the database for itself, and runs the bots until it is told to stop.

#pragma once

#include <spdlog/logger.h>

#include "serve_config.hpp"

namespace agentbackend::host {

// Throws cannot_start with a sentence when it cannot begin.
exit_status serve(serve_config, spdlog::logger&);

// What a service needs that stays on the disk: the database, and the key to its tokens. Both are
// made when they are not there. A database with sealed tokens but without its key is refused.
struct opened_database {
    std::unique_ptr<store> data;
    token_key key;
};
opened_database open_database(const serve_config&, spdlog::logger&);

}  // namespace agentbackend::host
