// What a line of the log goes back to: an update, which can be followed by it through the queue of
// messages and the effects outside. A value.

#pragma once

#include <cstdint>
#include <string>

namespace agentbackend::host {

struct cause {
    std::string bot;  // its username, without the @; empty: none, or one of a former process
    std::int64_t update_id = 0;
};

}  // namespace agentbackend::host
