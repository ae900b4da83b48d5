// A page and its Chinese twin say the same: as many headings, and section by section the same
// commands, options and links; and blocks of code that are equal.

#include "docs/support/pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace agentbackend::test {
namespace {

namespace fs = std::filesystem;

struct twins {
    std::string english, chinese;
};

void PrintTo(const twins& pages, std::ostream* out) { *out << pages.english; }

// The prose from a heading to the next, the first without one.
std::vector<page> sections_of(const page& whole) {
    std::vector<page> sections{{.path = whole.path, .name = whole.name}};
    for (const auto& line : whole.prose) {
        if (line.starts_with("## ")) {
            sections.push_back({.path = whole.path, .name = whole.name + ", " + line});
        }
        sections.back().prose.push_back(line);
    }
    return sections;
}

// What one types as it stands: the first word, and options. The rest may be a name or a reason.
std::vector<std::string> typed_words(const page& section) {
    std::vector<std::string> found;
    for (const auto& span : section.code_spans()) {
        std::istringstream words(span);
        bool is_first = true;
        for (std::string word; words >> word; is_first = false) {
            if (is_first || word.starts_with("--")) found.push_back(word);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

// The same for a page and its twin.
std::string without_language(std::string path) {
    for (const std::string mark : {"zh/", ".zh"}) {
        const auto at = path.find(mark);
        if (at != std::string::npos) path.erase(at, mark.size());
    }
    return path;
}

bool is_chinese(const std::string& path) { return without_language(path) != path; }

// Where the links lead, but for those that only change the language.
std::vector<std::string> targets_of(const page& section) {
    const fs::path root = AGENTBACKEND_SOURCE_DIR;
    std::vector<std::string> found;
    for (const auto& link : section.links()) {
        const auto file = link.substr(0, link.find('#'));
        const auto target = (section.path.parent_path() / file).lexically_normal();
        const auto path = target.lexically_relative(root).generic_string();
        const bool is_of_english_reader = !is_chinese(section.name) && is_chinese(path);
        const bool is_twin =
            without_language(path) ==
            without_language(section.path.lexically_relative(root).generic_string());
        if (!is_of_english_reader && !is_twin) found.push_back(without_language(path));
    }
    std::sort(found.begin(), found.end());
    return found;
}

class a_page_in_two_languages : public ::testing::TestWithParam<twins> {};

TEST_P(a_page_in_two_languages, says_the_same) {
    const auto english = page_named(GetParam().english);
    const auto chinese = page_named(GetParam().chinese);
    const auto ours = sections_of(english);
    const auto theirs = sections_of(chinese);
    EXPECT_EQ(english.anchors().size(), chinese.anchors().size());
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t n = 0; n < ours.size(); ++n) {
        EXPECT_EQ(typed_words(ours[n]), typed_words(theirs[n])) << theirs[n].name;
        EXPECT_EQ(targets_of(ours[n]), targets_of(theirs[n])) << theirs[n].name;
    }
    ASSERT_EQ(english.blocks.size(), chinese.blocks.size());
    for (std::size_t n = 0; n < english.blocks.size(); ++n) {
        EXPECT_EQ(english.blocks[n].lines, chinese.blocks[n].lines)
            << chinese.name << ':' << chinese.blocks[n].line;
    }
}

INSTANTIATE_TEST_SUITE_P(pages, a_page_in_two_languages,
                         ::testing::Values(twins{"README.md", "README.zh.md"},
                                           twins{"docs/guide.md", "docs/zh/guide.md"},
                                           twins{"docs/quick-reference.md",
                                                 "docs/zh/quick-reference.md"}));

}  // namespace
}  // namespace agentbackend::test
