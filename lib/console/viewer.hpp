// Who looks at a screen: in which bot and language, and for whom its buttons are made. Screens are
// functions of a viewer and of what is to be seen.

#pragma once

#include <agentbackend/console/messages.hpp>
#include <agentbackend/console/payload.hpp>
#include <agentbackend/console/screen.hpp>

#include <chrono>
#include <string>

namespace agentbackend::console {

struct viewer {
    bot_ref bot{};
    user_id user{};
    language tongue = language::english;
    std::chrono::minutes utc_offset{0};

    styled_text say(phrase key, std::initializer_list<fill> fills = {}) const {
        return agentbackend::console::say(tongue, key, fills);
    }
    std::string text(phrase key, std::initializer_list<fill> fills = {}) const {
        return say(key, fills).text();
    }
    std::string when(timestamp at) const { return date_and_time(tongue, at, utc_offset); }

    button tap(std::string label, action what, arguments args = {}) const {
        return {.label = std::move(label), .payload = encode(payload{bot, user, what, args})};
    }
    button tap(phrase label, action what, arguments args = {}) const {
        return tap(text(label), what, args);
    }
};

using button_row = std::vector<button>;

// A text made line by line.
class lines {
public:
    explicit lines(const viewer& who) : who_(&who) {}

    lines& title(phrase key, std::initializer_list<fill> fills = {}) {
        return start().add(who_->text(key, fills), text_style::bold), *this;
    }
    lines& add(phrase key, std::initializer_list<fill> fills = {}) {
        return add(who_->say(key, fills));
    }
    lines& add(const styled_text& line) { return start().append(line), *this; }
    lines& blank() { return text_.line(), *this; }

    operator styled_text() const { return text_; }

private:
    styled_text& start() { return text_.empty() ? text_ : text_.line(); }
    const viewer* who_;
    styled_text text_;
};

// What has just happened, above the screen that shows how things are now.
screen with_notice(styled_text notice, screen below);

// One page of rows out of a query for one more than fit.
template <class Row>
struct page {
    std::vector<Row> rows;
    bool has_more = false;
};
template <class Row>
page<Row> cut(std::vector<Row> found, std::size_t size) {
    const bool has_more = found.size() > size;
    if (has_more) found.erase(found.begin() + static_cast<std::ptrdiff_t>(size), found.end());
    return {std::move(found), has_more};
}

// The buttons below a page that goes by cursor: on to the next one, and back to the first.
struct paging {
    action what{};
    std::int64_t shown_after = 0;  // the cursor of this page; zero: it is the first
    std::int64_t next_after = 0;   // zero: it is the last
    std::int64_t filter = 0;
};
void add_paging(const viewer&, screen&, const paging&);

// A text cut to so many characters, with an ellipsis when something went.
std::string ellipsis(std::string_view, std::size_t max_characters);

}  // namespace agentbackend::console
