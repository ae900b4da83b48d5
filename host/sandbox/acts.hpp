// What people do, as changes of the telegram: each queues the updates bots get of it and records an
// event, whose number it gives.
//
// Internal to the sandbox, and guarded by the world's lock.

#pragma once

#include <cstdint>
#include <string>

#include "sandbox/telegram.hpp"

namespace agentbackend::sandbox {

// A person in a chat.
struct actor {
    std::int64_t user_id = 0;
    chat_key chat;
};

// Sends a text, or a document with its caption. What no client sends is a std::invalid_argument.
std::uint64_t say(telegram&, actor, message);

// A press on a button of a message; `label` is for the record. `data` is what the bot gets.
struct press {
    std::int64_t message_id = 0;
    std::string label;
    std::string data;
};
std::uint64_t tap(telegram&, actor, const press&);

// A press on a link: bots are told nothing.
std::uint64_t follow(telegram&, actor, const press&);

// In private chats.
std::uint64_t block(telegram&, actor);
std::uint64_t unblock(telegram&, actor);

// A group becomes a supergroup with a new id.
void migrate(telegram&, std::int64_t old_id, std::int64_t new_id);

}  // namespace agentbackend::sandbox
