// The settings of `serve`, checked: what is here can be used.

#pragma once

#include <spdlog/common.h>

#include "config/cannot_start.hpp"
#include "config/database_files.hpp"
#include "config/settings.hpp"
#include "log/logging.hpp"
#include "service.hpp"

namespace agentbackend::host {

struct serve_config {
    database_files files;
    service_options service;
};

// Reads files that are named, changes nothing. Throws cannot_start with a sentence for the first
// thing that cannot be used.
serve_config check(const settings&);

// Parts of it, for commands that need no more. The rules know no admin.
bot_api::bot_token check_main_token(const settings&);
std::vector<user_id> check_admins(const settings&);
bot_api::client_options check_api(const settings&);
database_files check_database(const settings&);
backend_policy check_rules(const settings&);

// Throw cannot_start for what is no level, and no format.
spdlog::level::level_enum check_log_level(std::string_view);
log_format check_log_format(std::string_view);

}  // namespace agentbackend::host
