#include "random_bytes.hpp"

#include <openssl/rand.h>

#include <stdexcept>

namespace agentbackend::host {

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size)) != 1) {
        throw std::runtime_error("the system has no random bits to give");
    }
    return bytes;
}

}  // namespace agentbackend::host
