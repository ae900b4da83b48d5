// The committer: one writer thread that runs queued commands in order and commits them in groups.
//
// Why: a commit costs one sync of the disk, whatever is in it. Commands that have queued up while
// the disk was busy share the next one; a lone caller never waits for company.

#pragma once

#include <agentbackend/clock.hpp>
#include <agentbackend/error.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/store.hpp>

#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <type_traits>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Both limits are at least one.
struct committer_options {
    std::size_t max_queued = 10'000;  // `submit` refuses above this
    std::size_t max_group = 256;      // commands in one commit
    // A group closes when its commands have run this long.
    std::chrono::milliseconds max_group_time{50};
};

// Thread-safe. Owns its thread; the store and the clock must outlive it.
class committer {
public:
    // Runs on the writer thread, possibly more than once: no moved-from captures, no outside
    // effects, nothing kept outside the unit of work. `now` is never before the last commit.
    // An error refuses this command alone; one that has written is undone first.
    using command = std::function<result<void>(unit_of_work&, timestamp now)>;
    // Called exactly once, on the writer thread, after the command is durable or refused. Must
    // neither block nor throw. `outcome_unknown`: ask again with the same key.
    using completion = std::function<void(const result<void>&)>;

    // Starts the thread. The store and the clock must outlive it.
    committer(store&, const clock&, const committer_options& = {});
    ~committer();  // stops
    committer(const committer&) = delete;
    committer& operator=(const committer&) = delete;

    // Errors: `queue_full`, `stopped`; the completion is then never called.
    result<void> submit(command, completion);

    // Runs `f(unit_of_work&, timestamp) -> result<T>` as a command, and waits for it. Not from
    // the writer thread. Adds `queue_full` and `stopped` to f's errors.
    template <class F>
    auto run(F f) -> std::invoke_result_t<F&, unit_of_work&, timestamp>;

    // Runs what is queued, refuses what comes after, and joins the thread. Idempotent. Not from
    // the writer thread, so not from a completion; the same goes for the destructor.
    void stop();

private:
    class writer;
    std::unique_ptr<writer> writer_;
};

template <class F>
auto committer::run(F f) -> std::invoke_result_t<F&, unit_of_work&, timestamp> {
    using outcome = std::invoke_result_t<F&, unit_of_work&, timestamp>;
    auto answer = std::make_shared<std::optional<outcome>>();
    auto done = std::make_shared<std::promise<result<void>>>();
    auto waiting = done->get_future();
    const auto queued = submit(
        [f = std::move(f), answer](unit_of_work& work, timestamp now) mutable -> result<void> {
            answer->emplace(f(work, now));
            if (!**answer) return (**answer).error();
            return success();
        },
        [done](const result<void>& committed) { done->set_value(committed); });
    if (!queued) return queued.error();
    if (const auto committed = waiting.get(); !committed) return committed.error();
    return std::move(**answer);
}

}  // namespace agentbackend
