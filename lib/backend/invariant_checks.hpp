// The invariants of the shop, each a small class with one sentence. They are fed every row once
// and keep sums; what does not agree becomes a finding.

#pragma once

#include <agentbackend/verify.hpp>

#include <memory>
#include <vector>

namespace agentbackend {

// Collects findings up to the report's limit.
class finding_list {
public:
    explicit finding_list(audit_report& report) : report_(report) {}
    void add(const invariant& broken, std::string sentence);

private:
    audit_report& report_;
};

// An order with what belongs to it.
struct order_record {
    const order& row;
    const std::vector<stock_item>& items;
    const journal_entry* payment = nullptr;  // none in the journal
};

// Rows come in this order: journal, agents, wallets, products, items, orders, withdrawals, the
// counters of earnings; then `finish`.
class invariant_check {
public:
    explicit invariant_check(invariant rule) : rule_(rule) {}
    virtual ~invariant_check() = default;

    const invariant& rule() const noexcept { return rule_; }

    virtual void entry(const journal_entry&, finding_list&) {}
    virtual void one_agent(const agent&, finding_list&) {}
    virtual void one_wallet(const wallet&, finding_list&) {}
    virtual void one_product(const product&, finding_list&) {}
    virtual void one_item(const stock_item&, finding_list&) {}
    virtual void one_order(const order_record&, finding_list&) {}
    virtual void one_withdrawal(const withdrawal&, finding_list&) {}
    virtual void one_quarter(agent_ref, const quarter_earnings&, finding_list&) {}
    virtual void one_product_sum(agent_ref, const product_earnings&, finding_list&) {}
    // `totals` are the counters the store keeps.
    struct kept_counters {
        journal_head head;
        withdrawal_statistics withdrawals;
    };
    virtual void finish(const kept_counters&, finding_list&) {}

private:
    invariant rule_;
};

using check_list = std::vector<std::unique_ptr<invariant_check>>;

// Each adds the checks of its subject.
void add_checks_of_journal(check_list&);
void add_checks_of_balances(check_list&);
void add_checks_of_goods(check_list&);
void add_checks_of_withdrawals(check_list&);
void add_checks_of_earnings(check_list&);

// All of them.
check_list make_invariant_checks();

}  // namespace agentbackend
