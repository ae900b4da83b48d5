// The counters of earnings.

#include "backend/audit_words.hpp"
#include "backend/invariant_checks.hpp"

#include <map>
#include <string>
#include <utility>

namespace agentbackend {
namespace {

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

void add_checks_of_earnings(check_list& checks) {
    checks.push_back(std::make_unique<earnings_are_counted>());
}

}  // namespace agentbackend
