#include "backend/commit_group.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "invariant.hpp"
#include "values/store_codes.hpp"

namespace agentbackend {
namespace {

// A store that fails may lose the transaction, and with it what the neighbours wrote.
bool is_failure_of_the_store(errc code) {
    return is_of_store(code) && code != errc::store_conflict;
}

}  // namespace

// What became of the jobs at the front of the queue.
struct group_committer::attempt {
    // One for each job that is over: durable or refused.
    std::vector<result<void>> outcomes;
    // The jobs before one that failed after it wrote, or because the store did: all are undone.
    std::optional<std::size_t> before_culprit;
};

group_committer::group_committer(store& where, const clock& time, const committer_options& options)
    : store_(where), clock_(time), options_(options) {
    AGENTBACKEND_INVARIANT(options.max_group > 0 && options.max_queued > 0);
}

void group_committer::run_some(std::deque<job>& jobs) {
    AGENTBACKEND_INVARIANT(!jobs.empty());
    const auto first = try_group(jobs, options_.max_group);
    if (!first.before_culprit) return complete(jobs, first);

    // Order is kept: what came before the culprit runs again as a group, then the culprit alone;
    // what comes after it goes into the next group.
    if (const auto before = *first.before_culprit; before > 0) {
        const auto again = try_group(jobs, before);
        if (!again.before_culprit) {
            complete(jobs, again);
            if (again.outcomes.size() < before) return;
        }
    }
    complete(jobs, try_group(jobs, 1));
}

// Runs up to `limit` jobs in one transaction. Completes none.
group_committer::attempt group_committer::try_group(std::deque<job>& jobs, std::size_t limit) {
    attempt group;
    const auto end = std::min(limit, jobs.size());
    const auto began = begin();
    if (!began) {
        group.outcomes.assign(end, began.error());
        return group;
    }
    transaction& unit = **began;
    const auto closes_at = std::chrono::steady_clock::now() + options_.max_group_time;
    while (group.outcomes.size() < end) {
        const auto writes_before = unit.work().writes();
        auto outcome = jobs[group.outcomes.size()].run(unit.work(), next_time());
        const bool has_written = unit.work().writes() != writes_before;
        const bool spoils_the_group =
            !outcome && (has_written || is_failure_of_the_store(outcome.error().code()));
        if (spoils_the_group && end > 1) {
            group.before_culprit = group.outcomes.size();
            group.outcomes.clear();
            return group;
        }
        group.outcomes.push_back(std::move(outcome));
        if (!group.outcomes.back() && has_written) return group;  // alone: undone by not committing
        if (std::chrono::steady_clock::now() >= closes_at) break;
    }
    if (const auto committed = commit(unit); !committed) {
        // Even a refusal may rest on what a neighbour wrote: nobody knows where they stand.
        std::fill(group.outcomes.begin(), group.outcomes.end(), committed);
    }
    return group;
}

result<std::unique_ptr<transaction>> group_committer::begin() {
    AGENTBACKEND_ASSIGN(auto unit, store_.begin());
    // Time goes on from the last commit, which may have been another process's.
    AGENTBACKEND_ASSIGN(const auto committed_at, unit->work().last_committed_at());
    last_time_ = std::max(last_time_, committed_at);
    return unit;
}

result<void> group_committer::commit(transaction& unit) {
    if (unit.work().writes() == 0) return success();
    AGENTBACKEND_TRY(unit.work().set_committed_at(last_time_));
    return unit.commit();
}

timestamp group_committer::next_time() {
    last_time_ = std::max(clock_.now(), last_time_);
    return last_time_;
}

void group_committer::complete(std::deque<job>& jobs, const attempt& group) {
    for (const auto& outcome : group.outcomes) {
        const auto completed = std::move(jobs.front().completed);
        jobs.pop_front();
        if (completed) completed(outcome);
    }
}

}  // namespace agentbackend
