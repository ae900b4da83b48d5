// The writing half of an import: nothing is decided here any more.

#include <map>

#include "transfer/import_accounts.hpp"
#include "transfer/import_plan.hpp"

namespace agentbackend::transfer {
namespace {

result<void> post(unit_of_work& work, timestamp now, std::vector<posting> postings,
                  std::string note) {
    postings = without_zeros(std::move(postings));
    if (postings.empty()) return success();
    AGENTBACKEND_ASSIGN(const auto head, work.head());
    return work.append(seal({.what = movement::opening_balance,
                             .postings = std::move(postings),
                             .note = std::move(note)},
                            now, head));
}

// opening → available, frozen, payouts and fees, as the old system had them; then the difference
// that a reconciliation gives back, in an entry of its own, so that both can be seen.
result<void> post_opening(unit_of_work& work, timestamp now, const planned_agent& planned) {
    const auto& row = planned.row;
    AGENTBACKEND_ASSIGN(auto total, add(row.available, planned.frozen_in_file));
    AGENTBACKEND_ASSIGN(total, add(total, row.total_paid()));
    AGENTBACKEND_TRY(post(work, now,
                          {{account::available(row.ref), row.available},
                           {account::frozen(row.ref), planned.frozen_in_file},
                           {account::payouts(row.ref), row.payouts},
                           {account::fees(row.ref), row.fees},
                           {account::opening(), -total}},
                          "imported"));
    AGENTBACKEND_ASSIGN(const auto difference, subtract(row.frozen, planned.frozen_in_file));
    return post(work, now,
                {{account::frozen(row.ref), difference}, {account::opening(), -difference}},
                "reconciled with open withdrawals");
}

}  // namespace

result<void> carry_out(const import_plan& plan, unit_of_work& work, timestamp now,
                       remarks& problems) {
    std::map<std::string, agent_ref> agents;
    for (auto planned : plan.agents) {
        AGENTBACKEND_ASSIGN(planned.row.ref, work.insert_agent(planned.row));
        AGENTBACKEND_TRY(post_opening(work, now, planned));
        agents[planned.row.agent_id] = planned.row.ref;
    }
    for (const auto& [row, by] : plan.growths) {
        AGENTBACKEND_TRY(work.update_agent(row));
        AGENTBACKEND_TRY(post(work, now,
                              {{account::frozen(row.ref), by}, {account::opening(), -by}},
                              "reconciled with open withdrawals"));
    }
    for (auto [at, row, agent_id] : plan.withdrawals) {
        auto& known = agents[agent_id];
        if (!known) {
            AGENTBACKEND_ASSIGN(const auto here, work.find_agent_by_id(agent_id));
            if (!here) return error(errc::agent_not_found).subject(agent_id);
            known = here->ref;
        }
        row.agent = known;
        const auto inserted = work.insert_withdrawal(row);
        if (!inserted && inserted.error().code() == errc::amount_overflow) {
            report_overflow(at, problems);
            return success();
        }
        AGENTBACKEND_TRY(inserted);
    }
    return work.set_committed_at(now);
}

}  // namespace agentbackend::transfer
