// Storage: what the backend asks of a database, in the words of the shop.
//
// Interfaces narrow what their holder may do: a `reader` asks, a `unit_of_work` also writes, a
// `transaction` can also commit, a `store` opens them. Domain verbs only; no store shows SQL.
// `testing/store_conformance.hpp` is the definition in code: a store that passes it may be used.
//
// Every function may fail with the 7xx errors of `error.hpp`. A function that answers an optional
// answers none for what is not there; that is no error.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/catalog.hpp>
#include <agentbackend/claim.hpp>
#include <agentbackend/earnings.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/journal.hpp>
#include <agentbackend/order.hpp>
#include <agentbackend/pricing.hpp>
#include <agentbackend/withdrawal.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {

// --- Rows that belong to the plumbing rather than to the shop --------------------------------

// A person as one bot knows them. Written when they first speak to it, and when something changed.
struct person {
    bot_ref bot{};                 // that knows them; each gets to know them by itself
    user_id user{};                // the same in every bot
    chat_id chat{};                // their private chat; zero until they pressed Start
    std::string name{};            // as the platform shows it
    std::string language{};        // "zh" or "en"; what was chosen, else what their client says
    bool language_chosen = false;  // by /lang: the client's setting no longer counts
    friend bool operator==(const person&, const person&) = default;
};

// One person in one chat of one bot.
struct conversation_key {
    bot_ref bot{};   // that is spoken to
    chat_id chat{};  // where; a group's has a conversation for each person
    user_id user{};  // who speaks
    friend auto operator<=>(const conversation_key&, const conversation_key&) noexcept = default;
};

// Where one person is in one conversation: a state's name, and what was gathered so far.
struct dialog {
    dialog_ref ref{};        // a new one for each dialog opened; never reused
    conversation_key key{};  // has no other dialog at the time
    std::string state{};     // such as "awaiting_markup"
    std::string data{};      // the console's encoding; opaque to stores
    timestamp updated_at{};  // when it was put last; nothing expires by it
    friend bool operator==(const dialog&, const dialog&) = default;
};

// Names one delivery: a bot's platform id and update_id, or `effects_source` and an effect's
// number.
struct inbox_key {
    static constexpr std::int64_t effects_source = -1;  // of outcomes of effects
    std::int64_t source = 0;    // the platform id of the bot, or one of the negative sources
    std::int64_t sequence = 0;  // the delivery's number there; any order, gaps allowed
    friend auto operator<=>(const inbox_key&, const inbox_key&) noexcept = default;
};

// What an idempotency key led to. Scoped to (bot, user): a guessed key reaches nobody else's. Kept
// for good.
struct key_scope {
    bot_ref bot{};      // through which they asked
    user_id user{};     // who asked; zero: the host itself
    std::string key{};  // as `command_context::key` gave it
    friend auto operator<=>(const key_scope&, const key_scope&) noexcept = default;
};

// A success that is remembered.
struct recorded_key {
    key_scope scope{};        // where the key holds, and the key; unique
    digest body{};            // of the request: a repeat must ask for the same
    std::int64_t entity = 0;  // the number of what was made or changed
    timestamp at{};           // when it succeeded
    friend bool operator==(const recorded_key&, const recorded_key&) = default;
};

// Something to say, queued in the commit that causes it, sent after. One lane per (bot, chat), in
// the order of `ref`.
struct outbox_message {
    outbox_ref ref{};       // its place in the queue; zero until it is there
    bot_ref bot{};          // that sends it
    chat_id chat{};         // where it sends it
    std::string body{};     // rendered by the host; opaque to stores
    std::string screen{};   // a logical screen whose message id is to be noted; else empty
    timestamp queued_at{};  // by which `prune` judges it, once it is sent or given up
    friend bool operator==(const outbox_message&, const outbox_message&) = default;
};

// A logical screen that was sent: edits name it, not the message.
struct screen_key {
    // Where it was sent.
    bot_ref bot{};
    chat_id chat{};
    std::string screen{};  // its name, which the console has given it
    friend auto operator<=>(const screen_key&, const screen_key&) noexcept = default;
};

