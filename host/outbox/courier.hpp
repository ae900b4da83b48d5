// Carries one queued message to the Bot API, and tells what became of it.
//
// Belongs to the thread of the network.

#pragma once

#include "bot_api/client.hpp"
#include "outbox/delivery.hpp"
#include "outbox/outbox_body.hpp"
#include "turns/commands.hpp"

namespace agentbackend::host {

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
