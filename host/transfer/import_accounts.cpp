#include "transfer/import_accounts.hpp"

#include <algorithm>

namespace agentbackend::transfer {
namespace {

void add_to(usdt& sum, usdt amount, const place& at, remarks& problems) {
    const auto more = add(sum, amount);
    if (!more) return report_overflow(at, problems);
    sum = *more;
}

class account_closing {
public:
    account_closing(const known_agent& known, frozen_difference on_difference, timestamp now,
                    import_plan& plan, import_report& report)
        : known_(known), on_difference_(on_difference), now_(now), plan_(plan), report_(report) {}

    void close() {
        if (known_.added) {
            close_new(plan_.agents[*known_.added]);
        } else if (!known_.sums.open.is_zero()) {
            close_grown();
        }
    }

private:
    void close_new(planned_agent& planned) {
        auto& row = planned.row;
        row.frozen = settle_frozen(row.agent_id, row.frozen, known_.sums.open);
        row.fees = std::min(known_.sums.fees, known_.total_paid);
        row.payouts = usdt::from_micros(known_.total_paid.micros() - row.fees.micros());
        flag_paid(row);
        settle_archived(row);
        count(report_.available, row.available);
        count(report_.frozen, row.frozen);
        count(report_.total_paid, known_.total_paid);
        // What `opening` gives is one posting, so it has to be an amount.
        usdt opening;
        count(opening, row.available);
        count(opening, planned.frozen_in_file);
        count(opening, known_.total_paid);
    }

    // New open withdrawals of an agent that is here: nothing is frozen for them yet.
    void close_grown() {
        if (known_.here->status == agent_status::archived) {
            report_.problems.add(known_.at,
                                 "agent " + known_.here->agent_id +
                                     ": it is archived here, for good, and has open withdrawals in "
                                     "the file. Reject or cancel them in the old system.");
            return;
        }
        auto grown = *known_.here;
        auto open = grown.frozen;
        count(open, known_.sums.open);
        grown.frozen = settle_frozen(grown.agent_id, grown.frozen, open);
        grown.updated_at = now_;
        plan_.growths.push_back({.row = std::move(grown), .by = known_.sums.open});
    }

    usdt settle_frozen(const std::string& agent_id, usdt frozen, usdt open) {
        if (frozen == open) return frozen;
        const auto both = "agent " + agent_id + ": " + frozen.to_string() + " USDT is frozen, " +
                          open.to_string() + " USDT is in its open withdrawals. ";
        if (on_difference_ == frozen_difference::refuse) {
            report_.problems.add(known_.at,
                                 both +
                                     "Import agents and withdrawals in one run, correct the file, "
                                     "or add --reconcile: the withdrawals then count, and the "
                                     "difference is posted to opening.");
            return frozen;
        }
        report_.flags.add(known_.at,
                          both + "The withdrawals count; the difference is posted to opening.");
        return open;
    }

    void flag_paid(const agent& row) {
        if (known_.sums.paid == known_.total_paid) return;
        report_.flags.add(known_.at, "agent " + row.agent_id + ": its total_paid is " +
                                         known_.total_paid.to_string() +
                                         " USDT, its paid withdrawals in these files sum to " +
                                         known_.sums.paid.to_string() +
                                         " USDT. The balance is kept as it is.");
    }

    // Archived is for good, and only for who has nothing left.
    void settle_archived(agent& row) {
        if (row.status != agent_status::archived) return;
        if (row.available.is_zero() && row.frozen.is_zero()) return;
        row.status = agent_status::stopped;
        report_.flags.add(known_.at, "agent " + row.agent_id +
                                         ": it was archived with money in it. It is stopped; "
                                         "archive it again when the money is gone.");
    }

    void count(usdt& sum, usdt amount) { add_to(sum, amount, known_.at, report_.problems); }

    const known_agent& known_;
    const frozen_difference on_difference_;
    const timestamp now_;
    import_plan& plan_;
    import_report& report_;
};

}  // namespace

void report_overflow(const place& at, remarks& problems) {
    problems.add(at,
                 "With this line, a sum leaves what this system holds, 4000000000000 USDT. Correct "
                 "the amounts in the file.");
}

void count_withdrawal(const withdrawal& w, const place& at, withdrawal_sums& sums,
                      remarks& problems) {
    if (!is_final(w.status)) return add_to(sums.open, w.amount, at, problems);
    if (w.status != withdrawal_status::paid) return;
    add_to(sums.paid, w.amount, at, problems);
    const bool is_credible = !w.fee.is_negative() && w.fee <= w.amount;
    if (is_credible) add_to(sums.fees, w.fee, at, problems);
}

void close_account(const known_agent& known, frozen_difference on_difference, timestamp now,
                   import_plan& plan, import_report& report) {
    account_closing(known, on_difference, now, plan, report).close();
}

}  // namespace agentbackend::transfer
