// What agents and customers have: sums of postings, and the bounds of balances.

#include "backend/audit_words.hpp"
#include "backend/invariant_checks.hpp"

#include <map>
#include <string>
#include <utility>

namespace agentbackend {
namespace {

// Sums of postings by account.
class posting_sums {
public:
    void add(const journal_entry& entry) {
        for (const auto& [where, amount] : entry.draft.postings) sums_[where] += amount.micros();
    }
    wide of(const account& where) const {
        const auto found = sums_.find(where);
        return found == sums_.end() ? wide(0) : found->second;
    }

private:
    std::map<account, wide> sums_;
};

class agent_balances_match final : public invariant_check {
public:
    agent_balances_match()
        : invariant_check({"agent balances match",
                           "An agent's available, frozen, payouts and fees equal the sums of "
                           "their postings."}) {}
    void entry(const journal_entry& e, finding_list&) override { sums_.add(e); }
    void one_agent(const agent& a, finding_list& findings) override {
        const auto check = [&](std::string_view what, usdt kept, const account& where) {
            if (kept.micros() == sums_.of(where)) return;
            findings.add(rule(), disagreement(title(a) + ": " + std::string(what), kept.micros(),
                                              sums_.of(where)));
        };
        check("available", a.available, account::available(a.ref));
        check("frozen", a.frozen, account::frozen(a.ref));
        check("payouts", a.payouts, account::payouts(a.ref));
        check("fees", a.fees, account::fees(a.ref));
    }

private:
    posting_sums sums_;
};

class wallets_match final : public invariant_check {
public:
    wallets_match()
        : invariant_check({"wallets match",
                           "A wallet's balance equals the sum of its postings, and every wallet "
                           "with postings is there."}) {}
    void entry(const journal_entry& e, finding_list&) override {
        for (const auto& [where, amount] : e.draft.postings) {
            if (where.kind() != account_kind::customer) continue;
            unseen_[{where.bot(), where.user()}] += amount.micros();
        }
    }
    void one_wallet(const wallet& w, finding_list& findings) override {
        const auto posted = unseen_.extract({w.bot, w.user});
        const wide expected = posted ? posted.mapped() : wide(0);
        if (w.balance.micros() == expected) return;
        findings.add(rule(), disagreement(title(w), w.balance.micros(), expected));
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [key, sum] : unseen_) {
            if (sum == 0) continue;
            findings.add(rule(),
                         disagreement(title(wallet{.bot = key.first, .user = key.second}), 0, sum));
        }
    }

private:
    std::map<std::pair<bot_ref, user_id>, wide> unseen_;
};

class nothing_is_overdrawn final : public invariant_check {
public:
    nothing_is_overdrawn()
        : invariant_check(
              {"nothing is overdrawn", "No wallet and no frozen balance is negative."}) {}
    void one_agent(const agent& a, finding_list& findings) override {
        if (a.frozen.is_negative()) {
            findings.add(rule(), title(a) + ": frozen is " + a.frozen.to_string() + " USDT");
        }
    }
    void one_wallet(const wallet& w, finding_list& findings) override {
        if (w.balance.is_negative()) {
            findings.add(rule(), title(w) + " is " + w.balance.to_string() + " USDT");
        }
    }
};

class earnings_are_accounted_for final : public invariant_check {
public:
    earnings_are_accounted_for()
        : invariant_check({"earnings are accounted for",
                           "For every agent, opening balances + profits of orders and other sales "
                           "− profits taken back by refunds = available + frozen + total paid."}) {}
    void entry(const journal_entry& e, finding_list&) override {
        const bool comes_from_outside =
            e.draft.what == movement::opening_balance || e.draft.what == movement::profit_recorded;
        if (!comes_from_outside) return;
        for (const auto& [where, amount] : e.draft.postings) {
            if (is_an_agents(where.kind())) agents_[where.agent()].came_in += amount.micros();
        }
    }
    void one_agent(const agent& a, finding_list&) override {
        auto& sums = agents_[a.ref];
        sums.title = title(a);
        sums.kept =
            wide(a.available.micros()) + a.frozen.micros() + a.payouts.micros() + a.fees.micros();
    }
    void one_order(const order_record& o, finding_list&) override {
        const bool counts = o.row.status == order_status::paid && !o.row.bot.is_main();
        if (counts) agents_[o.row.bot.agent()].came_in += o.row.terms.profit.micros();
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [ref, sums] : agents_) {
            if (sums.kept == sums.came_in) continue;
            findings.add(rule(), disagreement(sums.title + ": available + frozen + total paid",
                                              sums.kept, sums.came_in));
        }
    }

private:
    static bool is_an_agents(account_kind kind) {
        return kind == account_kind::available || kind == account_kind::frozen ||
               kind == account_kind::payouts || kind == account_kind::fees;
    }
    struct sums {
        std::string title = "an agent that is not there";
        wide kept = 0;
        wide came_in = 0;
    };
    std::map<agent_ref, sums> agents_;
};

class frozen_is_open_withdrawals final : public invariant_check {
public:
    frozen_is_open_withdrawals()
        : invariant_check({"frozen is open withdrawals",
                           "An agent's frozen balance is the sum of its pending and approved "
                           "withdrawals."}) {}
    void one_agent(const agent& a, finding_list&) override {
        frozen_[a.ref] = {title(a), a.frozen.micros(), 0};
    }
    void one_withdrawal(const withdrawal& w, finding_list& findings) override {
        const auto found = frozen_.find(w.agent);
        if (found == frozen_.end()) {
            findings.add(rule(), "withdrawal " + w.request_id + " belongs to no agent");
        } else if (!is_final(w.status)) {
            found->second.open += w.amount.micros();
        }
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [ref, sums] : frozen_) {
            if (sums.frozen == sums.open) continue;
            findings.add(rule(), disagreement(sums.title + ": frozen", sums.frozen, sums.open));
        }
    }

private:
    struct sums {
        std::string title;
        wide frozen;
        wide open;
    };
    std::map<agent_ref, sums> frozen_;
};

}  // namespace

void add_checks_of_balances(check_list& checks) {
    checks.push_back(std::make_unique<agent_balances_match>());
    checks.push_back(std::make_unique<wallets_match>());
    checks.push_back(std::make_unique<nothing_is_overdrawn>());
    checks.push_back(std::make_unique<earnings_are_accounted_for>());
    checks.push_back(std::make_unique<frozen_is_open_withdrawals>());
}

}  // namespace agentbackend
