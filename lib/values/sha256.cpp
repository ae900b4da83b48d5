#include "values/sha256.hpp"

#include <openssl/sha.h>

namespace agentbackend {

std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes) {
    std::array<std::uint8_t, 32> hash;
    SHA256(bytes.data(), bytes.size(), hash.data());
    return hash;
}

}  // namespace agentbackend
