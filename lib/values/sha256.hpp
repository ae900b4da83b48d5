// SHA-256, by libcrypto.

#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace agentbackend {

std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes);

}  // namespace agentbackend
