// Errors as values: what went wrong, what its consequence is, and the facts a sentence to a person
// needs. Nothing in the library throws across its interface except `std::bad_alloc` and a broken
// invariant, which ends the process. All types are values, safe to use from any thread.

#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <agentbackend/export.hpp>
#include <agentbackend/usdt_fwd.hpp>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Every way a call can be refused. Numbers are never reused, and within a use case the order of the
// hundreds is the order of the checks: malformed input, missing references, authority, state,
// limits, overflow, then storage.
enum class errc : int {
    // 1xx: the input cannot be read, whatever the state of the shop.
    amount_malformed = 101,      // not a decimal number
    amount_too_precise = 102,    // more than six decimals
    amount_out_of_range = 103,   // negative, zero where it must not be, or above its bound (limit)
    address_malformed = 110,     // a character that Base58 does not have
    address_wrong_length = 111,  // not the 34 characters of a TRON address
    address_wrong_prefix = 112,  // not an address of TRON's main network
    address_bad_checksum = 113,  // a slip of the pen: its checksum is another
    txid_malformed = 120,        // not 64 hex digits
    name_malformed = 130,        // empty, too long (count, count_limit), reserved, or not one line
    link_malformed = 131,        // neither an http(s) or t.me link nor a public @name
    button_title_malformed = 132,  // empty, too long, or with control characters
    button_url_malformed = 133,    // not a link that a button may have
    quantity_out_of_range = 134,   // outside 1–`max_quantity`
    text_too_long = 135,           // more bytes than are kept (count, count_limit)
    text_empty = 136,              // nothing but blanks; of a list: no items
    user_id_malformed = 137,       // not a positive number
    token_malformed = 138,         // not a number, a colon and a secret; or sealed with another key
    policy_malformed = 139,        // a setting out of its bounds, or two that contradict each other

    // 2xx: something named does not exist.
    agent_not_found = 201,       // no agent has this number, or this id
    product_not_found = 202,     // no product has this number
    category_not_found = 203,    // no category has this number
    order_not_found = 204,       // no order has this number
    withdrawal_not_found = 205,  // no withdrawal has this number, or this request id
    quote_not_found = 206,       // no quote of this customer has this number
    button_not_found = 207,      // the shop has fewer buttons (count, count_limit)
    claim_not_found = 208,       // the invitation was replaced or taken back, or never made

    // 3xx: the actor may not do this.
    not_an_agent_bot = 301,  // asked in the main bot for what agents' bots alone have
    not_the_owner = 302,     // the actor does not own the agent whose bot it is
    not_an_admin = 303,      // no admin in the main bot; for the host's business, not the host
    not_the_customer = 304,  // the order is another customer's, or another shop's

    // 4xx: the state of something forbids it.
    illegal_transition = 401,         // where it stands (state), that cannot follow (attempted)
    agent_archived = 402,             // put away for good; nothing of it changes any more
    agent_has_open_withdrawal = 403,  // archiving waits until its withdrawals are over (count)
    agent_has_balance = 404,          // archiving waits until its balance is zero (amount)
    bot_already_registered = 405,     // the bot is another agent's (subject: its name)
    product_withdrawn = 406,          // off sale
    price_changed = 407,  // the terms are not those of the quote any more; ask for a new one
    quote_expired = 408,  // the quote is too old; ask for a new one
    order_already_refunded = 409,  // a refund is made once
    txid_already_used = 410,       // the transaction (subject) has settled another withdrawal
    claim_used = 411,              // somebody has taken the invitation up
    claim_expired = 412,           // the invitation is too old, or who made it is no admin any more
    key_reused_with_different_body = 413,  // the idempotency key was another request's
    token_needed = 414,                    // the bot cannot start before it has a token
    agent_id_taken = 415,                  // another agent has this id

    // 5xx: a limit is in the way.
    below_minimum = 501,             // less than one withdrawal may be (amount, limit)
    insufficient_available = 502,    // more than the agent can withdraw (amount, limit)
    insufficient_wallet = 503,       // more than the customer has (amount, limit)
    insufficient_stock = 504,        // fewer items than asked for (count, count_limit)
    markup_above_ceiling = 505,      // more than the shop allows (amount, limit)
    too_many_buttons = 506,          // the shop has as many as it may (count_limit)
    address_is_zero = 507,           // nobody has the key of this address
    address_is_usdt_contract = 508,  // coins sent to the token's own contract are lost
    address_is_operators_own = 509,  // the shop would pay itself
    rate_limited = 510,  // too much in too short a time; for hosts, the library counts nothing

    // 6xx: arithmetic.
    amount_overflow = 601,  // a sum beyond what `usdt` holds; nothing was changed