// Work a conversation needs from outside, stored with the commit that asks for it.
struct stored_effect {
    effect_ref ref{};       // names its outcome in the inbox; zero until it is stored
    bot_ref bot{};          // whose conversation asked
    std::string payload{};  // the console's encoding; opaque to stores
    timestamp asked_at{};   // it stays open however long that is ago
    friend bool operator==(const stored_effect&, const stored_effect&) = default;
};

// --- Questions -------------------------------------------------------------------------------

// Which withdrawals: an agent's, in some statuses.
struct withdrawal_filter {
    std::optional<agent_ref> agent{};           // none: of every agent
    std::vector<withdrawal_status> statuses{};  // empty: in every status
};

// Questions about one consistent state of the shop. Pages go by cursor: rows after (or before) a
// reference, at most `limit`, in the order of references. Not thread-safe: one reader, one thread.
class reader {
public:
    virtual ~reader() = default;

    // Agents, archived ones too, by reference, by public id, and page by page.
    virtual result<std::optional<agent>> find_agent(agent_ref) = 0;
    virtual result<std::optional<agent>> find_agent_by_id(std::string_view agent_id) = 0;
    // The unarchived agent whose bot has this platform id.
    virtual result<std::optional<agent>> find_agent_by_platform_id(std::int64_t) = 0;
    // All of them.
    virtual result<std::vector<agent>> agents(agent_ref after, std::size_t limit) = 0;
    // Those in any of these statuses.
    virtual result<std::vector<agent>> agents_in(std::span<const agent_status>, agent_ref after,
                                                 std::size_t limit) = 0;
    // The newest claim made for an agent, used or not.
    virtual result<std::optional<claim>> find_claim(agent_ref) = 0;

    // The catalogue, products off sale included.
    virtual result<std::optional<category>> find_category(category_ref) = 0;
    virtual result<std::vector<category>> categories(category_ref after, std::size_t limit) = 0;
    // Those with a listed product in them.
    virtual result<std::vector<category>> listed_categories(category_ref after,
                                                            std::size_t limit) = 0;
    // On sale or not.
    virtual result<std::optional<product>> find_product(product_ref) = 0;
    // Of every category and none.
    virtual result<std::vector<product>> products(product_ref after, std::size_t limit) = 0;
    // Those of one category; zero: those in none.
    virtual result<std::vector<product>> products_of(category_ref, product_ref after,
                                                     std::size_t limit) = 0;
    // Those of one category, or in none, that are on sale.
    virtual result<std::vector<product>> listed_products_of(category_ref, product_ref after,
                                                            std::size_t limit) = 0;

    // A wallet nobody has paid into is there all the same, with a balance of zero.
    virtual result<wallet> find_wallet(bot_ref, user_id) = 0;
    // Wallets that ever moved, ordered by (bot, user), after that pair.
    struct wallet_cursor {
        // The last pair of the page before.
        bot_ref bot{};
        user_id user{};
    };
    // The next wallets.
    virtual result<std::vector<wallet>> wallets(std::optional<wallet_cursor> after,
                                                std::size_t limit) = 0;
    // One bot's.
    virtual result<std::vector<wallet>> wallets_of(bot_ref, user_id after, std::size_t limit) = 0;

    // Quotes until they are bought or pruned; orders for ever.
    virtual result<std::optional<quote>> find_quote(quote_ref) = 0;
    virtual result<std::optional<order>> find_order(order_ref) = 0;
    virtual result<std::vector<order>> orders(order_ref after, std::size_t limit) = 0;
    // One customer's, newest first; `before` zero: from the newest.
    virtual result<std::vector<order>> orders_of(bot_ref, user_id, order_ref before,
                                                 std::size_t limit) = 0;
    // Items: of one order, or all that there ever were.
    virtual result<std::vector<stock_item>> items_of(order_ref) = 0;
    virtual result<std::vector<stock_item>> stock_items(stock_item_ref after,
                                                        std::size_t limit) = 0;

    // Withdrawals by reference, by public id, and page by page.
    virtual result<std::optional<withdrawal>> find_withdrawal(withdrawal_ref) = 0;
    virtual result<std::optional<withdrawal>> find_withdrawal_by_id(
        std::string_view request_id) = 0;
    virtual result<std::vector<withdrawal>> withdrawals(const withdrawal_filter&,
                                                        withdrawal_ref after,
                                                        std::size_t limit) = 0;
    // Newest first; `before` zero: from the newest.
    virtual result<std::vector<withdrawal>> newest_withdrawals(const withdrawal_filter&,
                                                               withdrawal_ref before,
                                                               std::size_t limit) = 0;
    // Pending and approved ones of an agent.
    virtual result<std::int64_t> open_withdrawals(agent_ref) = 0;
    // The withdrawal this transaction has settled.
    virtual result<std::optional<withdrawal_ref>> find_settled_by(std::string_view txid) = 0;
    // Sums over all withdrawals, at the same cost whatever their number.
    virtual result<withdrawal_statistics> withdrawal_totals() = 0;

