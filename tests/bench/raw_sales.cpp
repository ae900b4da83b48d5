#include "bench/raw_sales.hpp"

#include <cstdio>
#include <cstdlib>

namespace agentbackend::bench {

raw_sales::raw_sales(const std::string& path) {
    check(sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                          nullptr),
          SQLITE_OK);
    // The settings of the store.
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA synchronous = FULL");
    execute("PRAGMA foreign_keys = ON");

    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
    insert_order_ = prepare(
        "INSERT INTO orders (bot_ref, customer_id, product_ref, product_name, base, markup, "
        "quantity, unit_total, total, revenue, profit, status, created_at, refund_reason) "
        "VALUES (?, ?, ?, 'Gift card', ?, ?, 1, ?, ?, ?, ?, 'paid', ?, '')");
    find_item_ = prepare(
        "SELECT ref, content FROM stock_items WHERE product_ref = ? AND order_ref IS NULL "
        "ORDER BY ref LIMIT 1");
    take_item_ = prepare("UPDATE stock_items SET order_ref = ? WHERE ref = ?");
    count_stock_ =
        prepare("UPDATE products SET in_stock = in_stock - 1, sold = sold + 1 WHERE ref = ?");
    put_wallet_ = prepare("UPDATE wallets SET balance = ? WHERE bot_ref = ? AND user_id = ?");
    move_agent_ = prepare("UPDATE agents SET available = ?, updated_at = ? WHERE ref = ?");
    put_quarter_ = prepare("INSERT OR REPLACE INTO earnings_by_quarter VALUES (?, ?, ?, 0, ?, 0)");
    put_product_sums_ =
        prepare("INSERT OR REPLACE INTO earnings_by_product VALUES (?, ?, ?, 0, ?, 0)");
    append_entry_ = prepare(
        "INSERT INTO journal (sequence, at, movement, subject, postings, note, previous, hash) "
        "VALUES (?, ?, 3, ?, ?, '', ?, ?)");
    move_head_ = prepare("UPDATE shop SET journal_sequence = ?, journal_hash = ?");
    erase_quote_ = prepare("DELETE FROM quotes WHERE ref = ?");
    record_key_ = prepare(
        "INSERT INTO recorded_keys (bot_ref, user_id, key, body, entity, recorded_at) "
        "VALUES (?, ?, ?, ?, ?, ?)");
    stamp_ = prepare("UPDATE shop SET committed_at = ?");

    now_ = busy_shop::opened_at().time_since_epoch().count();
    quarter_ = now_ - now_ % std::int64_t{15 * 60 * 1'000'000};
    sequence_ = number("SELECT journal_sequence FROM shop");
    wallets_.fill(wallet_micros);
}

raw_sales::~raw_sales() {
    for (auto* statement : {begin_, commit_, insert_order_, find_item_, take_item_, count_stock_,
                            put_wallet_, move_agent_, put_quarter_, put_product_sums_,
                            append_entry_, move_head_, erase_quote_, record_key_, stamp_}) {
        sqlite3_finalize(statement);
    }
    sqlite3_close(database_);
}

void raw_sales::sell(std::int64_t first, std::int64_t count) {
    step(begin_);
    for (std::int64_t n = first; n < first + count; ++n) write_sale({n});
    sqlite3_bind_int64(stamp_, 1, ++now_);
    step(stamp_);
    step(commit_);
}

