#include "values/sha256.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace agentbackend {

std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes) {
    std::array<std::uint8_t, 32> hash{};
    SHA256(bytes.data(), bytes.size(), hash.data());
    return hash;
}

bool is_same_secret(const std::array<std::uint8_t, 32>& one,
                    const std::array<std::uint8_t, 32>& other) {
    return CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace agentbackend
