// The yardstick: the same sales written by hand over SQLite's own interface. It checks nothing and
// reads nothing but the item it hands out; it keeps balances and the journal's head in variables.
// No program that takes money could be as careless, so none can be expected to be faster.

#pragma once

#include "bench/busy_shop.hpp"

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <string>

namespace agentbackend::bench {

// Writes into a database that `busy_shop` has filled, and that nobody else has open. Ends the
// process when SQLite reports an error.
class raw_sales {
public:
    explicit raw_sales(const std::string& path);
    ~raw_sales();
    raw_sales(const raw_sales&) = delete;
    raw_sales& operator=(const raw_sales&) = delete;

    // Writes sales `first`, `first` + 1, … in one transaction.
    void sell(std::int64_t first, std::int64_t count);

private:
    static constexpr std::size_t wallet_count = agent_count * customers_per_agent;

    void execute(const char* sql);
    sqlite3_stmt* prepare(const char* sql);
    void check(int code, int expected) const;
    void step(sqlite3_stmt*);
    std::int64_t number(const char* question);
    void write_sale(sale_plan);

    sqlite3* database_ = nullptr;
    sqlite3_stmt* begin_ = nullptr;
    sqlite3_stmt* commit_ = nullptr;
    sqlite3_stmt* insert_order_ = nullptr;
    sqlite3_stmt* find_item_ = nullptr;
    sqlite3_stmt* take_item_ = nullptr;
    sqlite3_stmt* count_stock_ = nullptr;
    sqlite3_stmt* put_wallet_ = nullptr;
    sqlite3_stmt* move_agent_ = nullptr;
    sqlite3_stmt* put_quarter_ = nullptr;
    sqlite3_stmt* put_product_sums_ = nullptr;
    sqlite3_stmt* append_entry_ = nullptr;
    sqlite3_stmt* move_head_ = nullptr;
    sqlite3_stmt* erase_quote_ = nullptr;
    sqlite3_stmt* record_key_ = nullptr;
    sqlite3_stmt* stamp_ = nullptr;

    std::int64_t now_ = 0;
    std::int64_t quarter_ = 0;  // of an hour, that `now_` is in
    std::int64_t sequence_ = 0;
    std::array<std::int64_t, agent_count> available_{};
    std::array<std::int64_t, agent_count> sales_{};
    std::array<std::int64_t, wallet_count> wallets_{};
    std::array<unsigned char, 32> hash_{};
};

}  // namespace agentbackend::bench
