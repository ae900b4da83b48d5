// Comparing secrets. Safe from any thread.

#pragma once

#include <openssl/crypto.h>

#include <string_view>

namespace agentbackend::host {

// Takes the same time wherever they differ, so that nobody finds one out piece by piece. Their
// sizes are no secret.
inline bool is_same_secret(std::string_view one, std::string_view other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace agentbackend::host
