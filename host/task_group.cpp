#include "task_group.hpp"

#include <boost/asio/co_spawn.hpp>

namespace agentbackend::host {

// The group itself counts as one that runs, so that tasks which end at once do not end it early.
task_group::task_group(asio::any_io_executor executor)
    : executor_(std::move(executor)), state_(std::make_shared<state>(executor_)) {
    state_->running = 1;
}

void task_group::spawn(awaitable<> task) {
    ++state_->running;
    asio::co_spawn(executor_, std::move(task), [state = state_](const std::exception_ptr& thrown) {
        if (--state->running == 0) state->all_ended.set();
        rethrows{}(thrown);
    });
}

awaitable<> task_group::join() {
    const auto state = state_;
    if (--state->running == 0) co_return;
    co_await state->all_ended.wait();
}

}  // namespace agentbackend::host
