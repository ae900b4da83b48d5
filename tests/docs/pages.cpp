#include "docs/support/pages.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <regex>

namespace agentbackend::test {
namespace fs = std::filesystem;
namespace {

const fs::path root = AGENTBACKEND_SOURCE_DIR;

std::vector<std::string> all_matches(const std::vector<std::string>& lines,
                                     const std::regex& pattern) {
    std::vector<std::string> found;
    for (const auto& line : lines) {
        for (std::sregex_iterator at(line.begin(), line.end(), pattern), end; at != end; ++at) {
            found.push_back((*at)[1]);
        }
    }
    return found;
}

page read_page(const fs::path& path) {
    page read{.path = path, .name = path.lexically_relative(root).generic_string()};
    bool in_block = false;
    int number = 0;
    for (const auto& line : lines_of(path)) {
        ++number;
        if (trimmed(line).starts_with("```")) {
            in_block = !in_block;
            if (in_block)
                read.blocks.push_back({.line = number, .language = trimmed(line).substr(3)});
        } else if (in_block) {
            read.blocks.back().lines.push_back(line);
        } else {
            read.prose.push_back(line);
        }
    }
    return read;
}

}  // namespace

std::vector<std::string> page::links() const {
    static const std::regex link(R"(\]\(([^)\s]+)\))");
    return all_matches(prose, link);
}

std::vector<std::string> page::anchors() const {
    std::vector<std::string> found;
    for (const auto& line : prose) {
        if (!line.starts_with('#')) continue;
        std::string anchor = "#";
        for (const unsigned char c : trimmed(line.substr(line.find_first_not_of('#')))) {
            if (c == ' ') anchor += '-';
            if (std::isalnum(c) || c == '-' || c == '_' || c >= 0x80) {
                anchor += static_cast<char>(std::tolower(c));
            }
        }
        found.push_back(anchor);
    }
    return found;
}

std::vector<std::string> page::code_spans() const {
    static const std::regex span("`([^`]+)`");
    return all_matches(prose, span);
}

std::vector<page> all_pages() {
    std::vector<page> pages;
    for (const auto& item : fs::directory_iterator(root)) {
        if (item.path().extension() == ".md") pages.push_back(read_page(item.path()));
    }
    for (const auto& item : fs::recursive_directory_iterator(root / "docs")) {
        if (item.path().extension() == ".md") pages.push_back(read_page(item.path()));
    }
    std::sort(pages.begin(), pages.end(),
              [](const page& a, const page& b) { return a.name < b.name; });
    return pages;
}

page page_named(const std::string& name) { return read_page(root / name); }

std::vector<std::string> lines_of(const fs::path& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace agentbackend::test
