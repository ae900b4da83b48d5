// What the threads of a world share: the telegram behind one lock, the faults, and counters of what
// the server saw.
//
// Internal to the sandbox. Safe to use from any thread.

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "sandbox/fault.hpp"
#include "sandbox/telegram.hpp"

namespace agentbackend::sandbox {

class state {
public:
    explicit state(world_options options) : telegram_{std::move(options)} {}

    // Exclusive use of the telegram. Letting go wakes everyone who waits for something to happen.
    class access {
    public:
        ~access() { state_.changed_.notify_all(); }

        access(const access&) = delete;
        access& operator=(const access&) = delete;

        telegram* operator->() const noexcept { return &state_.telegram_; }
        telegram& operator*() const noexcept { return state_.telegram_; }

    private:
        friend class state;
        explicit access(state& s) : lock_{s.mutex_}, state_{s} {}

        std::unique_lock<std::mutex> lock_;
        state& state_;
    };

    access enter() { return access{*this}; }

    // How long people wait. It never changes.
    std::chrono::milliseconds patience() const noexcept { return telegram_.options().patience; }

    // Waits until the condition, checked with the lock held, is true. False when time is up.
    bool wait(std::chrono::milliseconds, const std::function<bool(telegram&)>&);
    bool wait_for_requests(const std::string& method, std::size_t count);

    void count_connection();
    void count_request(const std::string& method);
    std::size_t connections() const;
    std::size_t requests(const std::string& method) const;

    sandbox::faults faults;

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    telegram telegram_;
    std::size_t connections_ = 0;
    std::map<std::string, std::size_t> requests_;
};

}  // namespace agentbackend::sandbox
