#include <agentbackend/verify.hpp>

#include "backend/invariant_checks.hpp"

namespace agentbackend {
namespace {

constexpr std::size_t page_size = 1'000;

// Feeds every row of one kind to `row`, page by page. `read(cursor)` answers the next page,
// `cursor_of(row)` where it ends.
template <class Cursor, class Read, class CursorOf, class Row>
result<void> each(Cursor cursor, Read read, CursorOf cursor_of, Row row) {
    for (;;) {
        AGENTBACKEND_ASSIGN(const auto page, read(cursor));
        for (const auto& item : page) AGENTBACKEND_TRY(row(item));
        if (page.size() < page_size) return success();
        cursor = cursor_of(page.back());
    }
}

const auto ref_of = [](const auto& row) { return row.ref; };

// The entries that paid for orders, in the order of orders: both are numbered as they are made.
class order_payments {
public:
    explicit order_payments(reader& rows) : rows_(rows) {}

    // The payment of this order; null when there is none. REQUIRES: orders come in rising order.
    result<const journal_entry*> of(order_ref ref) {
        for (;;) {
            if (next_ == page_.size()) {
                AGENTBACKEND_ASSIGN(page_, rows_.journal(after_, page_size));
                next_ = 0;
                if (page_.empty()) return nullptr;
                after_ = page_.back().sequence;
            }
            const auto& entry = page_[next_];
            const bool is_payment = entry.draft.what == movement::order_paid;
            if (is_payment && entry.draft.subject > ref.value) return nullptr;
            ++next_;
            if (is_payment && entry.draft.subject == ref.value) return &entry;
        }
    }

private:
    reader& rows_;
    std::vector<journal_entry> page_;
    std::size_t next_ = 0;
    std::int64_t after_ = 0;
};

// One pass over the rows, all checks side by side.
class audit {
public:
    audit(reader& rows, const std::function<void(const audit_progress&)>& progress)
        : rows_(rows), progress_(progress), findings_(report_), checks_(make_invariant_checks()) {}

    result<audit_report> run() {
        AGENTBACKEND_TRY(read_journal());
        AGENTBACKEND_TRY(read_agents());
        AGENTBACKEND_TRY(read_wallets());
        AGENTBACKEND_TRY(read_products());
        AGENTBACKEND_TRY(read_items());
        AGENTBACKEND_TRY(read_orders());
        AGENTBACKEND_TRY(read_withdrawals());
        for (const auto agent : agents_) AGENTBACKEND_TRY(read_earnings(agent));
        AGENTBACKEND_ASSIGN(const auto head, rows_.head());
        AGENTBACKEND_ASSIGN(const auto totals, rows_.withdrawal_totals());
        for (auto& check : checks_) check->finish({head, totals}, findings_);
        return std::move(report_);
    }

private:
    template <class Method, class... Row>
    void feed(Method method, const Row&... row) {
        for (auto& check : checks_) ((*check).*method)(row..., findings_);
    }

    void count(std::string_view step, std::int64_t& rows) {
        if (++rows % static_cast<std::int64_t>(page_size) == 0 && progress_) {
            progress_({step, rows});
        }
    }

    result<void> read_journal() {
        return each(
            std::int64_t{0}, [&](auto after) { return rows_.journal(after, page_size); },
            [](const journal_entry& e) { return e.sequence; },
            [&](const journal_entry& e) {
                feed(&invariant_check::entry, e);
                count("journal", report_.entries);
                return success();
            });
    }
    result<void> read_agents() {
        return each(
            agent_ref{}, [&](auto after) { return rows_.agents(after, page_size); }, ref_of,
            [&](const agent& a) {
                feed(&invariant_check::one_agent, a);
                agents_.push_back(a.ref);
                count("agents", report_.agents);
                return success();
            });
    }
    result<void> read_wallets() {
        return each(
            std::optional<reader::wallet_cursor>(),
            [&](auto after) { return rows_.wallets(after, page_size); },
            [](const wallet& w) {
                return reader::wallet_cursor{w.bot, w.user};
            },
            [&](const wallet& w) {
                feed(&invariant_check::one_wallet, w);
                count("wallets", report_.wallets);
                return success();
            });
    }
    result<void> read_products() {
        return each(
            product_ref{}, [&](auto after) { return rows_.products(after, page_size); }, ref_of,
            [&](const product& p) {
                feed(&invariant_check::one_product, p);
                return success();
            });
    }
    result<void> read_items() {
        return each(
            stock_item_ref{}, [&](auto after) { return rows_.stock_items(after, page_size); },
            ref_of,
            [&](const stock_item& item) {
                feed(&invariant_check::one_item, item);
                count("stock items", report_.items);
                return success();
            });
    }
    result<void> read_orders() {
        order_payments payments(rows_);
        return each(
            order_ref{}, [&](auto after) { return rows_.orders(after, page_size); }, ref_of,
            [&](const order& o) -> result<void> {
                AGENTBACKEND_ASSIGN(const auto items, rows_.items_of(o.ref));
                AGENTBACKEND_ASSIGN(const auto* payment, payments.of(o.ref));
                feed(&invariant_check::one_order, order_record{o, items, payment});
                count("orders", report_.orders);
                return success();
            });
    }
    result<void> read_withdrawals() {
        return each(
            withdrawal_ref{}, [&](auto after) { return rows_.withdrawals({}, after, page_size); },
            ref_of,
            [&](const withdrawal& w) {
                feed(&invariant_check::one_withdrawal, w);
                count("withdrawals", report_.withdrawals);
                return success();
            });
    }
    result<void> read_earnings(agent_ref agent) {
        AGENTBACKEND_TRY(each(
            std::optional<timestamp>(),
            [&](auto before) { return rows_.quarters_of(agent, before, page_size); },
            [](const quarter_earnings& kept) { return kept.quarter; },
            [&](const quarter_earnings& kept) {
                feed(&invariant_check::one_quarter, agent, kept);
                return success();
            }));
        return each(
            std::optional<product_ref>(),
            [&](auto before) { return rows_.earnings_by_product(agent, before, page_size); },
            [](const product_earnings& kept) { return kept.product; },
            [&](const product_earnings& kept) {
                feed(&invariant_check::one_product_sum, agent, kept);
                return success();
            });
    }

    reader& rows_;
    const std::function<void(const audit_progress&)>& progress_;
    audit_report report_;
    finding_list findings_;
    check_list checks_;
    std::vector<agent_ref> agents_;
};

}  // namespace

std::vector<invariant> invariants() {
    std::vector<invariant> rules;
    for (const auto& check : make_invariant_checks()) rules.push_back(check->rule());
    return rules;
}

result<audit_report> verify(reader& rows,
                            const std::function<void(const audit_progress&)>& progress) {
    return audit(rows, progress).run();
}

}  // namespace agentbackend
