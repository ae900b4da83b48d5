#include "console/viewer.hpp"

#include "values/text.hpp"

namespace agentbackend::console {

screen with_notice(styled_text notice, screen below) {
    if (notice.empty()) return below;
    notice.line().line().append(below.text);
    below.text = std::move(notice);
    return below;
}

void add_paging(const viewer& who, screen& shown, const paging& where) {
    button_row row;
    if (where.shown_after != 0) {
        row.push_back(who.tap(phrase::label_first_page, where.what, {0, where.filter}));
    }
    if (where.next_after != 0) {
        row.push_back(
            who.tap(phrase::label_next_page, where.what, {where.next_after, where.filter}));
    }
    if (!row.empty()) shown.rows.push_back(std::move(row));
}

std::string ellipsis(std::string_view text, std::size_t max_characters) {
    const auto kept = text::first_characters(text, max_characters);
    return kept.size() == text.size() ? std::string(text) : std::string(kept) + "…";
}

}  // namespace agentbackend::console
