// Reading what people type: amounts, numbers and addresses, with the habits of phones and of
// Chinese input methods. Pure; safe from any thread.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/usdt.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// An amount as `usdt::parse` reads it, and also with blanks around it, full-width digits and point
// (`１０．５`), and `USDT` or `u` after it. Errors: what `usdt::parse` refuses.
result<usdt> read_amount(std::string_view);

// A whole number above zero, ASCII or full-width digits. Answers none for anything else.
std::optional<std::int64_t> read_number(std::string_view);

// Error: `user_id_malformed`.
result<user_id> read_user_id(std::string_view);

// An address or transaction id without the blanks and line breaks that copying leaves around it.
std::string read_code(std::string_view);

// The number of the bot whose token this is shaped like: digits, a colon, and a secret. None for
// anything else. Whether it is a token, the platform knows alone.
std::optional<std::int64_t> bot_of_token(std::string_view);

// A text split at its first blanks.
struct split_text {
    std::string_view word;  // empty when there is none
    std::string_view rest;  // without blanks around it
};
// The first word and what follows it.
split_text next_word(std::string_view);

}  // namespace console
}  // namespace agentbackend
