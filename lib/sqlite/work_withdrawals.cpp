#include "sqlite/merged_pages.hpp"
#include "sqlite/work.hpp"

#include <functional>
#include <limits>
#include <span>

#include "store/withdrawal_totals.hpp"

namespace agentbackend::sqlite {
namespace {

constexpr fragment withdrawal_columns =
    "ref, request_id, agent_ref, owner_id, amount, fee, address, status, created_at, reviewed_at, "
    "reviewed_by, paid_at, paid_by, txid, reject_reason, cancelled_at, cancelled_by, "
    "cancel_reason";

withdrawal_status read_withdrawal_status(row& columns) {
    const auto status = parse_withdrawal_status(columns.text());
    if (!status) columns.mark_unsound();
    return status.value_or(withdrawal_status::pending);
}

withdrawal read_withdrawal(row& columns) {
    return {.ref = columns.ref<withdrawal_ref>(),
            .request_id = columns.text(),
            .agent = columns.ref<agent_ref>(),
            .owner = columns.ref<user_id>(),
            .amount = columns.amount(),
            .fee = columns.amount(),
            .address = columns.text(),
            .status = read_withdrawal_status(columns),
            .created_at = columns.time(),
            .reviewed_at = columns.time_or_none(),
            .reviewed_by = columns.ref_or_none<user_id>(),
            .paid_at = columns.time_or_none(),
            .paid_by = columns.ref_or_none<user_id>(),
            .txid = columns.text(),
            .reject_reason = columns.text(),
            .cancelled_at = columns.time_or_none(),
            .cancelled_by = columns.ref_or_none<user_id>(),
            .cancel_reason = columns.text()};
}

std::span<const withdrawal_status> wanted_statuses(const withdrawal_filter& filter) {
    if (filter.statuses.empty()) return all_withdrawal_statuses;
    return filter.statuses;
}

// One line of the statistics: a status, and the sums of its withdrawals.
struct total {
    withdrawal_status status{};
    withdrawal_statistics::bucket bucket;
    usdt fee;
};

total read_total(row& columns) {
    return {.status = read_withdrawal_status(columns),
            .bucket = {.count = columns.integer(), .sum = columns.amount()},
            .fee = columns.amount()};
}

}  // namespace

result<std::optional<withdrawal>> work::find_withdrawal(withdrawal_ref ref) {
    return database_.one(read_withdrawal,
                         sql<"SELECT ", withdrawal_columns, " FROM withdrawals WHERE ref = ?">,
                         ref);
}

result<std::optional<withdrawal>> work::find_withdrawal_by_id(std::string_view request_id) {
    return database_.one(
        read_withdrawal,
        sql<"SELECT ", withdrawal_columns, " FROM withdrawals WHERE request_id = ?">, request_id);
}

result<std::vector<withdrawal>> work::withdrawals(const withdrawal_filter& filter,
                                                  withdrawal_ref after, std::size_t limit) {
    if (!filter.agent && filter.statuses.empty()) {
        return database_.all(read_withdrawal,
                             sql<"SELECT ", withdrawal_columns,
                                 " FROM withdrawals WHERE ref > ? ORDER BY ref LIMIT ?">,
                             after, sql_limit(limit));
    }
    const auto read_page = [&](withdrawal_status status) {
        return filter.agent
                   ? database_.all(read_withdrawal,
                                   sql<"SELECT ", withdrawal_columns,
                                       " FROM withdrawals WHERE agent_ref = ? AND status = ? AND "
                                       "ref > ? ORDER BY ref LIMIT ?">,
                                   *filter.agent, name(status), after, sql_limit(limit))
                   : database_.all(read_withdrawal,
                                   sql<"SELECT ", withdrawal_columns,
                                       " FROM withdrawals WHERE status = ? AND ref > ? "
                                       "ORDER BY ref LIMIT ?">,
                                   name(status), after, sql_limit(limit));
    };
    return merged_pages<withdrawal>(wanted_statuses(filter), limit, read_page, std::ranges::less());
}

result<std::vector<withdrawal>> work::newest_withdrawals(const withdrawal_filter& filter,
                                                         withdrawal_ref before, std::size_t limit) {
    if (!before) before.value = std::numeric_limits<std::int64_t>::max();
    if (!filter.agent && filter.statuses.empty()) {
        return database_.all(read_withdrawal,
                             sql<"SELECT ", withdrawal_columns,
                                 " FROM withdrawals WHERE ref < ? ORDER BY ref DESC LIMIT ?">,
                             before, sql_limit(limit));
    }
    const auto read_page = [&](withdrawal_status status) {
        return filter.agent
                   ? database_.all(read_withdrawal,
                                   sql<"SELECT ", withdrawal_columns,
                                       " FROM withdrawals WHERE agent_ref = ? AND status = ? AND "
                                       "ref < ? ORDER BY ref DESC LIMIT ?">,
                                   *filter.agent, name(status), before, sql_limit(limit))
                   : database_.all(read_withdrawal,
                                   sql<"SELECT ", withdrawal_columns,
                                       " FROM withdrawals WHERE status = ? AND ref < ? "
                                       "ORDER BY ref DESC LIMIT ?">,
                                   name(status), before, sql_limit(limit));
    };
    return merged_pages<withdrawal>(wanted_statuses(filter), limit, read_page,
                                    std::ranges::greater());
}

result<std::int64_t> work::open_withdrawals(agent_ref agent) {
    AGENTBACKEND_ASSIGN(
        const auto count,
        database_.one(read_integer,
                      sql<"SELECT count(*) FROM withdrawals "
                          "WHERE agent_ref = ? AND status IN ('pending', 'approved')">,
                      agent));
    return count.value_or(0);
}

result<std::optional<withdrawal_ref>> work::find_settled_by(std::string_view txid) {
    return database_.one(read_ref<withdrawal_ref>,
                         sql<"SELECT ref FROM withdrawals WHERE txid = ? AND txid <> ''">, txid);
}

result<withdrawal_statistics> work::withdrawal_totals() {
    withdrawal_statistics answer;
    AGENTBACKEND_ASSIGN(
        const auto totals,
        database_.all(read_total, sql<"SELECT status, count, amount, fee FROM withdrawal_totals">));
    for (const auto& [status, bucket, fee] : totals) {
        answer.by_status.at(static_cast<std::size_t>(status)) = bucket;
        if (status != withdrawal_status::paid) continue;
        answer.fees_earned = fee;
        AGENTBACKEND_ASSIGN(answer.net_paid, subtract(bucket.sum, fee));
    }
    AGENTBACKEND_ASSIGN(const auto frozen,
                        database_.one(read_integer, sql<"SELECT agents_with_frozen FROM shop">));
    answer.agents_with_frozen = frozen.value_or(0);
    AGENTBACKEND_ASSIGN(
        answer.oldest_pending,
        database_.one(read_time, sql<"SELECT created_at FROM withdrawals "
                                     "WHERE status = 'pending' ORDER BY created_at LIMIT 1">));
    return answer;
}

// The triggers keep the sums; they add in 64 bits, where a sum that is no `usdt` any more fits.
result<void> work::check_totals(const withdrawal* before, const withdrawal* after) {
    AGENTBACKEND_ASSIGN(const auto totals, withdrawal_totals());
    AGENTBACKEND_TRY(recounted(totals, before, after));
    return success();
}

result<withdrawal_ref> work::insert_withdrawal(const withdrawal& row) {
    ++writes_;
    AGENTBACKEND_TRY(check_totals(nullptr, &row));
    return database_.insert<withdrawal_ref>(
        sql<"INSERT INTO withdrawals (", withdrawal_columns,
            ") VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)">,
        row.request_id, row.agent, row.owner, row.amount, row.fee, row.address, name(row.status),
        row.created_at, row.reviewed_at, row.reviewed_by, row.paid_at, row.paid_by, row.txid,
        row.reject_reason, row.cancelled_at, row.cancelled_by, row.cancel_reason);
}

result<void> work::update_withdrawal(const withdrawal& row) {
    ++writes_;
    AGENTBACKEND_ASSIGN(const auto before, find_withdrawal(row.ref));
    if (before) AGENTBACKEND_TRY(check_totals(&*before, &row));
    return check_found(
        database_.execute(
            sql<"UPDATE withdrawals SET request_id = ?, agent_ref = ?, owner_id = ?, amount = ?, "
                "fee = ?, address = ?, status = ?, created_at = ?, reviewed_at = ?, "
                "reviewed_by = ?, paid_at = ?, paid_by = ?, txid = ?, reject_reason = ?, "
                "cancelled_at = ?, cancelled_by = ?, cancel_reason = ? WHERE ref = ?">,
            row.request_id, row.agent, row.owner, row.amount, row.fee, row.address,
            name(row.status), row.created_at, row.reviewed_at, row.reviewed_by, row.paid_at,
            row.paid_by, row.txid, row.reject_reason, row.cancelled_at, row.cancelled_by,
            row.cancel_reason, row.ref),
        "withdrawal");
}

}  // namespace agentbackend::sqlite
