// What `--help` says: of the program, and of each command with examples; and what is said to those
// whom it would help. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace agentbackend::host {

// What one should know of a command beside its options.
struct command_help {
    std::string_view words;                       // "import", "catalog import"
    std::vector<std::string_view> option_groups;  // of the program's options, those it heeds
    std::string_view database;                    // what the file is to it, where it heeds one
    std::string_view remarks;
    std::vector<std::string_view> examples;  // each a line for a shell
};

const std::vector<command_help>& help_of_commands();

// For the innermost command that was named; for the program when none was.
std::string help_text(const CLI::App& program);

// What is wrong with a line that could not be read, in a sentence that names the word. REQUIRES:
// the program has thrown that error.
std::string sentence_of(const CLI::App& program, const CLI::ParseError&);

}  // namespace agentbackend::host
