#include "turns/commands.hpp"

#include <boost/asio/post.hpp>

#include "event.hpp"

namespace agentbackend::host {

void commands::submit(committer::command command, continuation then) const {
    auto completed = [executor = executor_, then = std::move(then)](const result<void>& outcome) {
        asio::post(executor, [then, outcome] { then(outcome); });
    };
    if (auto queued = committer_.submit(std::move(command), completed); !queued) completed(queued);
}

awaitable<result<void>> commands::run(committer::command command, continuation at_commit) const {
    struct pending {
        explicit pending(const asio::any_io_executor& executor) : is_there(executor) {}
        result<void> outcome;
        event is_there;
    };
    const auto waiting = std::make_shared<pending>(executor_);
    continuation then = [waiting, at_commit = std::move(at_commit)](const result<void>& outcome) {
        waiting->outcome = outcome;
        if (at_commit) at_commit(outcome);
        waiting->is_there.set();
    };
    submit(std::move(command), std::move(then));
    co_await waiting->is_there.wait();
    co_return waiting->outcome;
}

}  // namespace agentbackend::host
