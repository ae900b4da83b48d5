// What a button carries: a typed value in at most 64 bytes of text, by one codec.
//
// A payload says for which bot and which person its button was made. It proves nothing: anybody can
// send any payload, so whoever reads one judges the caller all the same. Values; safe from any
// thread.

#pragma once

#include <agentbackend/console/permissions.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// References, numbers and cursors of an action, in its own order; zero where it has fewer.
using arguments = std::array<std::int64_t, 2>;

// What a button means.
struct payload {
    static constexpr std::size_t max_text_size = 64;  // in bytes, encoded: what Telegram takes

    bot_ref bot{};     // whose button it is; no other bot takes it
    user_id user{};    // for whom it was made; it does nothing for others
    action what{};     // one that a button sets off
    arguments args{};  // as `what` has them
    friend bool operator==(const payload&, const payload&) = default;
};

// Base64url of a version, the action's number, bot, user and arguments as variable-length integers.
// Fits `max_text_size` whatever the values. REQUIRES: the action is a button's.
std::string encode(const payload&);

// None for what `encode` did not write: garbage, other versions, numbers that are no button's, and
// other spellings of the same values.
std::optional<payload> decode_payload(std::string_view);

}  // namespace console
}  // namespace agentbackend
