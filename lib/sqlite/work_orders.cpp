// Wallets, quotes and orders.

#include "sqlite/work.hpp"

#include <limits>

namespace agentbackend::sqlite {
namespace {

constexpr fragment terms_columns = "base, markup, quantity, unit_total, total, revenue, profit";
constexpr fragment quote_columns = "ref, bot_ref, customer_id, product_ref, created_at, ";
constexpr fragment order_columns =
    "ref, bot_ref, customer_id, product_ref, product_name, status, created_at, refunded_at, "
    "refunded_by, refund_reason, ";

price_terms read_terms(row& columns) {
    return {.unit = {.base = columns.amount(), .markup = columns.amount()},
            .quantity = columns.integer(),
            .unit_total = columns.amount(),
            .total = columns.amount(),
            .revenue = columns.amount(),
            .profit = columns.amount()};
}

wallet read_wallet(row& columns) {
    return {.bot = columns.bot(), .user = columns.ref<user_id>(), .balance = columns.amount()};
}

quote read_quote(row& columns) {
    quote answer{.ref = columns.ref<quote_ref>(),
                 .bot = columns.bot(),
                 .customer = columns.ref<user_id>(),
                 .product = columns.ref<product_ref>(),
                 .created_at = columns.time()};
    answer.terms = read_terms(columns);
    return answer;
}

order_status read_order_status(row& columns) {
    const auto status = columns.text();
    if (status == name(order_status::refunded)) return order_status::refunded;
    if (status != name(order_status::paid)) columns.mark_unsound();
    return order_status::paid;
}

order read_order(row& columns) {
    order answer{.ref = columns.ref<order_ref>(),
                 .bot = columns.bot(),
                 .customer = columns.ref<user_id>(),
                 .product = columns.ref<product_ref>(),
                 .product_name = columns.text(),
                 .status = read_order_status(columns),
                 .created_at = columns.time(),
                 .refunded_at = columns.time_or_none(),
                 .refunded_by = columns.ref_or_none<user_id>(),
                 .refund_reason = columns.text()};
    answer.terms = read_terms(columns);
    return answer;
}

}  // namespace

result<wallet> work::find_wallet(bot_ref bot, user_id user) {
    AGENTBACKEND_ASSIGN(const auto found,
                        database_.one(read_wallet,
                                      sql<"SELECT bot_ref, user_id, balance FROM wallets "
                                          "WHERE bot_ref = ? AND user_id = ?">,
                                      bot, user));
    return found.value_or(wallet{.bot = bot, .user = user});
}

result<std::vector<wallet>> work::wallets(std::optional<wallet_cursor> after, std::size_t limit) {
    constexpr auto before_all = std::numeric_limits<std::int64_t>::min();
    const auto cursor =
        after.value_or(wallet_cursor{bot_ref::from_value(before_all), user_id{before_all}});
    return database_.all(read_wallet,
                         sql<"SELECT bot_ref, user_id, balance FROM wallets "
                             "WHERE (bot_ref, user_id) > (?, ?) "
                             "ORDER BY bot_ref, user_id LIMIT ?">,
                         cursor.bot, cursor.user, sql_limit(limit));
}

result<std::vector<wallet>> work::wallets_of(bot_ref bot, user_id after, std::size_t limit) {
    return database_.all(read_wallet,
                         sql<"SELECT bot_ref, user_id, balance FROM wallets "
                             "WHERE bot_ref = ? AND user_id > ? ORDER BY user_id LIMIT ?">,
                         bot, after, sql_limit(limit));
}

result<void> work::put_wallet(const wallet& row) {
    ++writes_;
    AGENTBACKEND_ASSIGN(
        const auto moved,
        database_.execute(sql<"UPDATE wallets SET balance = ? WHERE bot_ref = ? AND user_id = ?">,
                          row.balance, row.bot, row.user));
    if (moved > 0) return success();
    AGENTBACKEND_TRY(
        database_.execute(sql<"INSERT INTO wallets (bot_ref, user_id, balance) VALUES (?, ?, ?)">,
                          row.bot, row.user, row.balance));
    return success();
}

result<std::optional<quote>> work::find_quote(quote_ref ref) {
    return database_.one(read_quote,
                         sql<"SELECT ", quote_columns, terms_columns, " FROM quotes WHERE ref = ?">,
                         ref);
}

result<quote_ref> work::insert_quote(const quote& row) {
    ++writes_;
    const auto& terms = row.terms;
    return database_.insert<quote_ref>(sql<"INSERT INTO quotes (", quote_columns, terms_columns,
                                           ") VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)">,
                                       row.bot, row.customer, row.product, row.created_at,
                                       terms.unit.base, terms.unit.markup, terms.quantity,
                                       terms.unit_total, terms.total, terms.revenue, terms.profit);
}

result<void> work::erase_quote(quote_ref ref) {
    ++writes_;
    AGENTBACKEND_TRY(database_.execute(sql<"DELETE FROM quotes WHERE ref = ?">, ref));
    return success();
}

result<std::optional<order>> work::find_order(order_ref ref) {
    return database_.one(read_order,
                         sql<"SELECT ", order_columns, terms_columns, " FROM orders WHERE ref = ?">,
                         ref);
}

result<std::vector<order>> work::orders(order_ref after, std::size_t limit) {
    return database_.all(read_order,
                         sql<"SELECT ", order_columns, terms_columns,
                             " FROM orders WHERE ref > ? ORDER BY ref LIMIT ?">,
                         after, sql_limit(limit));
}

result<std::vector<order>> work::orders_of(bot_ref bot, user_id user, order_ref before,
                                           std::size_t limit) {
    if (!before) before.value = std::numeric_limits<std::int64_t>::max();
    return database_.all(read_order,
                         sql<"SELECT ", order_columns, terms_columns,
                             " FROM orders WHERE bot_ref = ? AND customer_id = ? AND ref < ? "
                             "ORDER BY ref DESC LIMIT ?">,
                         bot, user, before, sql_limit(limit));
}

result<order_ref> work::insert_order(const order& row) {
    ++writes_;
    const auto& terms = row.terms;
    return database_.insert<order_ref>(
        sql<"INSERT INTO orders (", order_columns, terms_columns,
            ") VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)">,
        row.bot, row.customer, row.product, row.product_name, name(row.status), row.created_at,
        row.refunded_at, row.refunded_by, row.refund_reason, terms.unit.base, terms.unit.markup,
        terms.quantity, terms.unit_total, terms.total, terms.revenue, terms.profit);
}

result<void> work::update_order(const order& row) {
    ++writes_;
    const auto& terms = row.terms;
    return check_found(
        database_.execute(
            sql<"UPDATE orders SET bot_ref = ?, customer_id = ?, product_ref = ?, "
                "product_name = ?, status = ?, created_at = ?, refunded_at = ?, refunded_by = ?, "
                "refund_reason = ?, base = ?, markup = ?, quantity = ?, unit_total = ?, "
                "total = ?, revenue = ?, profit = ? WHERE ref = ?">,
            row.bot, row.customer, row.product, row.product_name, name(row.status), row.created_at,
            row.refunded_at, row.refunded_by, row.refund_reason, terms.unit.base, terms.unit.markup,
            terms.quantity, terms.unit_total, terms.total, terms.revenue, terms.profit, row.ref),
        "order");
}

}  // namespace agentbackend::sqlite