    // Sums of what `add_earnings` was told of an agent: by quarter of an hour, newest first, those
    // that began before `before`.
    virtual result<std::vector<quarter_earnings>> quarters_of(agent_ref,
                                                              std::optional<timestamp> before,
                                                              std::size_t limit) = 0;
    // By product, newest product first, what was sold elsewhere last.
    virtual result<std::vector<product_earnings>> earnings_by_product(
        agent_ref, std::optional<product_ref> before, std::size_t limit) = 0;

    // The journal's newest entry, and its entries after a number.
    virtual result<journal_head> head() = 0;
    virtual result<std::vector<journal_entry>> journal(std::int64_t after_sequence,
                                                       std::size_t limit) = 0;

    // What belongs to the bots, by its key.
    virtual result<std::optional<person>> find_person(bot_ref, user_id) = 0;
    virtual result<std::optional<dialog>> find_dialog(const conversation_key&) = 0;
    virtual result<std::optional<recorded_key>> find_key(const key_scope&) = 0;
    virtual result<bool> has_update(const inbox_key&) = 0;
    // Messages that are neither sent nor given up, in the order of references.
    virtual result<std::vector<outbox_message>> queued_messages(outbox_ref after,
                                                                std::size_t limit) = 0;
    // The message id that was noted last.
    virtual result<std::optional<std::int64_t>> find_screen(const screen_key&) = 0;
    // Effects whose outcome has not come back.
    virtual result<std::vector<stored_effect>> open_effects(effect_ref after,
                                                            std::size_t limit) = 0;

    // The time of the newest commit that wrote; the epoch for an empty store.
    virtual result<timestamp> last_committed_at() = 0;
};

// --- Writes ----------------------------------------------------------------------------------

// A unit of work sees its own writes. Nothing of it is visible elsewhere, or durable, until the
// transaction that owns it commits. `insert_…` takes a row without a reference and answers the one
// it got; references rise and are never reused. `update_…` replaces a row that exists: a missing
// one is `store_conflict`, and so is what breaks a uniqueness rule named here, or names a category,
// product, order or (in a withdrawal) agent that is not there. A refused write has written nothing.
class unit_of_work : public reader {
public:
    // How many writes were asked for so far. Whoever refuses a command before its first write
    // leaves this unchanged.
    virtual std::uint64_t writes() const noexcept = 0;

    // Unique: agent_id; platform id among unarchived agents, where it is not zero.
    virtual result<agent_ref> insert_agent(const agent&) = 0;
    // All of the row.
    virtual result<void> update_agent(const agent&) = 0;
    // Replaces the agent's claim, if there is one. An agent that is not there is `store_conflict`.
    virtual result<void> put_claim(const claim&) = 0;
    // A claim that is not there is passed over.
    virtual result<void> erase_claim(agent_ref) = 0;

    // A new row; its number is the store's to give. So for all of these.
    virtual result<category_ref> insert_category(const category&) = 0;
    // All of the row.
    virtual result<void> update_category(const category&) = 0;
    // A new row, with no stock.
    virtual result<product_ref> insert_product(const product&) = 0;
    // Name, category, price and listing; the stock counters are the store's own.
    virtual result<void> update_product(const product&) = 0;
    // Appends items, which are sold in this order.
    virtual result<void> add_stock(product_ref, std::span<const std::string> contents) = 0;
    // Gives the oldest `quantity` unsold items to the order, all or none.
    // Errors: `quantity_out_of_range` below one; `insufficient_stock` (count; count_limit: what is
    // there).
    virtual result<std::vector<stock_item>> take_stock(product_ref, order_ref,
                                                       std::int64_t quantity) = 0;