    // 7xx: storage and the committer.
    store_busy = 701,            // another writer was faster; nothing was changed
    store_full = 702,            // the disk is full
    store_read_only = 703,       // the file or its folder cannot be written to
    store_missing_folder = 704,  // the folder of the file is not there
    store_not_a_database = 705,  // the file is something else
    store_not_ours = 706,        // the file is another program's database, or empty when read
    store_newer = 707,  // a later version of this library has written the file (count, count_limit)
    store_locked = 708,      // another process holds the file
    store_io = 709,          // reading or writing failed
    store_corrupt = 710,     // the file is damaged
    store_conflict = 711,    // a row that is there already, or is not; a defect of the caller
    transaction_lost = 720,  // the transaction ended early; what it wrote is undone
    outcome_unknown = 721,   // the commit may have happened (cause); ask again with the same key
    queue_full = 730,        // as much waits as may (count_limit); nothing was changed
    stopped = 731,           // the committer takes no more; nothing was changed
};

// What a caller should do about an error.
enum class error_class {
    malformed,  // ask for the input again
    refused,    // a rule says no; the same request may succeed in another state
    conflict,   // the caller's picture is out of date; show the new one
    retryable,  // try again with the same idempotency key
    internal,   // report it; nothing was changed
};

// Total: every code has its class.
error_class classify(errc) noexcept;

// The symbol of the code, such as "price_changed". For logs and tests, never for a chat.
std::string_view name(errc) noexcept;

// One refusal. `facts` are what a sentence to a person needs; which of them are set depends on the
// code and is said where the code is returned. The text is never shown to a person as it is.
class error {
public:
    // What is known about a refusal; what is not set says nothing.
    struct facts_type {
        std::optional<std::int64_t> amount_micros;  // what was asked for, or is in the way
        std::optional<std::int64_t> limit_micros;   // the bound it met, or what is there
        std::optional<std::int64_t> count;          // a number that was asked for, or found
        std::optional<std::int64_t> count_limit;    // the bound it met
        std::string subject;                        // the id, name or input in question, shortened
        std::string state;                          // the state the subject is in
        std::string attempted;      // an agent's event, or the state that a withdrawal would be in
        std::optional<errc> cause;  // of `outcome_unknown`: what the commit failed for
        std::string detail;         // for the log: file, line, cause
    };

    error() = default;  // no error: what `result::error()` answers on success
    // A refusal, with its facts or without.
    explicit error(errc code) : code_(code) {}
    error(errc code, facts_type facts) : code_(code), facts_(std::move(facts)) {}

    // What it was made with.
    errc code() const noexcept { return code_; }
    const facts_type& facts() const noexcept { return facts_; }

    // Adds facts while the error is made: `error(errc::below_minimum).amount(asked).limit(least)`.
    error&& amount(usdt) &&;
    error&& limit(usdt) &&;
    error&& count(std::int64_t asked, std::int64_t bound) &&;
    error&& subject(std::string_view) &&;  // keeps at most 64 bytes
    error&& states(std::string_view state, std::string_view attempted) &&;
    error&& because(errc) &&;
    error&& detail(std::string) &&;

    // One line of English for logs: the symbol and the facts that are set.
    std::string to_string() const;

private:
    errc code_{};
    facts_type facts_;
};

// Thrown by `result::value()` on an error, and by nothing else.
[[noreturn]] void throw_exception_from_error(const error&, const boost::source_location&);

namespace detail {
template <class T>
using plain_result = boost::system::result<T, error>;
}

// A value or an error. Must be looked at.
template <class T>
class [[nodiscard]] result : public detail::plain_result<T> {
public:
    // What it inherits: `has_value`, `value`, `error`, `*`, `->`. `value()` throws on an error.
    using base = detail::plain_result<T>;
    using base::base;
    // A refusal without facts.
    result(errc code) : base(agentbackend::error(code)) {}
};

// Success or an error. Must be looked at.
template <>
class [[nodiscard]] result<void> : public detail::plain_result<void> {
public:
    // As for any other result.
    using base = detail::plain_result<void>;
    using base::base;
    // A refusal without facts.
    result(errc code) : base(agentbackend::error(code)) {}
};

// What a function without a value answers when all is well.
inline result<void> success() { return {}; }

}  // namespace agentbackend

#define AGENTBACKEND_CONCAT_INNER(a, b) a##b
#define AGENTBACKEND_CONCAT(a, b) AGENTBACKEND_CONCAT_INNER(a, b)
// AGENTBACKEND_TRY(expression): leaves the function with the error, if there is one.
#define AGENTBACKEND_TRY(...)                                                             \
    do {                                                                                  \
        if (auto outcome_ = (__VA_ARGS__); !outcome_) return std::move(outcome_).error(); \
    } while (false)
#define AGENTBACKEND_ASSIGN_INNER(temporary, declaration, ...) \
    auto temporary = (__VA_ARGS__);                            \
    if (!temporary) return std::move(temporary).error();       \
    declaration = std::move(*temporary)
// AGENTBACKEND_ASSIGN(declaration, expression): leaves the function with the error, if there is
// one, and else initialises `declaration` with the value.
#define AGENTBACKEND_ASSIGN(declaration, ...) \
    AGENTBACKEND_ASSIGN_INNER(AGENTBACKEND_CONCAT(outcome_, __LINE__), declaration, __VA_ARGS__)
