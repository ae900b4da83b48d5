// What the pages promise is there: the targets of their links, the code they show, the commands and
// options they name.

#include "docs/support/pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <iterator>
#include <memory>
#include <regex>
#include <set>
#include <sstream>

namespace agentbackend::test {
namespace {

namespace fs = std::filesystem;

const fs::path root = AGENTBACKEND_SOURCE_DIR;

std::string where(const page& on, const code_block& block) {
    return on.name + ':' + std::to_string(block.line);
}

// --- Links ---------------------------------------------------------------------------------------

TEST(pages, every_link_into_the_project_leads_somewhere) {
    const auto pages = all_pages();
    for (const auto& from : pages) {
        for (const auto& link : from.links()) {
            if (link.find(':') != std::string::npos) continue;  // of the world outside
            const auto hash = std::min(link.find('#'), link.size());
            const auto target =
                hash == 0 ? from.path : (from.path.parent_path() / link.substr(0, hash));
            EXPECT_TRUE(fs::exists(target)) << from.name << " links to " << link;
            if (hash == link.size()) continue;
            const auto to = std::find_if(pages.begin(), pages.end(), [&](const page& p) {
                return fs::exists(target) && fs::equivalent(p.path, target);
            });
            ASSERT_NE(to, pages.end()) << from.name << " links to " << link;
            const auto anchors = to->anchors();
            EXPECT_EQ(std::count(anchors.begin(), anchors.end(), link.substr(hash)), 1)
                << from.name << " links to " << link;
        }
    }
}

// --- Code ----------------------------------------------------------------------------------------

// Files with such an ending below folders that the tests build.
std::vector<std::vector<std::string>> built_sources(const std::string& extension) {
    std::vector<std::vector<std::string>> sources;
    for (const auto* folder : {"examples", "tests/packaging", "include"}) {
        for (const auto& item : fs::recursive_directory_iterator(root / folder)) {
            if (item.path().extension() != extension) continue;
            auto lines = lines_of(item.path());
            std::transform(lines.begin(), lines.end(), lines.begin(), trimmed);
            sources.push_back(std::move(lines));
        }
    }
    return sources;
}

// Whether a source has these lines, one after another, however far they are indented.
bool is_part_of(const code_block& block, const std::vector<std::vector<std::string>>& sources) {
    std::vector<std::string> lines = block.lines;
    std::transform(lines.begin(), lines.end(), lines.begin(), trimmed);
    return std::any_of(sources.begin(), sources.end(), [&](const auto& source) {
        return std::search(source.begin(), source.end(), lines.begin(), lines.end()) !=
               source.end();
    });
}

// What a shell line runs, without the variables set before it; empty for none.
std::vector<std::string> words_of(const std::string& shell_line) {
    static const std::regex assignment("[A-Z_]+=.*");
    std::istringstream in(shell_line.substr(0, shell_line.find(" #")));
    std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
    while (!words.empty() && std::regex_match(words.front(), assignment))
        words.erase(words.begin());
    if (!words.empty() && words.front().starts_with('#')) words.clear();
    return words;
}

bool is_there_to_run(const std::string& program) {
    static const std::set<std::string> of_debian{
        "cat",    "export",  "apt-get", "cd",        "cmake",       "cp",      "ctest",
        "docker", "env",     "g++",     "git",       "hledger",     "install", "journalctl",
        "mkdir",  "openssl", "sudo",    "systemctl", "agentbackend"};
    return of_debian.contains(program) || fs::exists(root / program);
}

TEST(pages, every_block_of_code_is_compiled_or_run) {
    const auto sources = built_sources(".cpp");
    const auto headers = built_sources(".hpp");
    const auto projects = built_sources(".txt");
    for (const auto& shown : all_pages()) {
        for (const auto& block : shown.blocks) {
            if (block.language == "cpp") {
                EXPECT_TRUE(is_part_of(block, sources) || is_part_of(block, headers))
                    << where(shown, block) << " is in no example";
            } else if (block.language == "cmake") {
                EXPECT_TRUE(is_part_of(block, projects))
                    << where(shown, block) << " is in no project of tests/packaging";
            } else if (block.language == "sh") {
                bool in_document = false;
                for (const auto& line : block.lines) {
                    if (line == "END") in_document = false;
                    if (in_document || line == "END") continue;
                    in_document = line.find("<<'END'") != std::string::npos;
                    const auto words = words_of(line);
                    if (words.empty()) continue;
                    EXPECT_TRUE(is_there_to_run(words.front()))
                        << where(shown, block) << " runs " << words.front();
                }
            } else {
                EXPECT_TRUE(block.language != "" && block.language != "c++")
                    << where(shown, block) << " is code of no language that a test knows";
            }
        }
    }
}

std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string output;
    std::array<char, 4096> some{};
    while (pipe && std::fgets(some.data(), some.size(), pipe.get())) output += some.data();
    return output;
}

TEST(pages, the_tutorial_prints_what_it_says) {
    const auto printed = output_of(AGENTBACKEND_TUTORIAL);
    for (const auto& shown : all_pages()) {
        if (shown.name != "docs/tutorial.md") continue;
        for (const auto& block : shown.blocks) {
            if (block.language != "text") continue;
            std::string said;
            for (const auto& line : block.lines) said += line + '\n';
            EXPECT_EQ(printed, said);
        }
    }
}

// --- Commands and options ------------------------------------------------------------------------

// Everything that `--help` says, of the program and of each command and its commands.
class manual {
public:
    manual() { read("", 0); }

