#include "backend/invariant_checks.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <map>
#include <string>

namespace agentbackend {
namespace {

// Sums of any number of amounts; wide enough for 10¹⁸ of them.
using wide = boost::multiprecision::checked_int128_t;

std::string to_text(const wide& micros) {
    const bool is_amount = micros >= -usdt::max_micros && micros <= usdt::max_micros;
    if (is_amount) return usdt::from_micros(static_cast<std::int64_t>(micros)).to_string();
    return micros.str() + " micro-USDT";
}

// "…: kept 60.05, should be 50.05, difference 10.00".
std::string disagreement(std::string subject, const wide& kept, const wide& expected) {
    return subject.append(" is ")
        .append(to_text(kept))
        .append(", should be ")
        .append(to_text(expected))
        .append(": difference ")
        .append(to_text(kept - expected))
        .append(" USDT");
}

std::string title(const agent& who) { return "agent " + who.name + " (" + who.agent_id + ")"; }

std::string title(const wallet& purse) {
    return "wallet of user " + std::to_string(purse.user.value) +
           (purse.bot.is_main() ? std::string(" in the main bot")
                                : " in bot " + std::to_string(purse.bot.value()));
}

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
    const std::map<account, wide>& all() const noexcept { return sums_; }

private:
    std::map<account, wide> sums_;
};

class entries_sum_to_zero final : public invariant_check {
public:
    entries_sum_to_zero()
        : invariant_check({"entries sum to zero",
                           "The postings of every journal entry sum to zero, and none is zero."}) {}
    void entry(const journal_entry& e, finding_list& findings) override {
        if (is_balanced(e.draft.postings)) return;
        wide sum = 0;
        for (const auto& p : e.draft.postings) sum += p.amount.micros();
        findings.add(rule(), "journal entry " + std::to_string(e.sequence) + " sums to " +
                                 to_text(sum) + " USDT");
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
        : invariant_check({"nothing is overdrawn",
                           "No wallet and no frozen balance is negative."}) {}
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
                           "For every agent, opening + earned − taken back = available + frozen + "
                           "total paid."}) {}
    void entry(const journal_entry& e, finding_list&) override {
        for (const auto& [where, amount] : e.draft.postings) {
            if (is_an_agents(where.kind())) net_[where.agent()] += amount.micros();
        }
    }
    void one_agent(const agent& a, finding_list& findings) override {
        const wide kept = wide(a.available.micros()) + a.frozen.micros() + a.payouts.micros() +
                          a.fees.micros();
        const auto found = net_.find(a.ref);
        const wide earned = found == net_.end() ? wide(0) : found->second;
        if (kept == earned) return;
        findings.add(rule(),
                     disagreement(title(a) + ": available + frozen + total paid", kept, earned));
    }

private:
    // Moves among an agent's own accounts cancel out; what is left came from outside of them.
    static bool is_an_agents(account_kind kind) {
        return kind == account_kind::available || kind == account_kind::frozen ||
               kind == account_kind::payouts || kind == account_kind::fees;
    }
    std::map<agent_ref, wide> net_;
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

class orders_have_their_items final : public invariant_check {
public:
    orders_have_their_items()
        : invariant_check({"orders have their items",
                           "An order has exactly its quantity of items, of its product; an item "
                           "belongs to one order at most, and products count what is sold."}) {}
    void one_product(const product& p, finding_list&) override {
        unaccounted_[p.ref] = {p.name, p.sold};
    }
    void one_order(const order& o, const std::vector<stock_item>& items,
                   finding_list& findings) override {
        const auto number = "order " + std::to_string(o.ref.value);
        if (static_cast<std::int64_t>(items.size()) != o.terms.quantity) {
            findings.add(rule(), number + " of " + std::to_string(o.terms.quantity) + " has " +
                                     std::to_string(items.size()) + " items");
        }
        for (const auto& item : items) {
            if (item.product != o.product) {
                findings.add(rule(), number + " has item " + std::to_string(item.ref.value) +
                                         " of another product");
            }
            --unaccounted_[item.product].sold;
        }
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [ref, product] : unaccounted_) {
            if (product.sold == 0) continue;
            findings.add(rule(), "product " + product.name + " counts " +
                                     std::to_string(product.sold) +
                                     " sold items that no order has");
        }
    }

private:
    struct sold_items {
        std::string name;
        std::int64_t sold = 0;
    };
    std::map<product_ref, sold_items> unaccounted_;
};

class orders_are_in_the_journal final : public invariant_check {
public:
    orders_are_in_the_journal()
        : invariant_check({"orders are in the journal",
                           "In every shop, what customers paid for orders and were refunded is "
                           "what the journal moved for orders."}) {}
    void entry(const journal_entry& e, finding_list&) override {
        const bool is_sale = e.draft.what == movement::order_paid;
        if (!is_sale && e.draft.what != movement::order_refunded) return;
        for (const auto& [where, amount] : e.draft.postings) {
            if (where.kind() != account_kind::customer) continue;
            auto& shop = shops_[where.bot()];
            (is_sale ? shop.paid : shop.refunded) -= amount.micros();
        }
    }
    void one_order(const order& o, const std::vector<stock_item>&, finding_list&) override {
        auto& shop = shops_[o.bot];
        shop.paid -= o.terms.total.micros();
        if (o.status == order_status::refunded) shop.refunded += o.terms.total.micros();
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [bot, shop] : shops_) {
            const auto where = "bot " + std::to_string(bot.value());
            if (shop.paid != 0) {
                findings.add(rule(), where + ": the journal has " + to_text(shop.paid) +
                                         " USDT more in sales than the orders");
            }
            if (shop.refunded != 0) {
                findings.add(rule(), where + ": the orders have " + to_text(shop.refunded) +
                                         " USDT more in refunds than the journal");
            }
        }
    }

private:
    struct unexplained {
        wide paid = 0;
        wide refunded = 0;
    };
    std::map<bot_ref, unexplained> shops_;
};

class counters_are_true final : public invariant_check {
public:
    counters_are_true()
        : invariant_check({"counters are true",
                           "The statistics that the store keeps equal a recount."}) {}
    void one_agent(const agent& a, finding_list&) override {
        if (!a.frozen.is_zero()) ++agents_with_frozen_;
    }
    void one_withdrawal(const withdrawal& w, finding_list&) override {
        auto& recount = by_status_[w.status];
        ++recount.count;
        recount.sum += w.amount.micros();
        if (w.status == withdrawal_status::paid) {
            fees_ += w.fee.micros();
            net_ += net_amount(w).micros();
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

void finding_list::add(const invariant& broken, std::string sentence) {
    if (report_.findings.size() == audit_report::max_findings) {
        ++report_.more_findings;
        return;
    }
    report_.findings.push_back({std::string(broken.name), std::move(sentence)});
}

std::vector<std::unique_ptr<invariant_check>> make_invariant_checks() {
    std::vector<std::unique_ptr<invariant_check>> checks;
    checks.push_back(std::make_unique<entries_sum_to_zero>());
    checks.push_back(std::make_unique<chain_is_unbroken>());
    checks.push_back(std::make_unique<agent_balances_match>());
    checks.push_back(std::make_unique<wallets_match>());
    checks.push_back(std::make_unique<nothing_is_overdrawn>());
    checks.push_back(std::make_unique<earnings_are_accounted_for>());
    checks.push_back(std::make_unique<frozen_is_open_withdrawals>());
    checks.push_back(std::make_unique<orders_have_their_items>());
    checks.push_back(std::make_unique<orders_are_in_the_journal>());
    checks.push_back(std::make_unique<counters_are_true>());
    return checks;
}

}  // namespace agentbackend
