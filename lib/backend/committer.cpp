#include <agentbackend/committer.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "backend/commit_group.hpp"

namespace agentbackend {

// The queue and the thread that empties it.
class committer::writer {
public:
    writer(store& where, const clock& time, const committer_options& options)
        : options_(options), group_(where, time, options), thread_([this] { run(); }) {}

    result<void> submit(command run, completion completed) {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return errc::stopped;
            if (queued_.size() >= options_.max_queued) {
                return error(errc::queue_full)
                    .count(static_cast<std::int64_t>(queued_.size()),
                           static_cast<std::int64_t>(options_.max_queued));
            }
            queued_.push_back({std::move(run), std::move(completed)});
        }
        wake_.notify_one();
        return success();
    }

    void stop() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        const std::lock_guard joining(joining_);
        if (thread_.joinable()) thread_.join();
    }

private:
    using job = group_committer::job;

    // Moves what a group has room for to the thread's own jobs; false when there is none and will
    // be none.
    bool take(std::deque<job>& jobs) {
        std::unique_lock lock(mutex_);
        if (jobs.empty()) wake_.wait(lock, [this] { return stopping_ || !queued_.empty(); });
        while (jobs.size() < options_.max_group && !queued_.empty()) {
            jobs.push_back(std::move(queued_.front()));
            queued_.pop_front();
        }
        return !jobs.empty();
    }

    void run() {
        std::deque<job> jobs;
        while (take(jobs)) group_.run_some(jobs);
    }

    const committer_options options_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<job> queued_;
    bool stopping_ = false;
    group_committer group_;
    std::mutex joining_;
    std::thread thread_;  // last: it uses all of the above
};

committer::committer(store& where, const clock& time, const committer_options& options)
    : writer_(std::make_unique<writer>(where, time, options)) {}

committer::~committer() { stop(); }

result<void> committer::submit(command run, completion completed) {
    return writer_->submit(std::move(run), std::move(completed));
}

void committer::stop() { writer_->stop(); }

}  // namespace agentbackend
