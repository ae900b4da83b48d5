// The agent's console: the dashboard, and the markup.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

std::string link_text(const viewer& who, const std::string& link) {
    return link.empty() ? who.text(phrase::not_set) : link;
}

styled_text dashboard_text(const viewer& who, const agent& shop) {
    const auto& links = shop.links;
    return lines(who)
        .title(phrase::dashboard_title, {{"name", shop.name}})
        .add(phrase::dashboard_markup, {{"markup", shop.markup.to_string()}})
        .add(phrase::dashboard_available, {{"available", shop.available.to_string()}})
        .add(phrase::dashboard_frozen, {{"frozen", shop.frozen.to_string()}})
        .add(phrase::dashboard_total_paid, {{"total_paid", shop.total_paid().to_string()}})
        .add(phrase::dashboard_support, {{"link", link_text(who, links.support_link)}})
        .add(phrase::dashboard_channel, {{"link", link_text(who, links.channel_link)}})
        .add(phrase::dashboard_announcement, {{"link", link_text(who, links.announcement_link)}})
        .add(phrase::dashboard_buttons, {{"count", std::to_string(links.extra_links.size())},
                                         {"limit", std::to_string(agent_links::max_extra_links)}});
}

screen dashboard_screen(const viewer& who, const agent& shop) {
    using enum phrase;
    using enum action;
    return {dashboard_text(who, shop),
            {{who.tap(label_set_markup, tap_set_markup),
              who.tap(label_request_withdrawal, tap_request_withdrawal)},
             {who.tap(label_set_support, tap_set_support_link),
              who.tap(label_set_channel, tap_set_channel_link)},
             {who.tap(label_set_announcement, tap_set_announcement_link),
              who.tap(label_manage_buttons, tap_buttons)},
             {who.tap(label_own_withdrawals, tap_own_withdrawals),
              who.tap(label_earnings, tap_earnings)},
             {who.tap(label_close, tap_close)}}};
}

result<void> open_dashboard(turn& t) {
    show_dashboard(t, *t.shop);
    return success();
}

result<void> ask_markup(turn& t) {
    return t.ask(action::awaiting_markup, no_draft{},
                 t.view.say(phrase::ask_markup, {{"markup", t.shop->markup.to_string()}}));
}

result<void> take_markup(turn& t) {
    const auto markup = read_amount(t.text);
    if (!markup) return t.ask_again(markup.error());
    const auto changed = t.with.shop.set_markup(t.work, t.by_person(), *markup);
    if (!changed) return t.ask_again(changed.error());
    AGENTBACKEND_TRY(t.end_dialog());
    show_dashboard(t, *changed,
                   t.view.say(phrase::markup_set, {{"markup", changed->markup.to_string()}}));
    return success();
}

}  // namespace

void show_dashboard(turn& t, const agent& shop, styled_text notice) {
    t.show(with_notice(std::move(notice), dashboard_screen(t.view, shop)));
}

void add_dashboard(routes& all) {
    on(all, agent_backend_group, action::command_agent, open_dashboard);
    on(all, agent_backend_group, action::tap_dashboard, open_dashboard);
    on(all, agent_backend_group, action::tap_set_markup, ask_markup);
    on(all, agent_backend_group, action::awaiting_markup, take_markup);
}

}  // namespace agentbackend::console
