// Coroutines that run side by side until all of them have ended.
//
// Belongs to the thread that runs the executor.

#pragma once

#include <memory>

#include "asio.hpp"
#include "event.hpp"

namespace agentbackend::host {

class task_group {
public:
    explicit task_group(asio::any_io_executor);

    void spawn(awaitable<>);
    // Returns when every task has ended. Nothing may be spawned after it is called.
    awaitable<> join();

private:
    struct state {
        explicit state(const asio::any_io_executor& executor) : all_ended(executor) {}
        std::size_t running = 0;
        event all_ended;
    };
    asio::any_io_executor executor_;
    std::shared_ptr<state> state_;
};

}  // namespace agentbackend::host
