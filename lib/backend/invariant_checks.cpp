#include "backend/invariant_checks.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <map>
#include <optional>
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

class orders_have_their_items final : public invariant_check {
public:
    orders_have_their_items()
        : invariant_check({"orders have their items",
                           "An order has exactly its quantity of items, of its product, and every "
                           "item that was sold belongs to an order that is there."}) {}
    void one_item(const stock_item& item, finding_list&) override {
        if (item.order) ++unclaimed_[item.product];
    }
    void one_order(const order_record& o, finding_list& findings) override {
        const auto number = "order " + std::to_string(o.row.ref.value);
        if (static_cast<std::int64_t>(o.items.size()) != o.row.terms.quantity) {
            findings.add(rule(), number + " of " + std::to_string(o.row.terms.quantity) + " has " +
                                     std::to_string(o.items.size()) + " items");
        }
        for (const auto& item : o.items) {
            if (item.product != o.row.product) {
                findings.add(rule(), number + " has item " + std::to_string(item.ref.value) +
                                         " of another product");
            }
            --unclaimed_[item.product];
        }
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [product, items] : unclaimed_) {
            if (items == 0) continue;
            findings.add(rule(), "product " + std::to_string(product.value) + " has " +
                                     std::to_string(items) +
                                     " sold items whose order is not there");
        }
    }

private:
    std::map<product_ref, std::int64_t> unclaimed_;
};

class stock_is_counted final : public invariant_check {
public:
    stock_is_counted()
        : invariant_check({"stock is counted",
                           "What a product counts as in stock and as sold is what a recount of "
                           "its items gives."}) {}
    void one_product(const product& p, finding_list&) override {
        products_[p.ref] = {p.name, p.in_stock, p.sold};
    }
    void one_item(const stock_item& item, finding_list&) override {
        auto& counts = products_[item.product];
        --(item.order ? counts.sold : counts.in_stock);
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [ref, counts] : products_) {
            report(counts.name, "in stock", counts.in_stock, findings);
            report(counts.name, "sold", counts.sold, findings);
        }
    }

private:
    // What is counted beyond the items that were found.
    struct surplus {
        std::string name;
        std::int64_t in_stock = 0;
        std::int64_t sold = 0;
    };
    void report(const std::string& product, std::string_view what, std::int64_t too_many,
                finding_list& findings) {
        if (too_many == 0) return;
        findings.add(rule(), "product " + product + " counts " + std::to_string(too_many) +
                                 " more items " + std::string(what) + " than it has");
    }
    std::map<product_ref, surplus> products_;
};

class orders_match_their_entries final : public invariant_check {
public:
    orders_match_their_entries()
        : invariant_check({"orders match their entries",
                           "Every order has the entry that paid for it, every refunded one the "
                           "entry that undid it, each with the order's own amounts."}) {}
    void entry(const journal_entry& e, finding_list&) override {
        if (e.draft.what == movement::order_paid) ++payments_;
        if (e.draft.what == movement::order_refunded) {
            refunds_[order_ref{e.draft.subject}] = as_sums(e.draft.postings, 1);
        }
    }
    void one_order(const order_record& o, finding_list& findings) override {
        const auto number = "order " + std::to_string(o.row.ref.value);
        const auto expected = movements_of(o.row);
        if (o.payment) --payments_;
        const auto paid = o.payment ? as_sums(o.payment->draft.postings, 1) : sums();
        if (paid != expected) {
            findings.add(rule(), number + " was paid otherwise than the journal has it");
        }
        const auto entry = refunds_.extract(o.row.ref);
        const auto undone = entry ? entry.mapped() : sums();
        const bool is_refunded = o.row.status == order_status::refunded;
        if (undone != (is_refunded ? negated(expected) : sums())) {
            findings.add(rule(), number + " is " + std::string(name(o.row.status)) +
                                     ", and the journal has it otherwise");
        }
    }
    void finish(const kept_counters&, finding_list& findings) override {
        if (payments_ != 0) {
            findings.add(rule(), std::to_string(payments_) +
                                     " journal entries pay for orders that are not there");
        }
        for (const auto& [ref, postings] : refunds_) {
            findings.add(rule(), "the journal refunds order " + std::to_string(ref.value) +
                                     ", which is not there");
        }
    }

private:
    using sums = std::map<account, std::int64_t>;

    static sums as_sums(const std::vector<posting>& postings, std::int64_t sign) {
        sums by_account;
        for (const auto& [where, amount] : postings) by_account[where] += sign * amount.micros();
        return by_account;
    }
    // Written apart from the rule that makes the entry.
    static sums movements_of(const order& o) {
        sums expected;
        const auto move = [&](const account& where, std::int64_t micros) {
            if (micros != 0) expected[where] = micros;
        };
        move(account::customer(o.bot, o.customer), -o.terms.total.micros());
        move(account::revenue(), o.terms.revenue.micros());
        if (!o.bot.is_main()) move(account::available(o.bot.agent()), o.terms.profit.micros());
        return expected;
    }
    static sums negated(sums by_account) {
        for (auto& [where, micros] : by_account) micros = -micros;
        return by_account;
    }

