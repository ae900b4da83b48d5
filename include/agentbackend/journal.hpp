// The journal: double entry, append only, hash-chained. Balances elsewhere are caches of it.
//
// Pure values and rules; safe from any thread. The chain reveals accidents and naive edits, not
// somebody who recomputes all of it.

#pragma once

#include <agentbackend/clock.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/usdt.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {

// The numbers are part of the canonical bytes; never reused.
enum class account_kind : std::uint8_t {
    opening = 1,    // balances that existed before the journal
    deposits = 2,   // money that customers brought in
    customer = 3,   // a wallet
    revenue = 4,    // base prices: the operator's
    available = 5,  // an agent's earnings, free to withdraw
    frozen = 6,     // an agent's earnings under an open withdrawal
    payouts = 7,    // what an agent was paid on chain
    fees = 8,       // what the operator kept of an agent's withdrawals
};

// As exports spell it, such as `available`.
std::string_view name(account_kind) noexcept;

// Which account. Made by the named functions only, so that no account has a part it should not.
class account {
public:
    // One account for the whole shop.
    static account opening() { return account(account_kind::opening); }
    static account deposits() { return account(account_kind::deposits); }
    static account revenue() { return account(account_kind::revenue); }
    // The wallet of a customer in one bot.
    static account customer(bot_ref bot, user_id user) {
        return account(account_kind::customer, bot, user);
    }
    // One of an agent's four accounts.
    static account available(agent_ref a) {
        return account(account_kind::available, bot_ref::of(a));
    }
    static account frozen(agent_ref a) { return account(account_kind::frozen, bot_ref::of(a)); }
    static account payouts(agent_ref a) { return account(account_kind::payouts, bot_ref::of(a)); }
    static account fees(agent_ref a) { return account(account_kind::fees, bot_ref::of(a)); }
    // For stores: rebuilds an account from its parts.
    static account from_parts(account_kind kind, bot_ref bot, user_id user) {
        return account(kind, bot, user);
    }

    // Its parts.
    account_kind kind() const noexcept { return kind_; }
    bot_ref bot() const noexcept { return bot_; }  // main where the kind has no bot
    agent_ref agent() const noexcept { return bot_.agent(); }
    user_id user() const noexcept { return user_; }  // zero where the kind has no user

    // `available:3`, `customer:3:42`, `deposits`: by internal numbers.
    std::string to_string() const;
    friend auto operator<=>(const account&, const account&) noexcept = default;

private:
    explicit account(account_kind kind, bot_ref bot = {}, user_id user = {})
        : kind_(kind), bot_(bot), user_(user) {}
    account_kind kind_;
    bot_ref bot_;
    user_id user_;
};

// One line of an entry. Credit is positive.
struct posting {
    account where;  // to whose balance the amount is added
    usdt amount{};  // never zero in an entry
    friend bool operator==(const posting&, const posting&) = default;
};

// What happened. The numbers are part of the canonical bytes; never reused.
enum class movement : std::uint8_t {
    opening_balance = 1,  // what was there before the journal, such as what an import brought
    wallet_credited = 2,  // an admin put money into a customer's wallet
    order_paid = 3,       // from the wallet: the base price to the shop, the markup to the agent
    order_refunded = 4,   // the same, back
    withdrawal_requested = 5,  // from available to frozen
    withdrawal_rejected = 6,   // from frozen to available
    withdrawal_cancelled = 7,  // from frozen to available
    withdrawal_paid = 8,       // from frozen to payouts and fees
    profit_recorded = 9,       // an agent's profit of a sale made elsewhere
};

// As exports spell it, such as `order_paid`.
std::string_view name(movement) noexcept;

// A SHA-256.
using digest = std::array<std::uint8_t, 32>;

// 64 digits in lower case.
std::string to_hex(const digest&);

// What a rule asks to be written: everything of an entry but its place in the chain.
struct entry_draft {
    movement what;             // why the money moves
    std::int64_t subject = 0;  // the order or withdrawal it belongs to; zero where there is none
    std::vector<posting> postings{};  // as `is_balanced` wants them; empty: nothing moves
    std::string note{};  // for people: a credit's note, a payout's address or txid; may be empty
};

// An entry in its place of the chain.
struct journal_entry {
    std::int64_t sequence = 0;  // 1, 2, 3 … without gaps
    timestamp at{};             // when its command ran
    entry_draft draft{};        // as the rule asked for it
    digest previous{};          // the hash of entry `sequence` − 1; zeros for the first
    digest hash{};              // as `hash_of` makes it from all of the above
};

// The newest entry; zeros while the journal is empty.
struct journal_head {
    std::int64_t sequence = 0;  // also how many entries there are
    digest hash{};              // what the next entry has as `previous`
    friend bool operator==(const journal_head&, const journal_head&) = default;
};

// Whether the postings sum to zero, there are at least two, and none is zero.
bool is_balanced(const std::vector<posting>&);

// Drops postings of zero. Rules call it last.
std::vector<posting> without_zeros(std::vector<posting>);

// The next entry after `head`. REQUIRES: the draft is balanced; checked, also in release builds.
journal_entry seal(entry_draft, timestamp at, const journal_head& head);

// The SHA-256 of the canonical bytes, version 1, as `docs/journal.md` defines them.
digest hash_of(const journal_entry&);

}  // namespace agentbackend
