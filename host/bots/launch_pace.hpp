// The pace at which bots come up that the server may not know yet: it takes about twenty new ones a
// minute from one address. Belongs to the thread of the network.

#pragma once

#include <chrono>

#include "asio.hpp"
#include "event.hpp"

namespace agentbackend::host {

class launch_pace {
public:
    struct limits {
        int at_once = 20;
        std::chrono::milliseconds between{3'000};  // after the first ones
    };

    launch_pace(asio::any_io_executor, limits);

    // Returns when the next bot may come up. One caller at a time.
    awaitable<> next();
    // Nothing may for so long: the server said so.
    void hold(std::chrono::seconds);
    // Ends every wait, now and later.
    void stop() { stopping_.set(); }

private:
    using clock = std::chrono::steady_clock;

    limits limits_;
    int let_through_ = 0;
    clock::time_point earliest_{};
    event stopping_;
};

}  // namespace agentbackend::host
