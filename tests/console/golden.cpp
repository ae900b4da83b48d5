#include "golden.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace agentbackend::console {
namespace {

std::string_view mark_of(text_style style) {
    switch (style) {
        case text_style::bold: return "**";
        case text_style::italic: return "_";
        case text_style::code: return "`";
        case text_style::preformatted: return "```";
    }
    return "";
}

std::string with_marks(const styled_text& styled) {
    std::string marked;
    std::size_t at = 0;
    for (const auto& [offset, size, style] : styled.spans()) {
        marked.append(styled.text(), at, offset - at);
        marked.append(mark_of(style)).append(styled.text(), offset, size).append(mark_of(style));
        at = offset + size;
    }
    return marked.append(styled.text(), at);
}

std::filesystem::path golden_file(std::string_view name, std::string_view language) {
    return golden_folder() / (std::string(name) + "." + std::string(language) + ".txt");
}

}  // namespace

std::filesystem::path golden_folder() {
    return std::filesystem::path(AGENTBACKEND_SOURCE_DIR) / "tests" / "console" / "golden";
}

std::string picture_of(const screen& shown) {
    auto picture = with_marks(shown.text) + "\n";
    if (!shown.rows.empty()) picture += "\n";
    for (const auto& row : shown.rows) {
        std::string_view gap;
        for (const auto& b : row) {
            picture.append(gap).append("[").append(b.label);
            if (!b.url.empty()) picture.append(" → ").append(b.url);
            picture.append("]");
            gap = " ";
        }
        picture += "\n";
    }
    return picture;
}

void expect_golden(std::string_view name, std::string_view language, const screen& shown) {
    const auto file = golden_file(name, language);
    const auto picture = picture_of(shown);
    if (std::getenv("AGENTBACKEND_REWRITE_GOLDEN")) {
        std::ofstream(file, std::ios::binary) << picture;
        return;
    }
    std::ifstream stored(file, std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(stored), {}};
    EXPECT_EQ(picture, expected) << "differs from " << file;
}

}  // namespace agentbackend::console
