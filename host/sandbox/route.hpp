// What a request's URL asks for. Pure functions.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace agentbackend::sandbox {

struct route {
    bool is_file = false;
    std::string token;
    std::string name;  // of the method, or the path of the file
    std::string query;
};

// Takes /bot<token>/<method> and /file/bot<token>/<path>, each with or without a query.
std::optional<route> parse_route(std::string_view target);

}  // namespace agentbackend::sandbox
