// The agent's links and custom buttons.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"
#include "values/text.hpp"

namespace agentbackend::console {
namespace {

// The words that remove a link.
bool says_clear(std::string_view typed) {
    const auto lowered = text::lower_case(read_code(typed));
    return lowered == "清除" || lowered == "clear";
}

const std::string& link_of(const agent& shop, link_kind kind) {
    switch (kind) {
        case link_kind::support: return shop.links.support_link;
        case link_kind::channel: return shop.links.channel_link;
        case link_kind::announcement: break;
    }
    return shop.links.announcement_link;
}

struct link_dialog {
    link_kind kind;
    action state;
    phrase question;
};

constexpr link_dialog support_dialog{link_kind::support, action::awaiting_support_link,
                                     phrase::ask_support_link};
constexpr link_dialog channel_dialog{link_kind::channel, action::awaiting_channel_link,
                                     phrase::ask_channel_link};
constexpr link_dialog announcement_dialog{
    link_kind::announcement, action::awaiting_announcement_link, phrase::ask_announcement_link};

template <const link_dialog& Dialog>
result<void> ask_link(turn& t) {
    const auto& link = link_of(*t.shop, Dialog.kind);
    const auto shown = link.empty() ? t.view.text(phrase::not_set) : link;
    return t.ask(Dialog.state, no_draft{}, t.view.say(Dialog.question, {{"link", shown}}));
}

template <const link_dialog& Dialog>
result<void> take_link(turn& t) {
    const bool clears = says_clear(t.text);
    // An empty text removes; what a person sends as one is no link.
    const auto typed = clears ? std::string() : t.text;
    if (!clears) {
        if (const auto checked = check_link(typed); !checked) return t.ask_again(checked.error());
    }
    const auto changed = t.with.shop.set_link(t.work, t.by_person(), Dialog.kind, typed);
    if (!changed) return t.ask_again(changed.error());
    AGENTBACKEND_TRY(t.end_dialog());
    show_dashboard(
        t, *changed,
        clears ? t.view.say(phrase::link_removed)
               : t.view.say(phrase::link_saved, {{"link", link_of(*changed, Dialog.kind)}}));
    return success();
}

screen buttons_screen(const viewer& who, const agent_links& links) {
    const auto count = links.extra_links.size();
    auto text = lines(who).title(phrase::buttons_title,
                                 {{"count", std::to_string(count)},
                                  {"limit", std::to_string(agent_links::max_extra_links)}});
    if (count == 0) text.add(phrase::buttons_none);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& [label, url] = links.extra_links[i];
        text.add(styled_text(std::to_string(i + 1) + ". " + label + " · " + url));
    }
    button_row row;
    if (count < agent_links::max_extra_links) {
        row.push_back(who.tap(phrase::label_add_button, action::tap_add_button));
    }
    if (count > 0) row.push_back(who.tap(phrase::label_delete_button, action::tap_delete_button));
    return {text, {std::move(row), {who.tap(phrase::label_back, action::tap_dashboard)}}};
}

void show_buttons(turn& t, const agent& shop, styled_text notice = {}) {
    t.show(with_notice(std::move(notice), buttons_screen(t.view, shop.links)));
}

result<void> ask_title(turn& t) {
    if (t.shop->links.extra_links.size() >= agent_links::max_extra_links) {
        constexpr auto limit = static_cast<std::int64_t>(agent_links::max_extra_links);
        return t.refuse(error(errc::too_many_buttons).count(limit, limit));
    }
    return t.ask(action::awaiting_button_title, no_draft{}, t.view.say(phrase::ask_button_title));
}

result<void> take_title(turn& t) {
    const auto title = check_button_title(t.text);
    if (!title) return t.ask_again(title.error());
    return t.ask_next(action::awaiting_button_url, button_draft{*title},
                      t.view.say(phrase::ask_button_url, {{"title", *title}}));
}

result<void> take_url(turn& t) {
    const auto begun = t.gathered<button_draft>();
    if (!begun) return t.lose_thread();
    const auto changed = t.with.shop.add_button(t.work, t.by_person(), {begun->title, t.text});
    if (!changed) return t.ask_again(changed.error());
    AGENTBACKEND_TRY(t.end_dialog());
    show_buttons(t, *changed, t.view.say(phrase::button_added, {{"title", begun->title}}));
    return success();
}

result<void> ask_number(turn& t) {
    if (t.shop->links.extra_links.empty()) return show_buttons_of_shop(t);
    auto question =
        with_notice(t.view.say(phrase::ask_button_number), buttons_screen(t.view, t.shop->links));
    return t.ask(action::awaiting_button_delete_index, no_draft{}, std::move(question.text));
}

result<void> take_number(turn& t) {
    const auto number = read_number(t.text).value_or(0);
    const auto changed = t.with.shop.delete_button(t.work, t.by_person(), number);
    if (!changed) return t.ask_again(changed.error());
    AGENTBACKEND_TRY(t.end_dialog());
    show_buttons(t, *changed, t.view.say(phrase::button_deleted));
    return success();
}

}  // namespace

result<void> show_buttons_of_shop(turn& t) {
    show_buttons(t, *t.shop);
    return success();
}

void add_shop_links(routes& all) {
    on(all, agent_backend_group, action::tap_set_support_link, ask_link<support_dialog>);
    on(all, agent_backend_group, action::awaiting_support_link, take_link<support_dialog>);
    on(all, agent_backend_group, action::tap_set_channel_link, ask_link<channel_dialog>);
    on(all, agent_backend_group, action::awaiting_channel_link, take_link<channel_dialog>);
    on(all, agent_backend_group, action::tap_set_announcement_link, ask_link<announcement_dialog>);
    on(all, agent_backend_group, action::awaiting_announcement_link,
       take_link<announcement_dialog>);
    on(all, agent_backend_group, action::tap_buttons, show_buttons_of_shop);
    on(all, agent_backend_group, action::tap_add_button, ask_title);
    on(all, agent_backend_group, action::awaiting_button_title, take_title);
    on(all, agent_backend_group, action::awaiting_button_url, take_url);
    on(all, agent_backend_group, action::tap_delete_button, ask_number);
    on(all, agent_backend_group, action::awaiting_button_delete_index, take_number);
}

}  // namespace agentbackend::console
