// Where the operator's key for sealed tokens comes from: a private file, or a text in base64.

#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "aes_token_sealer.hpp"

namespace agentbackend::host {

// Each throws cannot_start with a sentence that says what to do.

// A key as `openssl rand -base64 32` writes it. `source` names where it stood.
token_key parse_token_key(std::string_view base64, std::string_view source);

// None when there is no such file. A file that others may read or write is refused.
std::optional<token_key> read_token_key(const std::filesystem::path&);

// Makes a key and a file that only its owner can read. The file must not be there yet.
token_key create_token_key(const std::filesystem::path&);

}  // namespace agentbackend::host
