// The connections of one client: those in use, so that they can be closed, and the idle ones.
//
// Internal to bot_api. One thread.

#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <unordered_set>

#include "bot_api/connection.hpp"

namespace agentbackend::bot_api {

class connection_pool {
public:
    struct limits {
        std::size_t idle_connections = 0;
        std::chrono::milliseconds idle_time{0};
    };

    // A connection in use. It goes back to the idle ones when it ends in a reusable state, else it
    // is closed. The pool must outlive it.
    class lease {
    public:
        lease(connection_pool&, std::unique_ptr<connection>);
        ~lease();

        lease(lease&& other) noexcept = default;
        lease& operator=(lease&&) = delete;

        connection& operator*() const noexcept { return *connection_; }
        connection* operator->() const noexcept { return connection_.get(); }
        explicit operator bool() const noexcept { return connection_ != nullptr; }

    private:
        connection_pool* pool_;
        std::unique_ptr<connection> connection_;
    };

    connection_pool(connector, limits);

    // The idle connection that was used last and still works, or an empty lease.
    lease take_idle();
    lease make();

    // Closes everything, also what is taken later.
    void close();
    bool is_closed() const noexcept { return is_closed_; }

private:
    using clock = std::chrono::steady_clock;

    struct idle_connection {
        std::unique_ptr<connection> peer;
        clock::time_point since;
    };

    void take_back(std::unique_ptr<connection>);
    void drop_aged();

    connector connector_;
    limits limits_;
    std::unordered_set<connection*> in_use_;
    std::deque<idle_connection> idle_;  // longest idle first
    bool is_closed_ = false;
};

}  // namespace agentbackend::bot_api
