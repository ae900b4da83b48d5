// The project's pages as their readers see them: links, blocks of code, words set as code.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace agentbackend::test {

struct code_block {
    int line = 0;  // of the page, where the fence opens
    std::string language{};
    std::vector<std::string> lines{};
};

struct page {
    std::filesystem::path path{};
    std::string name{};                // below the project's folder
    std::vector<std::string> prose{};  // lines outside blocks of code
    std::vector<code_block> blocks{};

    // Where its links lead: `[text](target)`.
    std::vector<std::string> links() const;
    // Its headings as links name them: `#what-it-is`.
    std::vector<std::string> anchors() const;
    // Words between back quotes.
    std::vector<std::string> code_spans() const;
};

// README and its kind, and everything below docs/.
std::vector<page> all_pages();

// One of them, by its name below the project's folder.
page page_named(const std::string&);

std::vector<std::string> lines_of(const std::filesystem::path&);

// Without the blanks around it.
std::string trimmed(const std::string&);

}  // namespace agentbackend::test
