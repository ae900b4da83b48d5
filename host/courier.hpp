// Carries one queued message to the Bot API, and judges the answer.
//
// Belongs to the thread of the network.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "bot_api/client.hpp"
#include "commands.hpp"
#include "outbox_body.hpp"

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

class courier {
public:
    // Both must outlive this.
    courier(bot_api::client& c, const commands& q) : client_(c), commands_(q) {}

    awaitable<delivery> deliver(bot_api::bot_token, outbox_message) const;

private:
    struct task;
    awaitable<bot_api::outcome<std::int64_t>> attempt(const task&) const;
    awaitable<bot_api::outcome<std::int64_t>> edit(const task&) const;
    awaitable<bot_api::outcome<std::int64_t>> send(const task&) const;

    bot_api::client& client_;
    const commands& commands_;
};

}  // namespace agentbackend::host
