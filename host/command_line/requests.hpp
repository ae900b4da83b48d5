// What the program can be asked to do, with what belongs to that command alone. As text: nothing is
// checked yet.

#pragma once

#include <optional>
#include <string>
#include <variant>

namespace agentbackend::host {

struct serve_request {};

struct verify_request {};

struct demo_request {
    bool tells_story = false;
    bool is_bare = false;
    std::string database;                     // its own: empty, a temporary one
    std::optional<unsigned short> page_port;  // 0: any free one
};

using request = std::variant<serve_request, verify_request, demo_request>;

}  // namespace agentbackend::host
