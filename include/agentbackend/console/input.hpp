// What a person does: texts, commands, taps, documents; and what became of effects. Plain data
// that any transport can make. Values; safe from any thread.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/store.hpp>

#include <cstdint>
#include <string>
#include <variant>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// Where somebody speaks. Nothing private is said outside a direct chat.
enum class chat_kind {
    direct,   // a person with the bot alone
    group,    // of any size
    channel,  // one speaks, many read
};

// Who speaks.
struct sender {
    user_id user{};               // above zero; an input of anybody else is passed over
    std::string name{};           // as the platform shows it; any characters
    std::string language_code{};  // IETF tag such as "zh-hans"; may be empty
};

// Text as typed; a command when it starts with `/`.
struct typed {
    std::string text{};  // blanks and all; UTF-8
};

// A button of an earlier screen. A client can send any data it likes: it proves nothing.
struct tapped {
    std::string payload{};        // as it came; see payload.hpp
    std::int64_t message_id = 0;  // of the message that carried the button
};

// A file, whose content has not been fetched. Without an id it is something that is no file: a
// sticker, a photo.
struct attached {
    std::string file_id{};    // as the platform names it to this bot
    std::string file_name{};  // as the sender's client says; may be empty
    std::int64_t size = 0;    // in bytes, as the platform says; zero: it does not
    std::string caption{};    // typed with it; may be a command, may be empty
};

// One thing that somebody did.
struct input {
    bot_ref bot{};                       // that was spoken to
    std::string bot_username{};          // for `/command@username` in groups
    chat_id chat{};                      // where it happened, and where the answer goes
    chat_kind kind = chat_kind::direct;  // of the chat
    sender from{};                       // of a tap: who tapped, whoever was sent the button
    // Names the update: typed commands take their idempotency key from it, and from the message,
    // since numbers of updates may begin anew.
    inbox_key delivery{};
    std::int64_t message_id = 0;  // what was typed or sent, in its chat; zero: not known
    std::variant<typed, tapped, attached> what{};
};

}  // namespace console
}  // namespace agentbackend
