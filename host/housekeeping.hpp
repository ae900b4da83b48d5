// Removes what is only of use for a while, hour by hour. Belongs to the thread of the network.

#pragma once

#include <agentbackend/clock.hpp>

#include <spdlog/logger.h>

#include "commands.hpp"
#include "event.hpp"

namespace agentbackend::host {

class housekeeping {
public:
    // All must outlive this.
    housekeeping(asio::any_io_executor, const commands&, const clock&, spdlog::logger&);

    // Runs until it is stopped.
    awaitable<> run();
    void stop() { stopping_.set(); }

private:
    awaitable<> prune();

    const commands& commands_;
    const clock& clock_;
    spdlog::logger& log_;
    event stopping_;
};

}  // namespace agentbackend::host
