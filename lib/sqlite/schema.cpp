#include "sqlite/schema.hpp"

#include <SQLiteCpp/Transaction.h>

#include <array>
#include <string>

namespace agentbackend::sqlite {
namespace {

// Amounts are micro-USDT, times are microseconds since 1970 in UTC, `bot_ref` is zero for the main
// bot. Rows that are never deleted get their numbers from the largest one there is; where rows are
// deleted, AUTOINCREMENT sees to it that no number comes twice. Text that people or programs gave
// is TEXT, what only a program understands is BLOB.
constexpr const char* version_1 = R"sql(

-- One row: the journal's head, in the commit of every entry, and what dashboards count.
CREATE TABLE shop (
    id                 INTEGER PRIMARY KEY CHECK (id = 1),
    committed_at       INTEGER NOT NULL,
    journal_sequence   INTEGER NOT NULL,
    journal_hash       BLOB    NOT NULL,
    agents_with_frozen INTEGER NOT NULL
) STRICT;
INSERT INTO shop VALUES (1, 0, 0, zeroblob(32), 0);

-- `extra_links` is a row of length-prefixed texts, title and url by turns: "4:Help,20:https://…,".
CREATE TABLE agents (
    ref               INTEGER PRIMARY KEY,
    agent_id          TEXT    NOT NULL UNIQUE,
    name              TEXT    NOT NULL,
    status            TEXT    NOT NULL
        CHECK (status IN ('stopped', 'starting', 'running', 'error', 'archived')),
    status_reason     TEXT    NOT NULL,
    enabled           INTEGER NOT NULL,
    owner_id          INTEGER,
    markup            INTEGER NOT NULL,
    available         INTEGER NOT NULL,
    frozen            INTEGER NOT NULL,
    payouts           INTEGER NOT NULL,
    fees              INTEGER NOT NULL,
    support_link      TEXT    NOT NULL,
    channel_link      TEXT    NOT NULL,
    announcement_link TEXT    NOT NULL,
    extra_links       TEXT    NOT NULL,
    token             BLOB    NOT NULL,
    platform_id       INTEGER NOT NULL,
    username          TEXT    NOT NULL,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX agents_by_platform_id ON agents (platform_id)
    WHERE platform_id <> 0 AND status <> 'archived';
CREATE INDEX agents_by_status ON agents (status);
CREATE TRIGGER agents_frozen_at_first AFTER INSERT ON agents WHEN new.frozen > 0 BEGIN
    UPDATE shop SET agents_with_frozen = agents_with_frozen + 1;
END;
CREATE TRIGGER agents_frozen_later AFTER UPDATE OF frozen ON agents
WHEN (old.frozen > 0) <> (new.frozen > 0) BEGIN
    UPDATE shop SET agents_with_frozen = agents_with_frozen + (new.frozen > 0) - (old.frozen > 0);
END;

-- The one invitation of an agent that counts. Of its code only the hash is here.
CREATE TABLE claims (
    agent_ref  INTEGER PRIMARY KEY REFERENCES agents,
    code_hash  BLOB    NOT NULL,
    made_by    INTEGER NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_by    INTEGER,
    used_at    INTEGER
) STRICT;

CREATE TABLE categories (
    ref  INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE products (
    ref          INTEGER PRIMARY KEY,
    category_ref INTEGER REFERENCES categories,
    name         TEXT    NOT NULL,
    base_price   INTEGER NOT NULL,
    listed       INTEGER NOT NULL,
    in_stock     INTEGER NOT NULL CHECK (in_stock >= 0),
    sold         INTEGER NOT NULL
) STRICT;
CREATE INDEX products_by_category ON products (category_ref);
CREATE INDEX products_listed ON products (category_ref) WHERE listed = 1;

CREATE TABLE wallets (
    bot_ref INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    balance INTEGER NOT NULL,
    PRIMARY KEY (bot_ref, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotes (
    ref         INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_ref     INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    product_ref INTEGER NOT NULL REFERENCES products,
    base        INTEGER NOT NULL,
    markup      INTEGER NOT NULL,
    quantity    INTEGER NOT NULL,
    unit_total  INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    revenue     INTEGER NOT NULL,
    profit      INTEGER NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX quotes_by_time ON quotes (created_at);

CREATE TABLE orders (
    ref           INTEGER PRIMARY KEY,
    bot_ref       INTEGER NOT NULL,
    customer_id   INTEGER NOT NULL,
    product_ref   INTEGER NOT NULL REFERENCES products,
    product_name  TEXT    NOT NULL,
    base          INTEGER NOT NULL,
    markup        INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    unit_total    INTEGER NOT NULL,
    total         INTEGER NOT NULL,
    revenue       INTEGER NOT NULL,
    profit        INTEGER NOT NULL,
    status        TEXT    NOT NULL CHECK (status IN ('paid', 'refunded')),
    created_at    INTEGER NOT NULL,
    refunded_at   INTEGER,
    refunded_by   INTEGER,
    refund_reason TEXT    NOT NULL
) STRICT;
CREATE INDEX orders_by_customer ON orders (bot_ref, customer_id);

-- What agents earned: in the quarters of an hour that began then, and with the products (zero: sold
-- elsewhere).
CREATE TABLE earnings_by_quarter (
    agent_ref  INTEGER NOT NULL REFERENCES agents,
    quarter    INTEGER NOT NULL,
    sales      INTEGER NOT NULL,
    refunds    INTEGER NOT NULL,
    earned     INTEGER NOT NULL,
    taken_back INTEGER NOT NULL,
    PRIMARY KEY (agent_ref, quarter)
) STRICT, WITHOUT ROWID;
CREATE TABLE earnings_by_product (
    agent_ref   INTEGER NOT NULL REFERENCES agents,
    product_ref INTEGER NOT NULL,
    sales       INTEGER NOT NULL,
    refunds     INTEGER NOT NULL,
    earned      INTEGER NOT NULL,
    taken_back  INTEGER NOT NULL,
    PRIMARY KEY (agent_ref, product_ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_items (
    ref         INTEGER PRIMARY KEY,
    product_ref INTEGER NOT NULL REFERENCES products,
    content     TEXT    NOT NULL,
    order_ref   INTEGER REFERENCES orders
) STRICT;
CREATE INDEX stock_items_unsold ON stock_items (product_ref) WHERE order_ref IS NULL;
CREATE INDEX stock_items_sold ON stock_items (order_ref) WHERE order_ref IS NOT NULL;

CREATE TABLE withdrawals (
    ref           INTEGER PRIMARY KEY,
    request_id    TEXT    NOT NULL UNIQUE,
    agent_ref     INTEGER NOT NULL REFERENCES agents,
    owner_id      INTEGER NOT NULL,
    amount        INTEGER NOT NULL,
    fee           INTEGER NOT NULL,
    address       TEXT    NOT NULL,
    status        TEXT    NOT NULL
        CHECK (status IN ('pending', 'approved', 'paid', 'rejected', 'cancelled')),
    created_at    INTEGER NOT NULL,
    reviewed_at   INTEGER,
    reviewed_by   INTEGER,
    paid_at       INTEGER,
    paid_by       INTEGER,
    txid          TEXT    NOT NULL,
    reject_reason TEXT    NOT NULL,
    cancelled_at  INTEGER,
    cancelled_by  INTEGER,
    cancel_reason TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX withdrawals_by_txid ON withdrawals (txid) WHERE txid <> '';
CREATE INDEX withdrawals_by_status ON withdrawals (status);
CREATE INDEX withdrawals_by_agent ON withdrawals (agent_ref, status);
CREATE INDEX withdrawals_pending ON withdrawals (created_at) WHERE status = 'pending';

CREATE TABLE withdrawal_totals (
    status TEXT    PRIMARY KEY,
    count  INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    fee    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO withdrawal_totals VALUES
    ('pending', 0, 0, 0), ('approved', 0, 0, 0), ('paid', 0, 0, 0), ('rejected', 0, 0, 0),
    ('cancelled', 0, 0, 0);
CREATE TRIGGER withdrawals_counted AFTER INSERT ON withdrawals BEGIN
    UPDATE withdrawal_totals
    SET count = count + 1, amount = amount + new.amount, fee = fee + new.fee
    WHERE status = new.status;
END;
CREATE TRIGGER withdrawals_recounted AFTER UPDATE OF status, amount, fee ON withdrawals BEGIN
    UPDATE withdrawal_totals
    SET count = count - 1, amount = amount - old.amount, fee = fee - old.fee
    WHERE status = old.status;
    UPDATE withdrawal_totals
    SET count = count + 1, amount = amount + new.amount, fee = fee + new.fee
    WHERE status = new.status;
END;

-- An entry is one row, because only whole entries are ever read. `postings` is a JSON array of
-- [account kind, bot_ref, user_id, amount]; for people, `journal_lines` has a row for each.
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    movement INTEGER NOT NULL,
    subject  INTEGER NOT NULL,
    postings TEXT    NOT NULL,
    note     TEXT    NOT NULL,
    previous BLOB    NOT NULL,
    hash     BLOB    NOT NULL
) STRICT;
CREATE VIEW journal_lines AS
SELECT journal.sequence,
       datetime(journal.at / 1000000, 'unixepoch') AS at_utc,
       CASE journal.movement
           WHEN 1 THEN 'opening_balance'      WHEN 2 THEN 'wallet_credited'
           WHEN 3 THEN 'order_paid'           WHEN 4 THEN 'order_refunded'
           WHEN 5 THEN 'withdrawal_requested' WHEN 6 THEN 'withdrawal_rejected'
           WHEN 7 THEN 'withdrawal_cancelled' WHEN 8 THEN 'withdrawal_paid'
           WHEN 9 THEN 'profit_recorded'      ELSE journal.movement
       END AS movement,
       journal.subject,
       CASE line.value ->> 0
           WHEN 1 THEN 'opening'   WHEN 2 THEN 'deposits' WHEN 3 THEN 'customer'
           WHEN 4 THEN 'revenue'   WHEN 5 THEN 'available' WHEN 6 THEN 'frozen'
           WHEN 7 THEN 'payouts'   WHEN 8 THEN 'fees'      ELSE line.value ->> 0
       END AS account,
       line.value ->> 1 AS bot_ref,
       line.value ->> 2 AS user_id,
       line.value ->> 3 AS micro_usdt,
       journal.note
FROM journal, json_each(journal.postings) AS line;

CREATE TABLE persons (
    bot_ref         INTEGER NOT NULL,
    user_id         INTEGER NOT NULL,
    chat_id         INTEGER NOT NULL,
    name            TEXT    NOT NULL,
    language        TEXT    NOT NULL,
    language_chosen INTEGER NOT NULL,
    PRIMARY KEY (bot_ref, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE dialogs (
    ref        INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_ref    INTEGER NOT NULL,
    chat_id    INTEGER NOT NULL,
    user_id    INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    data       BLOB    NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (bot_ref, chat_id, user_id)
) STRICT;

CREATE TABLE recorded_keys (
    bot_ref     INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    key         TEXT    NOT NULL,
    body        BLOB    NOT NULL,
    entity      INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (bot_ref, user_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
    source      INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (source, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX inbox_by_time ON inbox (received_at);

CREATE TABLE outbox (
    ref       INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_ref   INTEGER NOT NULL,
    chat_id   INTEGER NOT NULL,
    body      BLOB    NOT NULL,
    screen    TEXT    NOT NULL,
    queued_at INTEGER NOT NULL,
    status    TEXT    NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
    failure   TEXT    NOT NULL
) STRICT;
CREATE INDEX outbox_queued ON outbox (ref) WHERE status = 'queued';
CREATE INDEX outbox_finished ON outbox (queued_at) WHERE status <> 'queued';

CREATE TABLE screens (
    bot_ref    INTEGER NOT NULL,
    chat_id    INTEGER NOT NULL,
    screen     TEXT    NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (bot_ref, chat_id, screen)
) STRICT, WITHOUT ROWID;

-- Effects whose outcome has not come back; a row goes when it has.
CREATE TABLE effects (
    ref      INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_ref  INTEGER NOT NULL,
    payload  BLOB    NOT NULL,
    asked_at INTEGER NOT NULL
) STRICT;
)sql";

// The n-th brings version n to version n + 1; version 0 is an empty file.
constexpr std::array migrations{version_1};
static_assert(migrations.size() == schema_version);

std::int64_t read_number(SQLite::Database& database, const char* question) {
    return database.execAndGet(question).getInt64();
}

}  // namespace

file_identity identify(SQLite::Database& database) {
    SQLite::Transaction one_state(database);
    return {.application = read_number(database, "PRAGMA application_id"),
            .version = read_number(database, "PRAGMA user_version"),
            .is_empty = read_number(database, "SELECT count(*) FROM sqlite_schema") == 0};
}

void migrate(SQLite::Database& database) {
    for (;;) {
        SQLite::Transaction step(database, SQLite::TransactionBehavior::IMMEDIATE);
        const auto version = read_number(database, "PRAGMA user_version");
        if (version >= schema_version) return;
        database.exec(migrations.at(static_cast<std::size_t>(version)));
        database.exec("PRAGMA application_id = " + std::to_string(application_id));
        database.exec("PRAGMA user_version = " + std::to_string(version + 1));
        step.commit();
    }
}

}  // namespace agentbackend::sqlite