void raw_sales::write_sale(sale_plan plan) {
    const std::int64_t agent = plan.seller().value;
    const std::int64_t customer = plan.customer().value;
    const std::int64_t product = plan.product().value;

    sqlite3_bind_int64(insert_order_, 1, agent);
    sqlite3_bind_int64(insert_order_, 2, customer);
    sqlite3_bind_int64(insert_order_, 3, product);
    sqlite3_bind_int64(insert_order_, 4, base_price.micros());
    sqlite3_bind_int64(insert_order_, 5, markup_micros);
    sqlite3_bind_int64(insert_order_, 6, total_micros);
    sqlite3_bind_int64(insert_order_, 7, total_micros);
    sqlite3_bind_int64(insert_order_, 8, base_price.micros());
    sqlite3_bind_int64(insert_order_, 9, markup_micros);
    sqlite3_bind_int64(insert_order_, 10, now_);
    step(insert_order_);
    const std::int64_t order = sqlite3_last_insert_rowid(database_);

    sqlite3_bind_int64(find_item_, 1, product);
    check(sqlite3_step(find_item_), SQLITE_ROW);
    sqlite3_bind_int64(take_item_, 1, order);
    sqlite3_bind_int64(take_item_, 2, sqlite3_column_int64(find_item_, 0));
    sqlite3_reset(find_item_);
    step(take_item_);

    sqlite3_bind_int64(count_stock_, 1, product);
    step(count_stock_);

    const auto wallet = static_cast<std::size_t>(plan.number) % wallet_count;
    sqlite3_bind_int64(put_wallet_, 1, wallets_[wallet] -= total_micros);
    sqlite3_bind_int64(put_wallet_, 2, agent);
    sqlite3_bind_int64(put_wallet_, 3, customer);
    step(put_wallet_);

    auto& available = available_[static_cast<std::size_t>(agent - 1)];
    sqlite3_bind_int64(move_agent_, 1, available += markup_micros);
    sqlite3_bind_int64(move_agent_, 2, now_);
    sqlite3_bind_int64(move_agent_, 3, agent);
    step(move_agent_);

    const auto sales = ++sales_[static_cast<std::size_t>(agent - 1)];
    sqlite3_bind_int64(put_quarter_, 1, agent);
    sqlite3_bind_int64(put_quarter_, 2, quarter_);
    sqlite3_bind_int64(put_quarter_, 3, sales);
    sqlite3_bind_int64(put_quarter_, 4, available);
    step(put_quarter_);
    sqlite3_bind_int64(put_product_sums_, 1, agent);
    sqlite3_bind_int64(put_product_sums_, 2, product);
    sqlite3_bind_int64(put_product_sums_, 3, sales);
    sqlite3_bind_int64(put_product_sums_, 4, available);
    step(put_product_sums_);

    char postings[128];
    const int size = std::snprintf(
        postings, sizeof postings, "[[3,%lld,%lld,%lld],[4,0,0,%lld],[5,%lld,0,%lld]]",
        static_cast<long long>(agent), static_cast<long long>(customer),
        static_cast<long long>(-total_micros), static_cast<long long>(base_price.micros()),
        static_cast<long long>(agent), static_cast<long long>(markup_micros));
    auto hash = hash_;
    ++hash[0];
    sqlite3_bind_int64(append_entry_, 1, ++sequence_);
    sqlite3_bind_int64(append_entry_, 2, now_);
    sqlite3_bind_int64(append_entry_, 3, order);
    sqlite3_bind_text(append_entry_, 4, postings, size, SQLITE_STATIC);
    sqlite3_bind_blob(append_entry_, 5, hash_.data(), 32, SQLITE_STATIC);
    sqlite3_bind_blob(append_entry_, 6, hash.data(), 32, SQLITE_STATIC);
    step(append_entry_);
    hash_ = hash;

    sqlite3_bind_int64(move_head_, 1, sequence_);
    sqlite3_bind_blob(move_head_, 2, hash_.data(), 32, SQLITE_STATIC);
    step(move_head_);

    sqlite3_bind_int64(erase_quote_, 1, plan.quote().value);
    step(erase_quote_);

    char key[32];
    const int key_size =
        std::snprintf(key, sizeof key, "quote:%lld", static_cast<long long>(plan.quote().value));
    sqlite3_bind_int64(record_key_, 1, agent);
    sqlite3_bind_int64(record_key_, 2, customer);
    sqlite3_bind_text(record_key_, 3, key, key_size, SQLITE_STATIC);
    sqlite3_bind_blob(record_key_, 4, hash_.data(), 32, SQLITE_STATIC);
    sqlite3_bind_int64(record_key_, 5, order);
    sqlite3_bind_int64(record_key_, 6, now_);
    step(record_key_);
}

void raw_sales::execute(const char* sql) {
    check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr), SQLITE_OK);
}

sqlite3_stmt* raw_sales::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr),
          SQLITE_OK);
    return statement;
}

void raw_sales::step(sqlite3_stmt* statement) {
    check(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_reset(statement);
}

std::int64_t raw_sales::number(const char* question) {
    auto* statement = prepare(question);
    check(sqlite3_step(statement), SQLITE_ROW);
    const auto answer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return answer;
}

void raw_sales::check(int code, int expected) const {
    if (code == expected) return;
    std::fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(database_));
    std::abort();
}

}  // namespace agentbackend::bench
