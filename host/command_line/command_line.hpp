// The command line: what the program is asked to do, and with which settings.
//
// A value on the command line wins over the environment, which wins over the configuration file.

#pragma once

#include <variant>

#include "command_line/requests.hpp"
#include "command_line/terminal.hpp"
#include "config/cannot_start.hpp"
#include "config/settings.hpp"

namespace agentbackend::host {

struct invocation {
    settings given;
    request asked;
};

// The invocation; or the status to exit with, when help was asked for or something is wrong, and
// said already.
std::variant<invocation, exit_status> read_command_line(int argc, const char* const* argv,
                                                        const terminal&);

}  // namespace agentbackend::host
