// What a person hears when the host could not do its part: short, with a number to ask about.
//
// Pure; safe from any thread.

#pragma once

#include <agentbackend/console/messages.hpp>
#include <agentbackend/console/screen.hpp>

#include <cstdint>

namespace agentbackend::host {

struct apology_facts {
    bot_ref bot;
    chat_id chat;
    console::language tongue = console::language::english;
    std::int64_t reference = 0;  // the log has it, too
};

console::outgoing apology(const apology_facts&);

}  // namespace agentbackend::host