    // Sets a wallet's balance, and keeps a quote.
    virtual result<void> put_wallet(const wallet&) = 0;
    virtual result<quote_ref> insert_quote(const quote&) = 0;
    // A quote that is not there is passed over.
    virtual result<void> erase_quote(quote_ref) = 0;
    // Orders; an update replaces all of the row.
    virtual result<order_ref> insert_order(const order&) = 0;
    virtual result<void> update_order(const order&) = 0;
    // Adds to the agent's counters: those of the quarter of an hour, and those of the product.
    // An agent that is not there is `store_conflict`. Error: `amount_overflow` when a counter
    // would leave the range of `usdt`.
    virtual result<void> add_earnings(const earnings_change&) = 0;

    // Unique: request_id; txid where it is not empty. Error: `amount_overflow` when a sum of
    // `withdrawal_totals` would leave the range of `usdt`.
    virtual result<withdrawal_ref> insert_withdrawal(const withdrawal&) = 0;
    // All of the row.
    virtual result<void> update_withdrawal(const withdrawal&) = 0;

    // The entry must be the next after `head()`; else `store_conflict`.
    virtual result<void> append(const journal_entry&) = 0;

    // Replaces what was known of the person in that bot.
    virtual result<void> put_person(const person&) = 0;
    // Replaces the conversation's dialog, if there is one. A zero `ref` draws a new one; that of
    // another conversation's dialog is `store_conflict`.
    virtual result<dialog_ref> put_dialog(const dialog&) = 0;
    // A conversation without a dialog is passed over.
    virtual result<void> erase_dialog(const conversation_key&) = 0;
    // Unique: the scope.
    virtual result<void> record_key(const recorded_key&) = 0;
    // Answers whether the update is new; a known one is not written again.
    virtual result<bool> record_update(const inbox_key&, timestamp received_at) = 0;

    // Puts a message at the end of its lane.
    virtual result<outbox_ref> enqueue(const outbox_message&) = 0;
    // Takes the message out of the queue. Unknown and finished ones are passed over.
    virtual result<void> mark_sent(outbox_ref) = 0;
    // Takes it out as one that could not be delivered. What it said is kept no longer.
    virtual result<void> mark_failed(outbox_ref, std::string_view reason) = 0;
    // Replaces what was noted for the screen.
    virtual result<void> note_screen(const screen_key&, std::int64_t message_id) = 0;
    // An effect is open until it is closed.
    virtual result<effect_ref> insert_effect(const stored_effect&) = 0;
    // Answers whether it was still open.
    virtual result<bool> close_effect(effect_ref) = 0;

    // Removes what is only of use for a while: updates received, sent and failed messages, and
    // quotes, all from before `before`; at most `limit` rows of each. Answers how many rows went.
    // Recorded keys stay, like the journal: whoever replays old payments must find them.
    virtual result<std::int64_t> prune(timestamp before, std::size_t limit) = 0;

    // Becomes `last_committed_at` with the commit. Not counted as a write.
    virtual result<void> set_committed_at(timestamp) = 0;
};

// --- Transactions and stores -----------------------------------------------------------------

// Atomic and isolated: all of its writes become visible and durable at `commit`, or none. Destroyed
// without a commit: nothing happened. Used by one thread.
class transaction {
public:
    virtual ~transaction() = default;
    // Owned by the transaction. After an error that ended the transaction underneath, every call
    // answers `transaction_lost`.
    virtual unit_of_work& work() = 0;
    // When it succeeds the writes are durable. `outcome_unknown`: they may or may not be; ask
    // again with the same idempotency key. Any other error: nothing happened. Called once.
    virtual result<void> commit() = 0;
};

// One consistent state, held as long as the snapshot lives. Used by one thread, beside a writer.
class snapshot {
public:
    virtual ~snapshot() = default;
    // Owned by the snapshot.
    virtual reader& view() = 0;
};

// A database. `begin` and `read` may be called from any thread; at most one transaction is open at
// a time, and a second `begin` waits or answers `store_busy`. Snapshots and transactions must be
// gone before the store is. Not promised: that a snapshot sees a commit made after it was opened.
class store {
public:
    virtual ~store() = default;
    // After `transaction_lost` or `outcome_unknown` this reopens what is underneath first.
    virtual result<std::unique_ptr<transaction>> begin() = 0;
    // The newest committed state.
    virtual result<std::unique_ptr<snapshot>> read() = 0;
};

}  // namespace agentbackend
