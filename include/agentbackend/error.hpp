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
    amount_malformed = 101,
    amount_too_precise = 102,
    amount_out_of_range = 103,
    address_malformed = 110,
    address_wrong_length = 111,
    address_wrong_prefix = 112,
    address_bad_checksum = 113,
    txid_malformed = 120,
    name_malformed = 130,
    link_malformed = 131,
    button_title_malformed = 132,
    button_url_malformed = 133,
    quantity_out_of_range = 134,
    text_too_long = 135,
    text_empty = 136,
    user_id_malformed = 137,
    token_malformed = 138,
    policy_malformed = 139,

    // 2xx: something named does not exist.
    agent_not_found = 201,
    product_not_found = 202,
    category_not_found = 203,
    order_not_found = 204,
    withdrawal_not_found = 205,
    quote_not_found = 206,
    button_not_found = 207,
    claim_not_found = 208,

    // 3xx: the actor may not do this.
    not_an_agent_bot = 301,
    not_the_owner = 302,
    not_an_admin = 303,
    not_the_customer = 304,

    // 4xx: the state of something forbids it.
    illegal_transition = 401,
    agent_archived = 402,
    agent_has_open_withdrawal = 403,
    agent_has_balance = 404,
    bot_already_registered = 405,
    product_withdrawn = 406,
    price_changed = 407,
    quote_expired = 408,
    order_already_refunded = 409,
    txid_already_used = 410,
    claim_used = 411,
    claim_expired = 412,
    key_reused_with_different_body = 413,
    token_needed = 414,
    agent_id_taken = 415,

    // 5xx: a limit is in the way.
    below_minimum = 501,
    insufficient_available = 502,
    insufficient_wallet = 503,
    insufficient_stock = 504,
    markup_above_ceiling = 505,
    too_many_buttons = 506,
    address_is_zero = 507,
    address_is_usdt_contract = 508,
    address_is_operators_own = 509,
    rate_limited = 510,

    // 6xx: arithmetic.
    amount_overflow = 601,

    // 7xx: storage and the committer.
    store_busy = 701,
    store_full = 702,
    store_read_only = 703,
    store_missing_folder = 704,
    store_not_a_database = 705,
    store_not_ours = 706,
    store_newer = 707,
    store_locked = 708,
    store_io = 709,
    store_corrupt = 710,
    store_conflict = 711,
    transaction_lost = 720,
    outcome_unknown = 721,
    queue_full = 730,
    stopped = 731,
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
        std::optional<std::int64_t> amount_micros;  // what was asked for
        std::optional<std::int64_t> limit_micros;   // the bound it met, or what is there
        std::optional<std::int64_t> count;          // a quantity asked for
        std::optional<std::int64_t> count_limit;    // the bound it met
        std::string subject;                        // the id, name or input in question, shortened
        std::string state;                          // the state the subject is in
        std::string attempted;                      // the command that was refused
        std::string detail;                         // for the log: file, line, cause
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
