// A word that is said in passing: rendered for the outbox, known to no store.
//
// Pure; safe from any thread.

#pragma once

#include <agentbackend/console/screen.hpp>
#include <agentbackend/store.hpp>

namespace agentbackend::host {

struct passing_word {
    bot_ref bot;
    chat_id chat;
    console::styled_text text;
};

outbox_message passing_message(const passing_word&);

}  // namespace agentbackend::host
