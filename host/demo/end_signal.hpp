// What a program waits for that runs until it is told to end: SIGINT, SIGTERM, or a word from
// another thread. One that comes before anybody waits counts, too.

#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace agentbackend::host {

class end_signal {
public:
    end_signal() : signals_(io_, SIGINT, SIGTERM) {
        signals_.async_wait([](const auto&, int) {});
    }

    // By one thread, once.
    void wait() { io_.run(); }

    // From any thread.
    void give() {
        boost::asio::post(io_, [this] { signals_.cancel(); });
    }

private:
    boost::asio::io_context io_{1};
    boost::asio::signal_set signals_;
};

}  // namespace agentbackend::host
