// Whether a request's Host header names this machine, and nothing that leads to it by a detour: any
// web page can have a name that is made to point to 127.0.0.1. Pure.

#pragma once

#include <string>
#include <string_view>

namespace agentbackend::host {

// `Host: 127.0.0.1:8642`, or localhost, in capitals or not.
inline bool is_loopback_host(std::string_view header, unsigned short port) {
    const auto suffix = ":" + std::to_string(port);
    if (!header.ends_with(suffix)) return false;
    header.remove_suffix(suffix.size());
    std::string name(header);
    for (auto& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return name == "127.0.0.1" || name == "localhost";
}

}  // namespace agentbackend::host
