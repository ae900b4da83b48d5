#include "outbox/passing_message.hpp"

#include "outbox/render.hpp"

namespace agentbackend::host {

outbox_message passing_message(const passing_word& word) {
    const console::outgoing said{word.bot, word.chat, console::outgoing::send{{word.text, {}}, {}}};
    outbox_message message;
    message.bot = word.bot;
    message.chat = word.chat;
    message.body = encode(render(said));
    return message;
}

}  // namespace agentbackend::host
