// What the pages promise is there: the targets of their links, the code they show, the commands and
// options they name.

#include "docs/support/pages.hpp"
#include "docs/support/command_output.hpp"
#include "support/temporary_folder.hpp"

#include <agentbackend/console/messages.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
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
        "cat",    "export",      "apt-get", "cd",   "cmake",   "cp",        "ctest",
        "docker", "env",         "g++",     "git",  "hledger", "install",   "journalctl",
        "mkdir",  "mongoexport", "openssl", "perl", "sudo",    "systemctl", "agentbackend"};
    return of_debian.contains(program) || fs::exists(root / program);
}

TEST(pages, every_block_is_in_a_language_that_a_test_reads) {
    static const std::set<std::string> languages{
        "cpp",  "cmake", "sh",  // compiled or run, below
        "text",                 // the layers and what the tutorial prints, below
        "toml",                 // e2e/pages_test.cpp
        "json",                 // e2e/log_test.cpp
    };
    for (const auto& shown : all_pages()) {
        for (const auto& block : shown.blocks) {
            EXPECT_TRUE(languages.contains(block.language))
                << where(shown, block) << " is in \"" << block.language << '"';
        }
    }
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
            }
        }
    }
}

// The only block of that language on a page.
code_block the_block(const page& on, const std::string& language) {
    const auto is_it = [&](const code_block& block) { return block.language == language; };
    EXPECT_EQ(std::count_if(on.blocks.begin(), on.blocks.end(), is_it), 1) << on.name;
    return *std::find_if(on.blocks.begin(), on.blocks.end(), is_it);
}

TEST(pages, blocks_of_text_stand_where_a_test_reads_them) {
    for (const auto& shown : all_pages()) {
        for (const auto& block : shown.blocks) {
            if (block.language != "text") continue;
            EXPECT_TRUE(shown.name == "docs/tutorial.md" || shown.name == "docs/architecture.md")
                << where(shown, block);
        }
    }
}

TEST(pages, the_tutorial_prints_what_it_says) {
    std::string said;
    for (const auto& line : the_block(page_named("docs/tutorial.md"), "text").lines) {
        said += line + '\n';
    }
    EXPECT_EQ(output_of(AGENTBACKEND_TUTORIAL), said);
}

TEST(pages, the_layers_are_where_the_architecture_says) {
    static const std::regex path("[a-z_/]+(/[a-z_]*|\\.hpp)");
    int paths = 0;
    for (const auto& line : the_block(page_named("docs/architecture.md"), "text").lines) {
        for (std::sregex_iterator at(line.begin(), line.end(), path), end; at != end; ++at) {
            const auto named = at->str();
            const bool is_header = named.ends_with(".hpp");
            EXPECT_TRUE(fs::exists(root / (is_header ? "include/agentbackend" : "") / named))
                << named;
            ++paths;
        }
    }
    EXPECT_GE(paths, 12);
}

// --- Moving in -----------------------------------------------------------------------------------

std::string rounding_of(const page& moving_in) {
    for (const auto& block : moving_in.blocks) {
        for (const auto& line : block.lines) {
            if (line.starts_with("perl ")) return line;
        }
    }
    return "false";
}

std::string dry_run_in(const fs::path& folder) {
    return output_of("cd '" + folder.string() +
                     "' && '" AGENTBACKEND_EXECUTABLE
                     "' import --dry-run --database shop.db agents.json agent_withdrawals.json "
                     "2>&1");
}

// What a program that reckons in floating point leaves behind, in every way it is exported.
TEST(pages, the_rounding_of_moving_in_lets_amounts_of_floating_point_come_in) {
    const temporary_folder folder;
    std::ofstream(folder.path() / "agents.json")
        << R"({"agent_id":"a","profit_available_usdt":0.15000000000000002,"markup_usdt":0.05})"
        << '\n'
        << R"({"agent_id":"b","profit_available_usdt":5.551115123125783e-17,)"
        << R"("profit_frozen_usdt":{"$numberDouble":"18.749999999999996"}})" << '\n'
        << R"({"agent_id":"c","profit_available_usdt":"0.30000000000000004",)"
        << R"("total_paid_usdt":{"$numberDecimal":"0.1500000000000000055511151231257827"}})" << '\n'
        << R"({"agent_id":"d","profit_available_usdt":-1.1102230246251565E-16,)"
        << R"("name":"0.12345678","markup_usdt":999999999.999999})" << '\n';
    std::ofstream(folder.path() / "agent_withdrawals.json")
        << R"({"request_id":"w","agent_id":"b","amount_usdt":18.750000000000004,"fee_usdt":1})"
        << '\n';
    EXPECT_NE(dry_run_in(folder.path()).find("is 0.15000000000000002, which has more than six"),
              std::string::npos);

    const auto line = rounding_of(page_named("docs/moving-in.md"));
    EXPECT_EQ(output_of("cd '" + folder.path().string() + "' && " + line + " 2>&1"), "");
    const auto report = dry_run_in(folder.path());
    EXPECT_NE(report.find("Agents: 4 new"), std::string::npos) << report;
    EXPECT_NE(report.find("available 0.45 USDT, frozen 18.75 USDT, paid out so far 0.15 USDT"),
              std::string::npos)
        << report;
    const auto rounded = lines_of(folder.path() / "agents.json");
    EXPECT_EQ(rounded.at(3), R"({"agent_id":"d","profit_available_usdt":-0.000000,)"
                             R"("name":"0.12345678","markup_usdt":999999999.999999})");
    EXPECT_TRUE(fs::exists(folder.path() / "agents.json.exported"));
}

// --- Buttons -------------------------------------------------------------------------------------

// What a client of the other language shows: a name with a sign before it, as buttons and states
// have.
std::vector<std::string> names_in_the_other_language(const page& of) {
    const bool is_chinese = of.name.find("zh") != std::string::npos;
    std::vector<std::string> names;
    for (const auto& entry : console::catalogue()) {
        const bool has_sign = static_cast<unsigned char>(entry.english.front()) >= 0x80;
        if (!has_sign || entry.english == entry.chinese) continue;
        if (entry.english.find_first_of("{\n") != std::string_view::npos) continue;
        names.emplace_back(is_chinese ? entry.english : entry.chinese);
    }
    return names;
}

TEST(pages, name_buttons_as_their_readers_see_them) {
    for (const auto& shown : all_pages()) {
        const auto foreign = names_in_the_other_language(shown);
        EXPECT_GT(foreign.size(), 50U);
        for (const auto& line : shown.prose) {
            for (const auto& name : foreign) {
                EXPECT_EQ(line.find(name), std::string::npos) << shown.name << " names " << name;
            }
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
