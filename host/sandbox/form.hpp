// Request bodies of the two form types: application/x-www-form-urlencoded and multipart/form-data.
// Pure functions.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend::sandbox {

struct form_field {
    std::string name;
    std::string value;
    std::optional<std::string> file_name;  // of a file
};

using form = std::vector<form_field>;

std::string decode_percent(std::string_view);
form parse_urlencoded(std::string_view);

// None when the content type names no boundary or the body does not keep to it.
std::optional<form> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace agentbackend::sandbox
