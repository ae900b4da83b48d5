// What admins do about agents and their withdrawals.

#include "clerk_act.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>

namespace agentbackend::simulation {

// --- Agents -------------------------------------------------------------------------------------

void clerk::take_agent_tap(act& a, int what, number agent) {
    auto& open = talk_of(a);
    touched.agents.insert(agent);
    const auto ask = [&](stage at) {
        if (kept.agents.contains(agent)) open = {.at = at, .about = agent};
    };
    switch (static_cast<action>(what)) {
        case action::tap_add_agent: open = {.at = stage::token}; return;
        case action::tap_find_agent: open = {.at = stage::agent_search}; return;
        case action::tap_replace_token: return ask(stage::token);
        case action::tap_change_owner: return ask(stage::new_owner);
        case action::tap_rename_agent: return ask(stage::new_agent_name);
        case action::tap_invite_owner: return invite(a, agent);
        case action::tap_start_agent: kept.start(agent); return;
        case action::tap_stop_agent: kept.stop(agent); return;
        case action::tap_confirm_archive:
            if (kept.archive(agent) == verdict::done) a.success = news::archive;
            return;
        default: return;
    }
}

void clerk::take_agent_text(act& a, talk& open) {
    const auto name = name_in(a.text, books::longest_agent_name);
    const auto owner = whole_number(a.text);
    switch (open.at) {
        case stage::token:
            if (!is_token(trimmed(a.text))) return;
            open.at = stage::token_check;
            open.effect = a.answer.check_effect;
            if (open.effect == 0) a.wrong = "nobody was asked whose token this is";
            return;
        case stage::agent_name:
            if (name) name_agent(open, *name);
            return;
        case stage::agent_owner: return create_agent(a, open, owner);
        case stage::new_agent_name:
            if (!name || kept.rename_agent(open.about, *name) != verdict::done) return;
            a.success = news::name;
            break;
        case stage::new_owner:
            if (owner == 0 || kept.change_owner(open.about, owner) != verdict::done) return;
            a.success = news::owner;
            break;
        case stage::agent_search: return search(a, open);
        default: return;
    }
    touched.agents.insert(open.about);
    open = {};
}

void clerk::name_agent(talk& open, const std::string& name) {
    open.name = name;
    open.at = stage::agent_owner;
}

void clerk::create_agent(act& a, talk& open, number owner) {
    if (owner == 0) return;
    const auto begun = open;
    open = {};
    if (kept.holder_of(begun.platform_id) != 0) return;
    const auto id = a.told("Id: {}");
    if (a.answer.started_agent == 0 || id.size() < 2 || kept.agents_by_id.contains(id[1])) {
        a.wrong = "the new agent has no id of its own";
        return;
    }
    kept.open_shop(a.answer.started_agent, {.id = id[1],
                                            .name = begun.name,
                                            .owner = owner,
                                            .platform_id = begun.platform_id,
                                            .username = begun.username});
    touched.agents.insert(a.answer.started_agent);
    a.success = news::agent;
}

void clerk::invite(act& a, number agent) {
    const auto link = a.told("https://t.me/{}?start=claim_{}");
    if (kept.invite(agent, link.size() > 2 ? link[2] : "", a.now) != verdict::done) return;
    a.success = news::invitation;
    const bool leads_there = link.size() > 2 && link[1] == kept.agents.at(agent).username;
    if (!leads_there) a.wrong = "there is no link to the agent's bot";
}

// By any part of name, id or bot, or by the owner.
void clerk::search(act& a, talk& open) {
    const auto wanted = lower_case(trimmed(a.text));
    std::string found;
    number count = 0;
    for (const auto& [ref, agent] : kept.agents) {
        const bool is_like = lower_case(agent.name).find(wanted) != std::string::npos ||
                             agent.id.find(wanted) != std::string::npos ||
                             ("@" + agent.username).find(wanted) != std::string::npos ||
                             std::to_string(agent.owner) == wanted;
        if (!is_like) continue;
        ++count;
        found = agent.id;
    }
    const auto shown = a.told("Id: {}");
    const bool is_right = count == 0   ? a.is_told("Nothing matches “{}")
                          : count == 1 ? shown.size() > 1 && shown[1] == found
                                       : a.is_told("🔎 Agents found");
    if (!is_right) a.wrong = "of " + std::to_string(count) + " agents they were shown others";
    if (count > 0) open = {};
}

// --- Withdrawals --------------------------------------------------------------------------------

void clerk::take_review_tap(act& a, int what, number request) {
    const auto found = kept.requests.find(request);
    if (found == kept.requests.end()) return;
    a.mind.request = request;
    const auto ask = [&](stage at, std::string_view needed) {
        if (found->second.status == needed) talk_of(a) = {.at = at, .about = request};
    };
    switch (static_cast<action>(what)) {
        case action::tap_approve_withdrawal:
            return decide(a, kept.approve(request), request, news::approval);
        case action::tap_reject_withdrawal: return ask(stage::reject_reason, "pending");
        case action::tap_pay_withdrawal: return ask(stage::payment_txid, "approved");
        case action::tap_cancel_withdrawal: return ask(stage::cancel_reason, "approved");
        default: return;
    }
}

void clerk::take_review_text(act& a, talk& open) {
    const auto request = open.about;
    const auto at = open.at;
    if (at != stage::payment_txid) open = {};
    if (at == stage::reject_reason) {
        return decide(a, kept.reject(request), request, news::rejection);
    }
    if (at == stage::cancel_reason) {
        return decide(a, kept.cancel_by_admin(request), request, news::cancellation);
    }
    const auto txid = transaction_in(a.text);
    const bool is_approved = kept.requests.at(request).status == "approved";
    if (!txid || (is_approved && kept.txids.contains(*txid))) return;
    open = {};
    decide(a, kept.pay(request, *txid), request, news::payment);
}

void clerk::decide(act& a, verdict came_to, number request, std::string_view told) {
    a.mind.request = request;
    if (came_to != verdict::done) return;
    touched.agents.insert(kept.requests.at(request).agent);
    a.success = told;
}

}  // namespace agentbackend::simulation
