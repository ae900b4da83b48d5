// What became of one attempt to send a message, and how an answer of the Bot API is judged.
//
// Pure; safe from any thread.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "bot_api/failure.hpp"

namespace agentbackend::host {

struct delivered {
    std::int64_t message_id = 0;
};
// It will never arrive: the person is out of reach, or the message is not one Telegram takes.
struct undeliverable {
    std::string reason;
};
struct try_later {
    std::optional<std::chrono::seconds> after;  // as the server asks; else as the caller sees fit
    std::string reason;
};
// Nothing of this bot will be taken until its token is replaced.
struct token_refused {};

using delivery = std::variant<delivered, undeliverable, try_later, token_refused>;

// What a call that failed means for its message.
delivery delivery_after(const bot_api::failure&);

}  // namespace agentbackend::host
