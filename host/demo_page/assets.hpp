// The files of the page, as they were when the program was built: constant data.

#pragma once

#include <string_view>

namespace agentbackend::demo_page {

struct asset {
    std::string_view path;  // as in "/chat.css"
    std::string_view bytes;
};

// Null when there is none.
const asset* find_asset(std::string_view path) noexcept;

}  // namespace agentbackend::demo_page
