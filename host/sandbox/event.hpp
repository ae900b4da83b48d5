// The record of a world: everything people did and everything they were told, in one order.
//
// Unlike a transcript it forgets nothing: a message that was edited or deleted since is there as it
// was sent. Values; safe to use from any thread.

#pragma once

#include <cstdint>
#include <string>

#include "sandbox/transcript.hpp"

namespace agentbackend::sandbox {

enum class event_kind {
    person_sent,       // a text or a document
    person_tapped,     // a button, or a forged callback
    person_blocked,    // the bot
    person_unblocked,  // the bot
    bot_sent,
    bot_edited,
    bot_deleted,
    bot_answered,  // a button press
};

constexpr bool is_by_bot(event_kind kind) noexcept { return kind >= event_kind::bot_sent; }

struct event {
    std::uint64_t sequence = 0;  // counts from 1 within a world
    event_kind kind = event_kind::person_sent;
    std::int64_t bot_id = 0;   // 0 for a person's message in a group
    std::string bot;           // its username
    std::int64_t chat_id = 0;  // in a private chat the person's id
    std::int64_t user_id =
        0;               // who acted, or whose press was answered; 0 when a bot speaks unasked
    std::string text;    // what was said; the label or data of a press; the text of an answer
    bool alert = false;  // of an answer

    // The message concerned as it was then; its id is 0 when none is.
    sandbox::message message;
};

}  // namespace agentbackend::sandbox
