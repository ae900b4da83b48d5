// What stays on the disk: the database, and the key to the bot tokens in it.

#pragma once

#include <agentbackend/store.hpp>

#include <spdlog/logger.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "aes_token_sealer.hpp"

namespace agentbackend::host {

struct database_files {
    std::filesystem::path database;
    std::filesystem::path key_file;  // beside the database, unless another one is named
    std::optional<token_key> key;    // none: to be made into `key_file`
};

struct opened_database {
    std::unique_ptr<store> data;
    token_key key;
};

// Whether a database stands there. An empty file counts as none: whoever opens it founds one in it.
// Throws cannot_start with a sentence when it is a folder, or nobody can tell.
bool is_founded(const std::filesystem::path& database);

// Both are made when they are not there. Throws cannot_start with a sentence; a database with
// sealed tokens but without its key is refused.
opened_database open_database(const database_files&, spdlog::logger&);

}  // namespace agentbackend::host
