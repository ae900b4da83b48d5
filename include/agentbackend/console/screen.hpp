// What a person sees: styled text, rows of buttons, documents. Plain data that any transport can
// render in about thirty lines. Values; safe from any thread.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// How a stretch of text looks.
enum class text_style {
    bold,
    italic,
    code,          // of one width; a tap copies it
    preformatted,  // of one width, a block of its own
};

// A stretch of text in a style. Offsets and sizes are bytes of UTF-8, at character boundaries.
struct span {
    std::size_t offset = 0;               // of its first byte; spans rise, and never overlap
    std::size_t size = 0;                 // above zero
    text_style style = text_style::bold;  // no other over the same text
    friend bool operator==(const span&, const span&) = default;
};

// Text that carries its styles beside it, never in it: nothing a person typed can become markup.
class styled_text {
public:
    // An empty text, or one without styles.
    styled_text() = default;
    styled_text(std::string_view plain) : text_(plain) {}
    styled_text(const char* plain) : text_(plain) {}

    // Appends. Everything answers the text itself, so that it can be gone on with.
    styled_text& add(std::string_view plain);
    styled_text& add(std::string_view text, text_style);
    styled_text& append(const styled_text&);
    styled_text& line() { return add("\n"); }

    // The characters, and the styles over them.
    const std::string& text() const noexcept { return text_; }
    const std::vector<span>& spans() const noexcept { return spans_; }
    bool empty() const noexcept { return text_.empty(); }
    friend bool operator==(const styled_text&, const styled_text&) = default;

private:
    std::string text_;
    std::vector<span> spans_;
};

// A button either taps (`payload`, at most 64 bytes, see payload.hpp) or opens a link (`url`).
struct button {
    std::string label{};    // plain text, as the person reads it
    std::string payload{};  // empty: it opens a link
    std::string url{};      // empty: it taps
    friend bool operator==(const button&, const button&) = default;
};

// A message with its buttons.
struct screen {
    styled_text text{};                       // never empty
    std::vector<std::vector<button>> rows{};  // from the top; empty: no buttons
    friend bool operator==(const screen&, const screen&) = default;
};

// A file with a caption.
struct document {
    std::string file_name{};  // with its ending, such as `order-7.txt`
    std::string bytes{};      // its whole content
    styled_text caption{};    // shown with it; may be empty
    friend bool operator==(const document&, const document&) = default;
};

// A new message. With a `name`, its message id is noted, and edits can name it.
struct new_message {
    screen what{};       // goes to the end of the chat
    std::string name{};  // within its chat; empty: nothing changes it later
};

// Changes a message in place: the one that was tapped, or the one a name stands for. Where it
// cannot be found any more the screen is sent anew.
struct changed_message {
    screen what{};                // in place of all that stood there, buttons too
    std::int64_t message_id = 0;  // zero: by name
    std::string name{};           // as a `new_message` was given it
};

// A document, as a message of its own.
struct file_message {
    document what{};  // goes to the end of the chat; nothing changes it later
};

// One thing to say in one chat of one bot. Sent in order, after the commit, at least once.
struct outgoing {
    // What can be said.
    using send = new_message;
    using edit = changed_message;
    using upload = file_message;

    bot_ref bot{};                          // that says it; need not be the one spoken to
    chat_id chat{};                         // need not be one that it can reach
    std::variant<send, edit, upload> what;  // rendered when it is queued
    // Not empty: somebody must hear of it when this cannot be delivered. Opaque bytes, kept with
    // the message and handed to `console::undelivered`.
    std::string errand{};
};

// The answer to a tap: the client stops its spinner, and shows the text, if any. Not durable: it
// is of no use once the tap is old.
struct tap_answer {
    // How it is shown.
    enum class style {
        toast,  // a line that fades
        alert,  // a box to be closed
    } style = style::toast;
    std::string text{};  // at most 200 characters
};

}  // namespace console
}  // namespace agentbackend