    bool has_command(const std::string& word) const { return commands_.contains(word); }
    bool has_option(const std::string& word) const { return options_.contains(word); }

private:
    void read(const std::string& command, int depth) {
        const auto text = output_of(std::string(AGENTBACKEND_EXECUTABLE) + command + " --help");
        static const std::regex option("--[a-z][a-z-]*");
        for (std::sregex_iterator at(text.begin(), text.end(), option), end; at != end; ++at) {
            options_.insert(at->str());
        }
        // `  serve      what it does`, `  stock add      what it does`
        static const std::regex row("  ([a-z][a-z-]*)( [a-z-]+)?(  .*)?");
        std::istringstream lines(text);
        bool in_commands = false;
        for (std::string line; std::getline(lines, line);) {
            std::smatch found;
            if (!line.starts_with(' ')) {
                in_commands = line == "Commands:" || line == "Subcommands:";
            }
            if (!in_commands || !std::regex_match(line, found, row)) continue;
            commands_.insert(found[1]);
            if (depth < 2) read(command + ' ' + found[1].str() + found[2].str(), depth + 1);
        }
    }

    std::set<std::string> commands_;
    std::set<std::string> options_;
};

// Lines for a shell on all pages, and words set as code that could be typed into one.
void for_each_command(
    const std::function<void(const std::string& place, const std::string&)>& see) {
    for (const auto& on : all_pages()) {
        for (const auto& span : on.code_spans()) see(on.name, span);
        for (const auto& block : on.blocks) {
            if (block.language != "sh") continue;
            for (const auto& line : block.lines) see(where(on, block), line);
        }
    }
}

TEST(pages, no_page_names_a_command_or_an_option_that_help_does_not_know) {
    const manual help;
    ASSERT_TRUE(help.has_command("serve"));
    ASSERT_TRUE(help.has_option("--database"));
    for_each_command([&](const std::string& place, const std::string& line) {
        const auto words = words_of(line);
        if (words.empty()) return;
        const bool is_ours = words[0] == "agentbackend" || words[0] == "host/run";
        if (is_ours && words.size() > 1 && std::islower(static_cast<unsigned char>(words[1][0]))) {
            EXPECT_TRUE(help.has_command(words[1])) << place << ": " << line;
        }
        if (!is_ours && !words[0].starts_with("--")) return;
        for (const auto& word : words) {
            const auto option = word.substr(0, word.find('='));
            if (!option.starts_with("--") || option.find('_') != std::string::npos) continue;
            EXPECT_TRUE(help.has_option(option)) << place << ": " << line;
        }
    });
}

}  // namespace
}  // namespace agentbackend::test
