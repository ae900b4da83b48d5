// Withdrawals: their entries, and the counters the store keeps of them.

#include "backend/audit_words.hpp"
#include "backend/invariant_checks.hpp"

#include <map>
#include <optional>
#include <string>

namespace agentbackend {
namespace {

class withdrawals_match_their_entries final : public invariant_check {
public:
    withdrawals_match_their_entries()
        : invariant_check({"withdrawals match their entries",
                           "What the journal says of a withdrawal, its amount, address, fee and "
                           "end, is what its row says."}) {}
    void entry(const journal_entry& e, finding_list&) override {
        switch (e.draft.what) {
            case movement::withdrawal_requested:
                said_[ref_of(e)].requested = amount_on(account_kind::frozen, e);
                said_[ref_of(e)].address = e.draft.note;
                break;
            case movement::withdrawal_rejected:
            case movement::withdrawal_cancelled:
                said_[ref_of(e)].returned = amount_on(account_kind::available, e);
                break;
            case movement::withdrawal_paid:
                said_[ref_of(e)].net = amount_on(account_kind::payouts, e);
                said_[ref_of(e)].fee = amount_on(account_kind::fees, e);
                break;
            case movement::opening_balance:
            case movement::wallet_credited:
            case movement::order_paid:
            case movement::order_refunded:
            case movement::profit_recorded: break;
        }
    }
    void one_withdrawal(const withdrawal& w, finding_list& findings) override {
        const auto found = said_.extract(w.ref);
        if (!found) return;  // settled before the journal began
        const auto& said = found.mapped();
        const auto check = [&](std::string_view what, bool agrees) {
            if (agrees) return;
            findings.add(rule(), "withdrawal " + w.request_id + ": its " + std::string(what) +
                                     " is not what the journal has");
        };
        const bool is_paid = w.status == withdrawal_status::paid;
        const bool is_returned = is_final(w.status) && !is_paid;
        const auto amount = w.amount.micros();
        check("amount", !said.requested || *said.requested == amount);
        check("address", !said.requested || said.address == w.address);
        check("end", said.returned == (is_returned ? amount : 0));
        check("fee", said.fee == (is_paid ? w.fee.micros() : 0));
        check("payment", said.net == (is_paid ? amount - w.fee.micros() : 0));
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [ref, said] : said_) {
            findings.add(rule(), "the journal has withdrawal " + std::to_string(ref.value) +
                                     ", which is not there");
        }
    }

private:
    struct statements {
        std::optional<std::int64_t> requested;  // none: it was imported
        std::string address;
        std::int64_t returned = 0;
        std::int64_t net = 0;
        std::int64_t fee = 0;
    };
    static withdrawal_ref ref_of(const journal_entry& e) { return {e.draft.subject}; }
    static std::int64_t amount_on(account_kind kind, const journal_entry& e) {
        std::int64_t micros = 0;
        for (const auto& [where, amount] : e.draft.postings) {
            if (where.kind() == kind) micros += amount.micros();
        }
        return micros;
    }
    std::map<withdrawal_ref, statements> said_;
};

class counters_are_true final : public invariant_check {
public:
    counters_are_true()
        : invariant_check(
              {"counters are true", "The statistics that the store keeps equal a recount."}) {}
    void one_agent(const agent& a, finding_list&) override {
        if (!a.frozen.is_zero()) ++agents_with_frozen_;
    }
    void one_withdrawal(const withdrawal& w, finding_list&) override {
        auto& recount = by_status_[w.status];
        ++recount.count;
        recount.sum += w.amount.micros();
        if (w.status == withdrawal_status::paid) {
            fees_ += w.fee.micros();
            net_ += wide(w.amount.micros()) - w.fee.micros();
        }
    }
    void finish(const kept_counters& kept, finding_list& findings) override {
        const auto& totals = kept.withdrawals;
        for (const auto status : all_withdrawal_statuses) {
            const auto what = std::string(name(status)) + " withdrawals";
            const auto& bucket = totals.of(status);
            check_count(what, bucket.count, by_status_[status].count, findings);
            check_sum("the sum of " + what, bucket.sum, by_status_[status].sum, findings);
        }
        check_sum("the sum of fees earned", totals.fees_earned, fees_, findings);
        check_sum("the sum of net payments", totals.net_paid, net_, findings);
        check_count("agents with a frozen balance", totals.agents_with_frozen, agents_with_frozen_,
                    findings);
    }

private:
    struct bucket {
        std::int64_t count = 0;
        wide sum = 0;
    };

    void check_count(const std::string& what, std::int64_t kept, std::int64_t recount,
                     finding_list& findings) {
        if (kept == recount) return;
        findings.add(rule(), "the number of " + what + " is kept as " + std::to_string(kept) +
                                 ", a recount gives " + std::to_string(recount));
    }
    void check_sum(const std::string& what, usdt kept, const wide& recount,
                   finding_list& findings) {
        if (kept.micros() != recount) {
            findings.add(rule(), disagreement(what, kept.micros(), recount));
        }
    }

    std::int64_t agents_with_frozen_ = 0;
    std::map<withdrawal_status, bucket> by_status_;
    wide fees_ = 0;
    wide net_ = 0;
};

}  // namespace

void add_checks_of_withdrawals(check_list& checks) {
    checks.push_back(std::make_unique<withdrawals_match_their_entries>());
    checks.push_back(std::make_unique<counters_are_true>());
}

}  // namespace agentbackend
