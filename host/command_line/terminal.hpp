// Where a command talks to whoever started it. The streams must outlive it.

#pragma once

#include <iosfwd>

namespace agentbackend::host {

struct terminal {
    std::ostream& out;        // what was asked for
    std::ostream& err;        // what went wrong, and how far it is
    bool err_is_tty = false;  // whether a person watches, so that progress is worth drawing
};

}  // namespace agentbackend::host
