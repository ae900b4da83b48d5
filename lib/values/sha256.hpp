// SHA-256, by libcrypto.

#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace agentbackend {

std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes);

// Takes the same time wherever they differ.
bool is_same_secret(const std::array<std::uint8_t, 32>&, const std::array<std::uint8_t, 32>&);

}  // namespace agentbackend
