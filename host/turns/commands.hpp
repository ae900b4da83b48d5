// The way from the network's thread to the committer and back.
//
// `submit` and `run` are called on the executor's thread, and what follows a commit happens there,
// in the order of the commits. The committer must outlive this; whatever the callbacks refer to
// must live as long as the executor runs.

#pragma once

#include <agentbackend/committer.hpp>

#include <functional>
#include <memory>
#include <optional>

#include "asio.hpp"

namespace agentbackend::host {

class commands {
public:
    using continuation = std::function<void(const result<void>&)>;

    commands(committer& c, asio::any_io_executor executor)
        : committer_(c), executor_(std::move(executor)) {}

    // The continuation is called once, later: also when the queue is full or has stopped.
    void submit(committer::command, continuation) const;

    // `at_commit` is called before anything that follows a later commit.
    awaitable<result<void>> run(committer::command, continuation at_commit = {}) const;

    // Runs a question and waits for its answer.
    template <class T>
    awaitable<result<T>> ask(std::function<result<T>(unit_of_work&, timestamp)> question) const {
        const auto answer = std::make_shared<std::optional<T>>();
        committer::command command = [question = std::move(question), answer](
                                         unit_of_work& work, timestamp now) -> result<void> {
            AGENTBACKEND_ASSIGN(*answer, question(work, now));
            return success();
        };
        const auto committed = co_await run(std::move(command));
        if (!committed) co_return committed.error();
        co_return std::move(**answer);
    }

private:
    committer& committer_;
    asio::any_io_executor executor_;
};

}  // namespace agentbackend::host
