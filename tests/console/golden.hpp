// Golden texts: a screen as a reader sees it, compared with a file that a person can read.
//
// With AGENTBACKEND_REWRITE_GOLDEN set in the environment the files are written anew instead.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "story.hpp"

namespace agentbackend::console {

// Text with **bold** and `code`, then the buttons in their rows: [label], [label → url].
std::string picture_of(const screen&);

// Where the golden texts are kept.
std::filesystem::path golden_folder();

// Compares with golden/<name>.<language>.txt.
void expect_golden(std::string_view name, std::string_view language, const screen&);

}  // namespace agentbackend::console
