// One act while the clerk follows it: who, where, what came of it, and what must have come of it;
// and the reading of what people type.

#pragma once

#include <agentbackend/console/permissions.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clerk.hpp"

namespace agentbackend::simulation {

using console::action;

// The openings of screens that tell of a success.
namespace news {

inline constexpr std::string_view none;
inline constexpr std::string_view purchase = "✅ Paid. Thank you!";
inline constexpr std::string_view markup =
    "✅ The markup is {} USDT per item now. It applies to future orders.";
inline constexpr std::string_view request =
    "✅ Your withdrawal has been submitted and awaits review.";
inline constexpr std::string_view own_cancellation =
    "✅ The request is cancelled; {} USDT are available again.";
inline constexpr std::string_view claim =
    "✅ You are the owner of “{}” now. /agent opens your dashboard at any time.";
inline constexpr std::string_view approval = "✅ Withdrawal {}: Approved, awaiting payment.";
inline constexpr std::string_view payment = "✅ Withdrawal {}: Paid.";
inline constexpr std::string_view rejection = "✅ Withdrawal {}: Rejected.";
inline constexpr std::string_view cancellation = "✅ Withdrawal {}: Cancelled.";
inline constexpr std::string_view agent = "✅ The agent “{}” has been created; its bot is starting.";
inline constexpr std::string_view owner = "✅ The owner is {} now.";
inline constexpr std::string_view invitation =
    "Send the link below to the new owner of “{}”. It works once, until {}; making another voids "
    "it.";
inline constexpr std::string_view archive = "✅ “{}” has been archived.";
inline constexpr std::string_view name = "✅ It is called “{}” now.";  // an agent or a product
inline constexpr std::string_view product =
    "✅ “{}” has been added at a base price of {} USDT, as number {}.";
inline constexpr std::string_view price =
    "✅ The base price is {} USDT now. It applies to future orders.";
inline constexpr std::string_view stock = "✅ {} added to “{}”; {} in stock now.";
inline constexpr std::string_view off_sale =
    "✅ Off sale: customers no longer see it. Its stock and history stay.";
inline constexpr std::string_view on_sale = "✅ On sale.";
inline constexpr std::string_view move = "✅ Moved.";
inline constexpr std::string_view category = "✅ The category “{}” has been added.";
inline constexpr std::string_view category_name = "✅ The category is called “{}” now.";
inline constexpr std::string_view credit =
    "✅ Credited {} USDT to user {} in {}; the balance is {} USDT.";
inline constexpr std::string_view refund =
    "✅ Order #{} has been refunded: {} USDT. User {} has {} USDT now.";

inline constexpr std::array all{purchase,     markup,        request, own_cancellation,
                                claim,        approval,      payment, rejection,
                                cancellation, agent,         owner,   invitation,
                                archive,      name,          product, price,
                                stock,        off_sale,      on_sale, move,
                                category,     category_name, credit,  refund};

}  // namespace news

struct clerk::act {
    number bot;
    number user;
    const reply& answer;
    micros now;
    std::string_view text{};

    attention mind{};
    std::string_view success{news::none};  // that must be told; none other may be
    bool makes_offer = false;
    number keeps_offer = 0;  // shown again as it is
    number delivers = 0;     // the order whose items must come
    std::string wrong{};     // found on the way

    bool is_told(std::string_view pattern) const { return !told(pattern).empty(); }
    // The line that fits the pattern where the person was told it, and its parts.
    std::vector<std::string> told(std::string_view pattern) const;
    number told_number(std::string_view pattern, std::size_t part = 1) const;
    // The first argument of the first button for this action, in any chat; zero: there is none.
    number button(action what, std::optional<number> in_chat = {}) const;
};

std::string_view trimmed(std::string_view text);

// The first word, which is taken off.
std::string_view take_word(std::string_view& text);

// A whole number above zero; zero for anything else.
number whole_number(std::string_view text);

// One line of so many characters at most.
std::optional<std::string> name_in(std::string_view text, std::size_t most_characters);

// One item a line; empty lines are none.
std::vector<std::string> items_in(std::string_view text);

std::optional<std::string> transaction_in(std::string_view text);

bool is_token(std::string_view text);

std::string lower_case(std::string_view text);

std::string in_quotes(std::string_view text);

}  // namespace agentbackend::simulation
