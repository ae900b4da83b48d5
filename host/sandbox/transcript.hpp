// What a person sees when they open a chat: messages of both sides as they are now, and the pop-ups
// that answered their button presses.
//
// Snapshots, copied out of the world; safe to use from any thread.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend::sandbox {

struct button {
    std::string label;
    std::string callback_data;  // empty for a link
    std::string url;            // empty for a callback button
};

using keyboard = std::vector<std::vector<button>>;  // rows of buttons

// A styled stretch of a text. Offset and length count UTF-16 code units.
struct entity {
    std::string type;  // "bold", "code", …
    std::int64_t offset = 0;
    std::int64_t length = 0;
    std::string url;  // of a text_link
};

struct attachment {
    std::string file_id;
    std::string name;
    std::string bytes;
};

struct message {
    std::int64_t id = 0;
    std::int64_t author_id = 0;  // a user's or a bot's
    bool from_bot = false;
    std::string text;  // the caption, when there is a document
    std::vector<entity> entities;
    sandbox::keyboard keyboard;
    std::optional<attachment> document;
    std::int64_t date = 0;  // seconds since 1970
    int edits = 0;
};

// The answer to a button press: a toast, or an alert that waits for OK. The text may be empty.
struct callback_answer {
    std::string query_id;
    std::string text;
    bool alert = false;
};

struct transcript {
    std::vector<message> messages;  // oldest first, deleted ones left out
    std::vector<callback_answer> answers;

    // Null when there is none.
    const message* find(std::int64_t message_id) const noexcept;
    const message* newest_from_bot() const noexcept;
    const message* newest_with_button(std::string_view label) const noexcept;

    // Whether a message of a bot, as it is now, or an answer contains the fragment.
    bool shows(std::string_view fragment) const noexcept;
};

// Null when the keyboard has no such button.
const button* find_button(const keyboard&, std::string_view label) noexcept;

// The chat as lines of plain text, for the message of a failed test.
std::string to_text(const transcript&);

}  // namespace agentbackend::sandbox
