#include "console/outcomes.hpp"

#include "console/bot_trouble.hpp"
#include "console/handlers.hpp"
#include "console/notices.hpp"
#include "console/stock_file.hpp"

namespace agentbackend::console {
namespace {

// Reasons come from the platform, and are as long as it likes.
std::string shown_reason(const std::string& reason) {
    constexpr std::size_t most_characters = 256;
    return ellipsis(reason, most_characters);
}

result<void> remember_person(turn& t) {
    AGENTBACKEND_ASSIGN(const auto known, t.work.find_person(t.where.bot, t.where.user));
    if (known) t.view.tongue = language_of(known->language);
    return success();
}

// The agent as it is after the report; none when the report came too late.
result<std::optional<agent>> record(turn& t, agent_ref ref, const backend::bot_report& report) {
    const auto changed = t.with.shop.report_bot(t.work, t.by_system(), ref, report);
    if (changed) return std::optional(*changed);
    if (is_of_store(changed.error())) return changed.error();
    return std::optional<agent>();
}

std::vector<button_row> way_to(const viewer& who, const agent& shown) {
    return {{who.tap(phrase::label_open_agent, action::tap_agent, {shown.ref.value, 0})}};
}

screen failure_screen(const viewer& who, const agent& failed) {
    return {who.say(phrase::agent_failed,
                    {{"name", failed.name}, {"reason", trouble_text(who, failed.status_reason)}}),
            way_to(who, failed)};
}

result<void> tell_of_failure(turn& t, const agent& failed, user_id except) {
    return tell_admins(t, except, [&](const viewer& who) { return failure_screen(who, failed); });
}

// --- A token's check -------------------------------------------------------------------------

// The draft that waits for this very check; none when the person has gone on to something else.
std::optional<bot_draft> waiting_draft(const turn& t, effect_ref check) {
    const bool is_waiting =
        t.open && t.open->state == permission_of(action::awaiting_agent_token_check).name;
    auto begun = is_waiting ? t.gathered<bot_draft>() : std::nullopt;
    return begun && begun->check == check ? begun : std::nullopt;
}

styled_text refusal_text(const viewer& who, const token_refused& refused) {
    switch (refused.why) {
        case bot_trouble::token_of_main_bot: return who.say(phrase::token_of_main_bot);
        case bot_trouble::token_unreadable: return who.say(phrase::token_check_lost);
        default:
            return who.say(phrase::token_refused_by_platform,
                           {{"reason", shown_reason(refused.reason)}});
    }
}

result<void> token_answered(turn& t, effect_ref check, const effect_outcome& outcome) {
    AGENTBACKEND_ASSIGN(t.open, t.work.find_dialog(t.where));
    const auto begun = waiting_draft(t, check);
    if (!begun || !t.is_admin()) return success();
    if (const auto* checked = std::get_if<token_checked>(&outcome)) {
        return go_on_with_bot(t, checked->identity, *begun);
    }
    if (const auto* refused = std::get_if<token_refused>(&outcome)) {
        return ask_for_another_token(t, refusal_text(t.view, *refused), *begun);
    }
    if (const auto* failed = std::get_if<unreachable>(&outcome)) {
        return ask_for_another_token(
            t, t.view.say(phrase::token_not_reachable, {{"reason", shown_reason(failed->reason)}}),
            *begun);
    }
    return success();
}

// --- A bot's start ---------------------------------------------------------------------------

result<void> bot_is_up(turn& t, agent_ref ref) {
    AGENTBACKEND_ASSIGN(const auto running, take_being_up(t, ref));
    if (!running) return success();
    t.send({t.view.say(phrase::agent_came_up,
                       {{"name", running->name}, {"bot", "@" + running->identity.username}}),
            way_to(t.view, *running)});
    return success();
}

result<void> bot_has_failed(turn& t, agent_ref ref, const bot_failed& what) {
    AGENTBACKEND_ASSIGN(
        const auto failed,
        record(t, ref,
               {.what = agent_event::fail, .reason = status_reason_of(what.why, what.reason)}));
    if (!failed) return success();
    t.send(failure_screen(t.view, *failed));
    return tell_of_failure(t, *failed, t.where.user);
}

result<void> start_answered(turn& t, agent_ref ref, const effect_outcome& outcome) {
    if (std::holds_alternative<bot_came_up>(outcome)) return bot_is_up(t, ref);
    if (const auto* failed = std::get_if<bot_failed>(&outcome)) {
        return bot_has_failed(t, ref, *failed);
    }
    const auto* away = std::get_if<unreachable>(&outcome);
    AGENTBACKEND_ASSIGN(const auto waiting, t.work.find_agent(ref));
    if (!away || !waiting || waiting->status != agent_status::starting) return success();
    t.send(t.view.say(phrase::agent_not_reachable,
                      {{"name", waiting->name}, {"reason", shown_reason(away->reason)}}));
    return success();
}

}  // namespace

result<void> go_on_with(turn& t, const effect& asked, const effect_outcome& outcome) {
    AGENTBACKEND_TRY(remember_person(t));
    if (std::holds_alternative<check_token>(asked.what)) {
        return token_answered(t, asked.ref, outcome);
    }
    if (const auto* started = std::get_if<start_bot>(&asked.what)) {
        return start_answered(t, started->agent, outcome);
    }
    if (const auto* fetch = std::get_if<fetch_file>(&asked.what)) {
        return go_on_with_file(t, asked, *fetch, outcome);
    }
    return success();
}

// The bot may have been parked; or a late report of the poller before, such as that of a replaced
// token, has put it in error while this start was under way.
result<std::optional<agent>> take_being_up(turn& t, agent_ref ref) {
    AGENTBACKEND_ASSIGN(const auto seen, t.work.find_agent(ref));
    if (seen && seen->enabled && seen->status == agent_status::error) {
        AGENTBACKEND_TRY(record(t, ref, {.what = agent_event::start}));
    }
    return record(t, ref, {.what = agent_event::came_up});
}

result<void> take_report(turn& t, agent_ref ref, const backend::bot_report& report) {
    AGENTBACKEND_ASSIGN(const auto changed, record(t, ref, report));
    if (!changed || report.what != agent_event::fail) return success();
    return tell_of_failure(t, *changed, {});
}

}  // namespace agentbackend::console
