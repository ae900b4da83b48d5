#include "sqlite/work.hpp"

#include <limits>

namespace agentbackend::sqlite {
namespace {

constexpr fragment sums_columns = "sales, refunds, earned, taken_back";
earnings read_sums(row& columns) {
    return {.sales = columns.integer(),
            .refunds = columns.integer(),
            .earned = columns.amount(),
            .taken_back = columns.amount()};
}

quarter_earnings read_quarter(row& columns) {
    return {.quarter = columns.time(), .sums = read_sums(columns)};
}

product_earnings read_product_sums(row& columns) {
    return {.product = columns.ref<product_ref>(), .sums = read_sums(columns)};
}

}  // namespace

result<std::vector<quarter_earnings>> work::quarters_of(agent_ref agent,
                                                        std::optional<timestamp> before,
                                                        std::size_t limit) {
    return database_.all(read_quarter,
                         sql<"SELECT quarter, ", sums_columns,
                             " FROM earnings_by_quarter WHERE agent_ref = ? AND quarter < ? "
                             "ORDER BY quarter DESC LIMIT ?">,
                         agent, before.value_or(timestamp::max()), sql_limit(limit));
}

result<std::vector<product_earnings>> work::earnings_by_product(agent_ref agent,
                                                                std::optional<product_ref> before,
                                                                std::size_t limit) {
    constexpr product_ref above_all{std::numeric_limits<std::int64_t>::max()};
    return database_.all(read_product_sums,
                         sql<"SELECT product_ref, ", sums_columns,
                             " FROM earnings_by_product WHERE agent_ref = ? AND product_ref < ? "
                             "ORDER BY product_ref DESC LIMIT ?">,
                         agent, before.value_or(above_all), sql_limit(limit));
}

result<void> work::add_earnings(const earnings_change& change) {
    ++writes_;
    const auto quarter = quarter_of(change.at);
    AGENTBACKEND_ASSIGN(const auto of_quarter,
                        database_.one(read_sums,
                                      sql<"SELECT ", sums_columns,
                                          " FROM earnings_by_quarter "
                                          "WHERE agent_ref = ? AND quarter = ?">,
                                      change.agent, quarter));
    AGENTBACKEND_ASSIGN(const auto of_product,
                        database_.one(read_sums,
                                      sql<"SELECT ", sums_columns,
                                          " FROM earnings_by_product "
                                          "WHERE agent_ref = ? AND product_ref = ?">,
                                      change.agent, change.product));
    AGENTBACKEND_ASSIGN(const auto in_quarter, add(of_quarter.value_or(earnings{}), change.by));
    AGENTBACKEND_ASSIGN(const auto in_product, add(of_product.value_or(earnings{}), change.by));

    // First what can still be refused: an agent that is not there.
    AGENTBACKEND_TRY(database_.execute(sql<"INSERT OR REPLACE INTO earnings_by_quarter "
                                           "(agent_ref, quarter, ",
                                           sums_columns, ") VALUES (?, ?, ?, ?, ?, ?)">,
                                       change.agent, quarter, in_quarter.sales, in_quarter.refunds,
                                       in_quarter.earned, in_quarter.taken_back));
    const auto added =
        database_.execute(sql<"INSERT OR REPLACE INTO earnings_by_product "
                              "(agent_ref, product_ref, ",
                              sums_columns, ") VALUES (?, ?, ?, ?, ?, ?)">,
                          change.agent, change.product, in_product.sales, in_product.refunds,
                          in_product.earned, in_product.taken_back);
    if (!added) return database_.give_up(added.error());
    return success();
}

}  // namespace agentbackend::sqlite
