// Something that coroutines wait for: it has not happened yet, and then it has, for good.
//
// Belongs to the thread that runs the executor. Must outlive whoever waits.

#pragma once

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <vector>

#include "asio.hpp"

namespace agentbackend::host {

class event {
public:
    explicit event(asio::any_io_executor executor) : executor_(std::move(executor)) {}

    void set();
    bool is_set() const noexcept { return is_set_; }

    awaitable<> wait();
    // Waits no longer than that. Whether it has happened is then to be asked.
    awaitable<> wait_for(std::chrono::milliseconds);

private:
    awaitable<> wait_until(asio::steady_timer::time_point);

    asio::any_io_executor executor_;
    bool is_set_ = false;
    std::vector<std::weak_ptr<asio::steady_timer>> waiting_;
};

}  // namespace agentbackend::host
