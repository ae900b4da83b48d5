// The settings of `serve`, checked: what is here can be used.

#pragma once

#include <spdlog/common.h>

#include <filesystem>
#include <optional>

#include "aes_token_sealer.hpp"
#include "service.hpp"
#include "settings.hpp"

namespace agentbackend::host {

struct serve_config {
    std::filesystem::path database;
    std::filesystem::path key_file;  // beside the database, unless another one is named
    std::optional<token_key> key;    // none: to be made into `key_file`
    service_options service;
};

// Reads files that are named, changes nothing. Throws cannot_start with a sentence for the first
// thing that cannot be used.
serve_config check(const settings&);

// Throws cannot_start for what is no level.
spdlog::level::level_enum check_log_level(std::string_view);

}  // namespace agentbackend::host
