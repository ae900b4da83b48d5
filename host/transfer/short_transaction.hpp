// A use case in a transaction of its own, for a program that runs beside the host and has no
// committer.

#pragma once

#include <agentbackend/clock.hpp>
#include <agentbackend/store.hpp>

#include <algorithm>
#include <memory>
#include <type_traits>

namespace agentbackend::transfer {

// Runs `use_case(unit_of_work&, timestamp now) -> result<T>`, and commits when it has written and
// succeeds. `now` is never before the last commit. Errors: the use case's and the store's.
template <class UseCase>
auto in_short_transaction(store& database, const clock& time, UseCase use_case)
    -> std::invoke_result_t<UseCase&, unit_of_work&, timestamp> {
    AGENTBACKEND_ASSIGN(const auto unit, database.begin());
    auto& work = unit->work();
    AGENTBACKEND_ASSIGN(const auto last, work.last_committed_at());
    const auto now = std::max(time.now(), last);
    auto outcome = use_case(work, now);
    if (!outcome || work.writes() == 0) return outcome;
    AGENTBACKEND_TRY(work.set_committed_at(now));
    AGENTBACKEND_TRY(unit->commit());
    return outcome;
}

}  // namespace agentbackend::transfer
