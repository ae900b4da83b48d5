// 代理管理: the list of agents, one agent with its finances, starting and stopping its bot.

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t agents_on_a_page = 8;
constexpr std::size_t label_characters = 40;
constexpr std::size_t reason_characters = 256;

screen agents_screen(const viewer& who, const page<agent>& agents, agent_ref after) {
    auto text = lines(who).title(phrase::agents_title);
    if (agents.rows.empty()) text.add(phrase::agents_none);
    screen shown{text, {}};
    for (const auto& next : agents.rows) {
        shown.rows.push_back({who.tap(
            who.text(phrase::label_agent, {{"status", word(who.tongue, next.status)},
                                           {"name", ellipsis(next.name, label_characters)}}),
            action::tap_agent, {next.ref.value, 0})});
    }
    add_paging(who, shown,
               {.what = action::tap_agents,
                .shown_after = after.value,
                .next_after = agents.has_more ? agents.rows.back().ref.value : 0});
    shown.rows.push_back({who.tap(phrase::label_add_agent, action::tap_add_agent),
                          who.tap(phrase::label_back, action::tap_admin_menu)});
    return shown;
}

std::string bot_text(const viewer& who, const agent& shown) {
    return shown.identity.username.empty() ? who.text(phrase::not_set)
                                           : "@" + shown.identity.username;
}

styled_text agent_text(const viewer& who, const agent& shown) {
    auto text = lines(who)
                    .add(styled_text().add(shown.name, text_style::bold))
                    .add(phrase::agent_id_line, {{"agent", shown.agent_id, text_style::code}})
                    .add(phrase::agent_bot_line, {{"bot", bot_text(who, shown)}})
                    .add(phrase::agent_status_line, {{"status", word(who.tongue, shown.status)}});
    if (!shown.status_reason.empty()) {
        text.add(phrase::agent_reason_line,
                 {{"reason", ellipsis(shown.status_reason, reason_characters)}});
    }
    return text
        .add(phrase::agent_owner_line, {{"owner", shown.owner ? std::to_string(shown.owner->value)
                                                              : who.text(phrase::not_set)}})
        .add(phrase::dashboard_markup, {{"markup", shown.markup.to_string()}})
        .add(phrase::dashboard_available, {{"available", shown.available.to_string()}})
        .add(phrase::dashboard_frozen, {{"frozen", shown.frozen.to_string()}})
        .add(phrase::dashboard_total_paid, {{"total_paid", shown.total_paid().to_string()}});
}

// What can be done with the bot in this state.
button_row switches(const viewer& who, const agent& shown) {
    const auto start = [&] {
        return who.tap(phrase::label_start, action::tap_start_agent, {shown.ref.value, 0});
    };
    const auto stop = [&] {
        return who.tap(phrase::label_stop, action::tap_stop_agent, {shown.ref.value, 0});
    };
    switch (shown.status) {
        case agent_status::stopped: return {start()};
        case agent_status::error: return {start(), stop()};
        case agent_status::starting:
        case agent_status::running: return {stop()};
        case agent_status::archived: break;
    }
    return {};
}

screen agent_screen(const viewer& who, const agent& shown) {
    using enum phrase;
    using enum action;
    const arguments about{shown.ref.value, 0};
    screen card{agent_text(who, shown), {}};
    if (shown.status != agent_status::archived) {
        card.rows = {switches(who, shown),
                     {who.tap(label_rename, tap_rename_agent, about),
                      who.tap(label_change_owner, tap_change_owner, about)},
                     {who.tap(label_replace_token, tap_replace_token, about)}};
    }
    if (transition(shown.status, agent_event::archive)) {
        card.rows.back().push_back(who.tap(label_archive, tap_archive_agent, about));
    }
    card.rows.push_back(
        {who.tap(label_refresh, tap_agent, about), who.tap(label_back, tap_agents)});
    return card;
}

result<void> open_list(turn& t) { return show_agents(t, {t.args[0]}); }

result<void> open_agent(turn& t) {
    const auto found = named_agent(t, {t.args[0]});
    if (!found) return t.refuse(found.error());
    show_agent(t, *found);
    return success();
}

result<void> start(turn& t) {
    const auto started = t.with.shop.start_agent(t.work, t.by_person(), {t.args[0]});
    if (!started) return t.refuse(started.error());
    if (started->status != agent_status::starting) {
        show_agent(t, *started);
        return success();
    }
    AGENTBACKEND_TRY(t.ask_outside(start_bot{started->ref}));
    show_agent(t, *started, t.view.say(phrase::agent_starts, {{"name", started->name}}));
    return success();
}

result<void> stop(turn& t) {
    const auto stopped = t.with.shop.stop_agent(t.work, t.by_person(), {t.args[0]});
    if (!stopped) return t.refuse(stopped.error());
    AGENTBACKEND_TRY(t.ask_outside(stop_bot{stopped->ref}));
    show_agent(t, *stopped, t.view.say(phrase::agent_stops, {{"name", stopped->name}}));
    return success();
}

}  // namespace

result<agent> named_agent(turn& t, agent_ref ref) {
    AGENTBACKEND_ASSIGN(auto found, t.work.find_agent(ref));
    if (!found) return error(errc::agent_not_found).subject(std::to_string(ref.value));
    return std::move(*found);
}

result<void> show_agents(turn& t, agent_ref after) {
    AGENTBACKEND_ASSIGN(auto found, t.work.agents(after, agents_on_a_page + 1));
    t.show(agents_screen(t.view, cut(std::move(found), agents_on_a_page), after));
    return success();
}

void show_agent(turn& t, const agent& shown, styled_text notice) {
    t.show(with_notice(std::move(notice), agent_screen(t.view, shown)));
}

void add_agent_list(routes& all) {
    on(all, default_group, action::tap_agents, open_list);
    on(all, default_group, action::tap_agent, open_agent);
    on(all, default_group, action::tap_start_agent, start);
    on(all, default_group, action::tap_stop_agent, stop);
}

}  // namespace agentbackend::console
