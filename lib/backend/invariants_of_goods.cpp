// What was sold: orders, their items, and what is left.

#include "backend/invariant_checks.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend {
namespace {

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
            refunds_[order_ref{e.draft.subject}] = as_sums(e.draft.postings);
        }
    }
    void one_order(const order_record& o, finding_list& findings) override {
        const auto number = "order " + std::to_string(o.row.ref.value);
        const auto expected = movements_of(o.row);
        if (o.payment) --payments_;
        const auto paid = o.payment ? as_sums(o.payment->draft.postings) : sums();
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

    static sums as_sums(const std::vector<posting>& postings) {
        sums by_account;
        for (const auto& [where, amount] : postings) by_account[where] += amount.micros();
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

}  // namespace

void add_checks_of_goods(check_list& checks) {
    checks.push_back(std::make_unique<orders_have_their_items>());
    checks.push_back(std::make_unique<stock_is_counted>());
    checks.push_back(std::make_unique<orders_match_their_entries>());
}

}  // namespace agentbackend
