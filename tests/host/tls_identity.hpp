// A certificate and its key, made for the occasion.

#pragma once

#include <string>

namespace agentbackend::testing_tls {

struct identity {
    std::string certificate;  // PEM
    std::string private_key;  // PEM
};

// Signed by itself, for the given names, as in "IP:127.0.0.1,DNS:localhost".
identity make_identity(const std::string& names);

}  // namespace agentbackend::testing_tls
