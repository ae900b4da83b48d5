// Bits that nobody can guess, from libcrypto's generator. Safe from any thread.

#pragma once

#include <cstddef>
#include <string>

namespace agentbackend::host {

// Throws std::runtime_error when the system has none to give.
std::string random_bytes(std::size_t size);

}  // namespace agentbackend::host
