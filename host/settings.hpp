// What the program was asked to do, as text: from the command line, the environment and a file.

#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cannot_start.hpp"

namespace agentbackend::host {

// Everything that can be set, with its default. Nothing is checked yet.
struct settings {
    std::string database = "agentbackend.db";
    std::string log_level = "info";
    std::string api_url = "https://api.telegram.org";
    std::string bot_token_file;
    std::string bot_token;  // from the environment alone: arguments show in the process list
    std::vector<std::string> admin_ids;
    std::string token_key_file;
    std::string token_key;  // from the environment alone
    std::string withdrawal_minimum = "10";
    std::string withdrawal_fee = "1";
    std::string markup_ceiling = "10000";
    std::vector<std::string> operator_wallets;

    // Of the demo, which has a database of its own: DATABASE may name a real shop's.
    bool tells_story = false;
    bool is_bare = false;
    std::string demo_database;                // empty: a temporary one
    std::optional<unsigned short> page_port;  // 0: any free one
};

enum class command_name { serve, verify, demo };

struct invocation {
    command_name command = command_name::serve;
    settings given;
};

// Where help goes, and what is wrong with the arguments.
struct terminal {
    std::ostream& out;
    std::ostream& err;
};

// The invocation; or the status to exit with, when help was asked for or something is wrong, and
// said already.
std::variant<invocation, exit_status> read_command_line(int argc, const char* const* argv,
                                                        const terminal&);

}  // namespace agentbackend::host
