// The journal itself: its entries, and their chain.

#include "backend/audit_words.hpp"
#include "backend/invariant_checks.hpp"

namespace agentbackend {
namespace {

class entries_sum_to_zero final : public invariant_check {
public:
    entries_sum_to_zero()
        : invariant_check({"entries sum to zero",
                           "The postings of every journal entry sum to zero, and none is zero."}) {}
    void entry(const journal_entry& e, finding_list& findings) override {
        if (is_balanced(e.draft.postings)) return;
        wide sum = 0;
        for (const auto& p : e.draft.postings) sum += p.amount.micros();
        findings.add(rule(), "journal entry " + std::to_string(e.sequence) +
                                 (sum == 0 ? " has an empty posting, or too few"
                                           : " sums to " + to_text(sum) + " USDT"));
    }
};

class chain_is_unbroken final : public invariant_check {
public:
    chain_is_unbroken()
        : invariant_check({"chain is unbroken",
                           "Entries are numbered without gaps, each carries the hash of the one "
                           "before it and its own, and the head row names the last."}) {}
    void entry(const journal_entry& e, finding_list& findings) override {
        const auto number = std::to_string(e.sequence);
        if (e.sequence != last_.sequence + 1) {
            findings.add(rule(), "journal entry " + number + " follows entry " +
                                     std::to_string(last_.sequence));
        } else if (e.previous != last_.hash) {
            findings.add(rule(), "journal entry " + number +
                                     " does not carry the hash of the entry before it");
        }
        if (hash_of(e) != e.hash) {
            findings.add(rule(), "journal entry " + number + " does not match its own hash");
        }
        last_ = {e.sequence, e.hash};
    }
    void finish(const kept_counters& kept, finding_list& findings) override {
        if (kept.head == last_) return;
        findings.add(rule(), "the head row names entry " + std::to_string(kept.head.sequence) +
                                 ", the last entry is " + std::to_string(last_.sequence));
    }

private:
    journal_head last_;
};

}  // namespace

void add_checks_of_journal(check_list& checks) {
    checks.push_back(std::make_unique<entries_sum_to_zero>());
    checks.push_back(std::make_unique<chain_is_unbroken>());
}

}  // namespace agentbackend
