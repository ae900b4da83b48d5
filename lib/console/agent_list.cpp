// 代理管理: the list of agents, finding one, one agent with its finances, starting and stopping its
// bot.

#include <agentbackend/console/reading.hpp>

#include <span>

#include "console/bot_trouble.hpp"
#include "console/handlers.hpp"
#include "values/text.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t agents_on_a_page = 8;
constexpr std::size_t label_characters = 40;

// Which agents a list shows, as its buttons carry it.
enum class list_of : std::int64_t { present = 0, archived = 1 };

constexpr agent_status present_statuses[]{agent_status::stopped, agent_status::starting,
                                          agent_status::running, agent_status::error};
constexpr agent_status archived_statuses[]{agent_status::archived};

button agent_button(const viewer& who, const agent& next) {
    return who.tap(who.text(phrase::label_agent, {{"status", word(who.tongue, next.status)},
                                                  {"name", ellipsis(next.name, label_characters)}}),
                   action::tap_agent, {next.ref.value, 0});
}

screen agents_screen(const viewer& who, const page<agent>& agents, agent_ref after, list_of which) {
    using enum phrase;
    using enum action;
    auto text = lines(who).title(agents_title);
    if (agents.rows.empty()) text.add(which == list_of::present ? agents_none : nothing);
    screen shown{text, {}};
    for (const auto& next : agents.rows) shown.rows.push_back({agent_button(who, next)});
    add_paging(who, shown,
               {.what = tap_agents,
                .shown_after = after.value,
                .next_after = agents.has_more ? agents.rows.back().ref.value : 0,
                .filter = static_cast<std::int64_t>(which)});
    if (which == list_of::archived) {
        shown.rows.push_back({who.tap(label_back, tap_agents)});
        return shown;
    }
    shown.rows.push_back(
        {who.tap(label_add_agent, tap_add_agent), who.tap(label_find_agent, tap_find_agent)});
    shown.rows.push_back(
        {who.tap(agent_archived, tap_agents, {0, static_cast<std::int64_t>(list_of::archived)}),
         who.tap(label_back, tap_admin_menu)});
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
        text.add(phrase::agent_reason_line, {{"reason", trouble_text(who, shown.status_reason)}});
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
                     {who.tap(label_invite_owner, tap_invite_owner, about),
                      who.tap(label_replace_token, tap_replace_token, about)}};
    }
    if (transition(shown.status, agent_event::archive)) {
        card.rows.back().push_back(who.tap(label_archive, tap_archive_agent, about));
    }
    card.rows.push_back(
        {who.tap(label_refresh, tap_agent, about), who.tap(label_back, tap_agents)});
    return card;
}

result<void> show_list(turn& t, agent_ref after, list_of which) {
    std::span<const agent_status> wanted(present_statuses);
    if (which == list_of::archived) wanted = archived_statuses;
    AGENTBACKEND_ASSIGN(auto found, t.work.agents_in(wanted, after, agents_on_a_page + 1));
    t.show(agents_screen(t.view, cut(std::move(found), agents_on_a_page), after, which));
    return success();
}

result<void> open_list(turn& t) {
    const bool is_archive = t.args[1] == static_cast<std::int64_t>(list_of::archived);
    return show_list(t, {t.args[0]}, is_archive ? list_of::archived : list_of::present);
}

// --- Finding one among hundreds --------------------------------------------------------------

bool is_of_owner(const agent& candidate, const std::string& number) {
    return candidate.owner && std::to_string(candidate.owner->value) == number;
}

bool is_like(const agent& candidate, const std::string& wanted) {
    const auto has = [&](std::string_view text) {
        return text::lower_case(text).find(wanted) != std::string::npos;
    };
    return has(candidate.name) || has(candidate.agent_id) || has("@" + candidate.identity.username);
}

// One more than fit on a page, archived ones among them.
result<std::vector<agent>> agents_that(turn& t, const std::string& wanted,
                                       bool (*fits)(const agent&, const std::string&)) {
    constexpr std::size_t batch_size = 100;
    std::vector<agent> found;
    agent_ref after;
    for (;;) {
        AGENTBACKEND_ASSIGN(auto batch, t.work.agents(after, batch_size));
        if (batch.empty()) return found;
        after = batch.back().ref;
        for (auto& candidate : batch) {
            if (fits(candidate, wanted)) found.push_back(std::move(candidate));
            if (found.size() > agents_on_a_page) return found;
        }
    }
}

result<void> ask_search(turn& t) {
    return t.ask(action::awaiting_agent_search, no_draft{}, t.view.say(phrase::ask_agent_search));
}

result<void> take_search(turn& t) {
    const auto wanted = text::lower_case(read_code(t.text));
    // An owner's number may also be a part of any id, which is made of a date.
    AGENTBACKEND_ASSIGN(auto all, agents_that(t, wanted, is_of_owner));
    if (all.empty()) {
        AGENTBACKEND_ASSIGN(all, agents_that(t, wanted, is_like));
    }
    const auto found = cut(std::move(all), agents_on_a_page);
    if (found.rows.empty()) {
        t.send(t.prompt(t.view.say(phrase::agents_not_found,
                                   {{"wanted", ellipsis(wanted, label_characters)}})));
        return success();
    }
    AGENTBACKEND_TRY(t.end_dialog());
    if (found.rows.size() == 1) {
        show_agent(t, found.rows.front());
        return success();
    }
    auto text = lines(t.view).title(phrase::agents_found);
    if (found.has_more) text.add(phrase::agents_found_many);
    screen shown{text, {}};
    for (const auto& next : found.rows) shown.rows.push_back({agent_button(t.view, next)});
    shown.rows.push_back({t.view.tap(phrase::label_find_agent, action::tap_find_agent),
                          t.view.tap(phrase::label_back, action::tap_agents)});
    t.show(std::move(shown));
    return success();
}

// --- One agent -------------------------------------------------------------------------------

result<void> open_agent(turn& t) {
    const auto found = existing_agent(t.work, {t.args[0]});
    if (!found) return t.refuse(found.error());
    show_agent(t, *found);
    return success();
}

result<void> start(turn& t) {
    const auto started = t.with.shop.start_agent(t.work, t.by_person(), {t.args[0]});
    if (!started) return refuse_with_agent(t, started.error());
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
    if (!stopped) return refuse_with_agent(t, stopped.error());
    AGENTBACKEND_TRY(t.ask_outside(stop_bot{stopped->ref}));
    show_agent(t, *stopped, t.view.say(phrase::agent_stops, {{"name", stopped->name}}));
    return success();
}

}  // namespace

result<void> refuse_with_agent(turn& t, const error& refused) {
    AGENTBACKEND_TRY(t.refuse(refused));
    const auto now = existing_agent(t.work, {t.args[0]});
    if (now) show_agent(t, *now);
    return now || !is_of_store(now.error()) ? success() : result<void>(now.error());
}

result<void> show_agents(turn& t, agent_ref after) { return show_list(t, after, list_of::present); }

void show_agent(turn& t, const agent& shown, styled_text notice) {
    t.show(with_notice(std::move(notice), agent_screen(t.view, shown)));
}

void add_agent_list(routes& all) {
    on(all, default_group, action::tap_agents, open_list);
    on(all, default_group, action::tap_agent, open_agent);
    on(all, default_group, action::tap_find_agent, ask_search);
    on(all, default_group, action::awaiting_agent_search, take_search);
    on(all, default_group, action::tap_start_agent, start);
    on(all, default_group, action::tap_stop_agent, stop);
}

}  // namespace agentbackend::console
