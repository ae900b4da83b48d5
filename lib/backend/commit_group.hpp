// One group of commands, from begin to commit to completions: the committer without its thread.

#pragma once

#include <agentbackend/committer.hpp>

#include <chrono>
#include <deque>

namespace agentbackend {

// Runs commands in order. Not thread-safe: the writer thread's own.
class group_committer {
public:
    struct job {
        committer::command run;
        committer::completion completed;
    };

    group_committer(store&, const clock&, const committer_options&);

    // Takes jobs off the front, commits what they wrote, and completes them; at least one job,
    // more while there is room in the group and time. REQUIRES: `jobs` is not empty.
    void run_some(std::deque<job>& jobs);

private:
    struct attempt;

    result<std::unique_ptr<transaction>> begin();
    attempt try_group(std::deque<job>& jobs, std::size_t limit);
    result<void> commit(transaction&);
    timestamp next_time();
    static void complete(std::deque<job>& jobs, const attempt&);

    store& store_;
    const clock& clock_;
    const committer_options options_;
    timestamp last_time_;  // of the newest command or commit known
};

}  // namespace agentbackend
