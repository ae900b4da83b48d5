// The tests that pages name are there, and so are the labels by which their commands choose tests.

#include "docs/support/pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace agentbackend::test {
namespace {

namespace fs = std::filesystem;

const fs::path project = AGENTBACKEND_SOURCE_DIR;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

void for_each_match(const std::string& text, const std::regex& pattern, const auto& see) {
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) see(*at);
}

bool is_found_in(const std::set<std::string>& names, const std::string& pattern) {
    const std::regex wanted(pattern);
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return std::regex_search(name, wanted); });
}

// `suite.test`, as the sources declare them, and the suites alone.
std::set<std::string> declared_tests() {
    static const std::regex declaration(R"(\b(?:TYPED_)?TEST(?:_[FP])?\(\s*(\w+),\s*(\w+)\s*\))");
    std::set<std::string> names;
    for (const auto* folder : {"tests", "include", "examples"}) {
        for (const auto& item : fs::recursive_directory_iterator(project / folder)) {
            const auto kind = item.path().extension();
            if (kind != ".cpp" && kind != ".hpp") continue;
            for_each_match(text_of(item.path()), declaration, [&](const std::smatch& found) {
                names.insert(found[1]);
                names.insert(found[1].str() + '.' + found[2].str());
            });
        }
    }
    return names;
}

// Those that the project's CMake gives: of folders, of proofs, and by name.
std::set<std::string> given_labels() {
    const auto cmake = text_of(project / "tests/CMakeLists.txt");
    std::set<std::string> labels;
    for_each_match(cmake, std::regex(R"(agentbackend_test_folder\((\w+))"),
                   [&](const std::smatch& found) { labels.insert(found[1]); });
    for_each_match(
        cmake, std::regex(R"(set\(proof_folders ([\w ]+)\))"), [&](const std::smatch& found) {
            for_each_match(found[1], std::regex(R"(\w+)"), [&](const std::smatch& proof) {
                labels.erase(proof.str());
                labels.insert("proof/" + proof.str());
            });
        });
    for (const auto* folder : {"tests", "examples", "docs"}) {
        for (const auto& item : fs::recursive_directory_iterator(project / folder)) {
            if (item.path().filename() != "CMakeLists.txt") continue;
            for_each_match(text_of(item.path()), std::regex(R"(LABELS (\w+))"),
                           [&](const std::smatch& found) { labels.insert(found[1]); });
        }
    }
    return labels;
}

// Everything a page sets as code.
std::string code_on(const page& shown) {
    std::string code;
    for (const auto& span : shown.code_spans()) code += span + '\n';
    for (const auto& block : shown.blocks) {
        for (const auto& line : block.lines) code += line + '\n';
    }
    return code;
}

// The tests that a page names; each has to be there.
int named_tests(const std::string& on, const std::set<std::string>& tests) {
    static const std::regex name(R"(\w+\.\w{5,})");  // no name of a file
    int named = 0;
    for (const auto& span : page_named(on).code_spans()) {
        if (!std::regex_match(span, name)) continue;
        ++named;
        EXPECT_TRUE(tests.contains(span)) << on << ": " << span;
    }
    return named;
}

TEST(pages, name_tests_that_are_there) {
    const auto tests = declared_tests();
    EXPECT_GT(named_tests("docs/reliability.md", tests), 60);
    EXPECT_GE(named_tests("docs/state-machines.md", tests), 5);
}

TEST(pages, choose_tests_by_labels_and_names_that_are_there) {
    static const std::regex by_label(R"((?:ctest|tests/run)\b.* (?:-L|--label-regex) (\S+))");
    static const std::regex by_name(R"((?:ctest|tests/run)\b.* -R ('[^']+'|\S+))");
    const auto labels = given_labels();
    const auto tests = declared_tests();
    int chosen = 0;
    for (const auto& shown : all_pages()) {
        const auto code = code_on(shown);
        for_each_match(code, by_label, [&](const std::smatch& found) {
            ++chosen;
            EXPECT_TRUE(is_found_in(labels, found[1])) << shown.name << ": " << found.str();
        });
        for_each_match(code, by_name, [&](const std::smatch& found) {
            if (found[1] == "'name of a test'") return;
            // In a table a bar is escaped; each side of it has to find something.
            for_each_match(found[1], std::regex(R"([^'|\\]+)"), [&](const std::smatch& pattern) {
                ++chosen;
                EXPECT_TRUE(is_found_in(tests, pattern.str())) << shown.name << ": " << found.str();
            });
        });
    }
    EXPECT_GT(chosen, 15);
}

}  // namespace
}  // namespace agentbackend::test
