// Removes what is only of use for a while, hour by hour. Belongs to the thread of the network.

#pragma once

#include <spdlog/logger.h>

#include "event.hpp"
#include "turns/commands.hpp"

namespace agentbackend::host {

class housekeeping {
public:
    // Both must outlive this.
    housekeeping(asio::any_io_executor, const commands&, spdlog::logger&);

    // Runs until it is stopped.
    awaitable<> run();
    void stop() { stopping_.set(); }

private:
    awaitable<> prune();

    const commands& commands_;
    spdlog::logger& log_;
    event stopping_;
};

}  // namespace agentbackend::host
