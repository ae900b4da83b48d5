// What sendMessage and sendDocument have in common: the way of a bot's message into a chat.
//
// Internal to the sandbox, and guarded by the world's lock.

#pragma once

#include <cstdint>

#include <boost/json/value.hpp>

#include "sandbox/api_error.hpp"
#include "sandbox/arguments.hpp"
#include "sandbox/telegram.hpp"

namespace agentbackend::sandbox {

// The chat a call is about. Names of channels are not known here: "chat not found".
api_result<chat_key> reach_chat(telegram&, const bot&, const arguments&);

// Checks the chat and its pace, and posts. The content has been checked.
api_result<boost::json::value> send(telegram&, bot&, const arguments&, message);

// Reads and checks text, entities and keyboard. `text_key` is "text" or "caption".
api_result<message> read_content(const arguments&, std::string_view text_key);

event event_of(const bot&, event_kind, chat_key);

}  // namespace agentbackend::sandbox
