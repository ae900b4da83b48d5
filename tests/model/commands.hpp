// What may happen in a random story: plain numbers, so that the model of it needs nothing of the
// library but the names of refusals.

#pragma once

#include <agentbackend/error.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace agentbackend::model {

using micros = std::int64_t;

struct create_agent {
    std::int64_t owner;
};
struct set_markup {
    micros markup;
};
struct start_agent {
    std::int64_t agent;
};
struct stop_agent {
    std::int64_t agent;
};
struct archive_agent {
    std::int64_t agent;
};
struct report_bot {
    std::int64_t agent;
    enum class what { start, came_up, fail, stop } seen;
};
struct add_product {
    micros base;
};
struct set_base_price {
    std::int64_t product;
    micros base;
};
struct set_listing {
    std::int64_t product;
    bool listed;
};
struct add_stock {
    std::int64_t product;
    std::int64_t items;
};
struct credit_wallet {
    std::int64_t bot;
    std::int64_t user;
    micros amount;
};
struct make_quote {
    std::int64_t product;
    std::int64_t quantity;
};
struct buy {
    std::int64_t quote;
};
struct refund {
    std::int64_t order;
};
struct record_profit {
    std::int64_t agent;
    std::int64_t quantity;
};
struct request_withdrawal {
    micros amount;
    enum class address { good, misspelt, burn } to;
};
struct review_withdrawal {
    std::int64_t withdrawal;
    enum class verb { approve, reject, pay, cancel_by_owner, cancel_by_admin } what;
    std::int64_t txid;  // for pay: one number for each transaction; negative: not a txid at all
};

using command =
    std::variant<create_agent, set_markup, start_agent, stop_agent, archive_agent, report_bot,
                 add_product, set_base_price, set_listing, add_stock, credit_wallet, make_quote,
                 buy, refund, record_profit, request_withdrawal, review_withdrawal>;

// One command, by somebody, at some time.
struct step {
    command what;
    std::int64_t user = 0;  // zero: the system
    std::int64_t bot = 0;   // zero: the main bot
    std::string key{};
    micros at = 0;  // since 1970

    bool is_by_system() const noexcept { return user == 0; }
};

// `buy 17`: the command and its parameters, and nothing else.
std::string to_string(const command&);
// The same with who, where, when and under which key.
std::string to_string(const step&);

// None: it succeeded.
using refusal = std::optional<errc>;

inline constexpr std::int64_t admin = 1;

}  // namespace agentbackend::model
