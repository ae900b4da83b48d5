// The HTTP side of a world: a server on a loopback port with a thread of its own. It answers bots
// alone: a web page that a browser on this machine shows is refused, whatever tokens it guesses.
//
// Internal to the sandbox. Safe to use from any thread but its own.

#pragma once

#include <memory>

#include "sandbox/state.hpp"

namespace agentbackend::sandbox {

class server {
public:
    // Listens when it returns. Throws boost::system::system_error when it cannot. The state must
    // outlive the server.
    server(state&, unsigned short port);
    ~server();

    unsigned short port() const noexcept;

    // Each has happened when it returns.
    void close_all_connections();
    void stop_listening();
    void listen_again();

private:
    class engine;
    std::unique_ptr<engine> engine_;
};

}  // namespace agentbackend::sandbox
