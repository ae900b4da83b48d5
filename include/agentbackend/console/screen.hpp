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
    std::size_t offset = 0;
    std::size_t size = 0;
    text_style style = text_style::bold;
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
    std::string label{};
    std::string payload{};
    std::string url{};
    friend bool operator==(const button&, const button&) = default;
};

// A message with its buttons.
struct screen {
    styled_text text{};
    std::vector<std::vector<button>> rows{};
    friend bool operator==(const screen&, const screen&) = default;
};

// A file with a caption.
struct document {
    std::string file_name{};
    std::string bytes{};  // its whole content
    styled_text caption{};
    friend bool operator==(const document&, const document&) = default;
};

// A new message. With a `name`, its message id is noted, and edits can name it.
struct new_message {
    screen what{};
    std::string name{};
};

// Changes a message in place: the one that was tapped, or the one a name stands for. Where it
// cannot be found any more the screen is sent anew.
struct changed_message {
    screen what{};
    std::int64_t message_id = 0;  // zero: by name
    std::string name{};
};

// A document, as a message of its own.
struct file_message {
    document what{};
};

// One thing to say in one chat of one bot. Sent in order, after the commit, at least once.
struct outgoing {
    // What can be said.
    using send = new_message;
    using edit = changed_message;
    using upload = file_message;

    bot_ref bot{};
    chat_id chat{};
    std::variant<send, edit, upload> what;
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