    std::int64_t payments_ = 0;  // without an order so far
    std::map<order_ref, sums> refunds_;
};

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

class earnings_are_counted final : public invariant_check {
public:
    earnings_are_counted()
        : invariant_check({"earnings are counted",
                           "What an agent is counted to have earned, by quarter of an hour and by "
                           "product, is what a recount of its orders, refunds and other sales "
                           "gives."}) {}
    void entry(const journal_entry& e, finding_list&) override {
        if (e.draft.what != movement::profit_recorded) return;
        for (const auto& [where, amount] : e.draft.postings) {
            if (where.kind() != account_kind::available) continue;
            count(where.agent(), e.at, {}, {.sales = 1, .earned = amount.micros()});
        }
    }
    void one_agent(const agent& a, finding_list&) override { titles_[a.ref] = title(a); }
    void one_order(const order_record& o, finding_list&) override {
        const auto& row = o.row;
        if (row.bot.is_main()) return;
        const auto profit = row.terms.profit.micros();
        count(row.bot.agent(), row.created_at, row.product, {.sales = 1, .earned = profit});
        if (row.status != order_status::refunded) return;
        count(row.bot.agent(), row.refunded_at.value_or(timestamp()), row.product,
              {.refunds = 1, .taken_back = profit});
    }
    void one_quarter(agent_ref agent, const quarter_earnings& kept,
                     finding_list& findings) override {
        const auto recount = by_quarter_.extract({agent, kept.quarter});
        check(agent, to_iso8601(kept.quarter), kept.sums, recount ? recount.mapped() : sums(),
              findings);
    }
    void one_product_sum(agent_ref agent, const product_earnings& kept,
                         finding_list& findings) override {
        const auto recount = by_product_.extract({agent, kept.product});
        check(agent, name_of(kept.product), kept.sums, recount ? recount.mapped() : sums(),
              findings);
    }
    void finish(const kept_counters&, finding_list& findings) override {
        for (const auto& [key, recount] : by_quarter_) {
            check(key.first, to_iso8601(key.second), {}, recount, findings);
        }
        for (const auto& [key, recount] : by_product_) {
            check(key.first, name_of(key.second), {}, recount, findings);
        }
    }

private:
    struct sums {
        std::int64_t sales = 0;
        std::int64_t refunds = 0;
        wide earned = 0;
        wide taken_back = 0;

        void add(const sums& other) {
            sales += other.sales;
            refunds += other.refunds;
            earned += other.earned;
            taken_back += other.taken_back;
        }
    };

    static std::string name_of(product_ref product) {
        return product ? "product " + std::to_string(product.value) : "sold elsewhere";
    }
    static std::string counts_of(std::int64_t sales, std::int64_t refunds) {
        return std::to_string(sales) + " sales and " + std::to_string(refunds) + " refunds";
    }
    void count(agent_ref agent, timestamp at, product_ref product, const sums& change) {
        by_quarter_[{agent, quarter_of(at)}].add(change);
        by_product_[{agent, product}].add(change);
    }
    void check(agent_ref agent, const std::string& what, const earnings& kept, const sums& recount,
               finding_list& findings) {
        const auto found = titles_.find(agent);
        const auto who = found == titles_.end() ? "an agent that is not there" : found->second;
        const auto where = who + ", " + what + ": ";
        if (kept.sales != recount.sales || kept.refunds != recount.refunds) {
            findings.add(rule(), where + counts_of(kept.sales, kept.refunds) +
                                     " are kept, a recount gives " +
                                     counts_of(recount.sales, recount.refunds));
        }
        if (kept.earned.micros() != recount.earned) {
            findings.add(rule(),
                         disagreement(where + "earned", kept.earned.micros(), recount.earned));
        }
        if (kept.taken_back.micros() != recount.taken_back) {
            findings.add(rule(), disagreement(where + "taken back", kept.taken_back.micros(),
                                              recount.taken_back));
        }
    }

    std::map<agent_ref, std::string> titles_;
    std::map<std::pair<agent_ref, timestamp>, sums> by_quarter_;
    std::map<std::pair<agent_ref, product_ref>, sums> by_product_;
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
    checks.push_back(std::make_unique<stock_is_counted>());
    checks.push_back(std::make_unique<orders_match_their_entries>());
    checks.push_back(std::make_unique<withdrawals_match_their_entries>());
    checks.push_back(std::make_unique<counters_are_true>());
    checks.push_back(std::make_unique<earnings_are_counted>());
    return checks;
}

}  // namespace agentbackend
