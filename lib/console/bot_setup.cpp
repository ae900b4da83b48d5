// A bot for an agent: its token, checked with the platform; for a new agent then its name and its
// owner, for an agent there is the exchange of the old token.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

result<void> ask_token(turn& t) {
    return t.ask(action::awaiting_agent_token, bot_draft{}, t.view.say(phrase::ask_agent_token));
}

result<void> ask_replacement(turn& t) {
    const auto target = existing_agent(t.work, {t.args[0]});
    if (!target) return t.refuse(target.error());
    return t.ask(action::awaiting_agent_token, bot_draft{.replaces = target->ref},
                 t.view.say(phrase::ask_replacement_token, {{"name", target->name}}));
}

// The token is sealed before anything is stored; in clear it goes nowhere.
result<void> take_token(turn& t) {
    auto begun = t.gathered<bot_draft>();
    if (!begun) return t.lose_thread();
    const auto token = read_code(t.text);
    if (!bot_of_token(token)) return t.ask_again(error(errc::token_malformed));
    begun->token = t.with.sealer.seal(token, draft_purpose);
    AGENTBACKEND_ASSIGN(begun->check, t.ask_outside(check_token{begun->token}));
    return t.ask_next(action::awaiting_agent_token_check, *begun,
                      t.view.say(phrase::checking_token));
}

result<void> ask_for_patience(turn& t) {
    t.send(t.prompt(t.view.say(phrase::token_not_checked_yet)));
    return success();
}

result<void> ask_name(turn& t, const bot_draft& begun) {
    return t.ask_next(action::awaiting_agent_name, begun,
                      t.view.say(phrase::ask_agent_name, {{"bot", "@" + begun.identity.username}}));
}

// The token under its agent's own purpose. Error: `token_malformed` when the key that sealed the
// draft is gone.
result<sealed_token> sealed_for(turn& t, const bot_draft& begun, std::string_view agent_id) {
    AGENTBACKEND_ASSIGN(const auto token, t.with.sealer.open(begun.token, draft_purpose));
    return t.with.sealer.seal(token, agent_id);
}

result<void> give_up(turn& t, const error& refused) {
    if (is_of_store(refused)) return refused;
    AGENTBACKEND_TRY(t.end_dialog());
    return t.refuse(refused);
}

// The agent's id is part of the seal, so the agent is there before its token.
result<void> create(turn& t, const bot_draft& begun, user_id owner) {
    if (const auto opened = t.with.sealer.open(begun.token, draft_purpose); !opened) {
        return give_up(t, opened.error());
    }
    const auto created =
        t.with.shop.create_agent(t.work, t.by_person(t.dialog_key()),
                                 {.name = begun.name, .owner = owner, .identity = begun.identity});
    if (!created) return give_up(t, created.error());

    // Only the store can fail from here.
    AGENTBACKEND_ASSIGN(const auto token, sealed_for(t, begun, created->agent_id));
    AGENTBACKEND_TRY(
        t.with.shop.replace_token(t.work, t.by_person(), created->ref, token, begun.identity));
    AGENTBACKEND_ASSIGN(const auto started,
                        t.with.shop.start_agent(t.work, t.by_person(), created->ref));
    AGENTBACKEND_TRY(t.ask_outside(start_bot{started.ref}));
    AGENTBACKEND_TRY(t.end_dialog());
    show_agent(t, started, t.view.say(phrase::agent_created, {{"name", started.name}}));
    return success();
}

// A bot that is up goes down with the old token and comes up with the new one.
result<void> replace(turn& t, const bot_draft& begun) {
    const auto target = existing_agent(t.work, begun.replaces);
    if (!target) return give_up(t, target.error());
    const auto token = sealed_for(t, begun, target->agent_id);
    if (!token) return give_up(t, token.error());
    auto changed =
        t.with.shop.replace_token(t.work, t.by_person(), target->ref, *token, begun.identity);
    if (!changed) return give_up(t, changed.error());

    // Only the store can fail from here.
    if (changed->enabled) {
        AGENTBACKEND_TRY(t.with.shop.stop_agent(t.work, t.by_person(), target->ref));
        AGENTBACKEND_TRY(t.ask_outside(stop_bot{target->ref}));
        AGENTBACKEND_ASSIGN(changed, t.with.shop.start_agent(t.work, t.by_person(), target->ref));
        AGENTBACKEND_TRY(t.ask_outside(start_bot{target->ref}));
    }
    AGENTBACKEND_TRY(t.end_dialog());
    show_agent(t, *changed, t.view.say(phrase::token_replaced, {{"name", changed->name}}));
    return success();
}

}  // namespace

result<void> go_on_with_bot(turn& t, const bot_identity& identity, bot_draft begun) {
    begun.identity = identity;
    begun.check = {};
    AGENTBACKEND_ASSIGN(const auto holder, t.work.find_agent_by_platform_id(identity.platform_id));
    if (holder && holder->ref != begun.replaces) {
        const error taken(errc::bot_already_registered);
        return ask_for_another_token(t, sentence(t.view.tongue, taken), begun);
    }
    return begun.replaces ? replace(t, begun) : ask_name(t, begun);
}

result<void> ask_for_another_token(turn& t, styled_text why, const bot_draft& begun) {
    return t.ask_next(action::awaiting_agent_token, bot_draft{.replaces = begun.replaces},
                      std::move(why));
}

result<void> take_agent_name(turn& t) {
    auto begun = t.gathered<bot_draft>();
    if (!begun) return t.lose_thread();
    const auto name = check_name(t.text);
    if (!name) return t.ask_again(name.error());
    begun->name = *name;
    return t.ask_next(action::awaiting_agent_owner, *begun,
                      t.view.say(phrase::ask_agent_owner, {{"name", begun->name}}));
}

result<void> take_agent_owner(turn& t) {
    const auto begun = t.gathered<bot_draft>();
    if (!begun) return t.lose_thread();
    const auto owner = read_user_id(t.text);
    if (!owner) return t.ask_again(owner.error());
    return create(t, *begun, *owner);
}

void add_bot_setup(routes& all) {
    on(all, default_group, action::tap_add_agent, ask_token);
    on(all, default_group, action::tap_replace_token, ask_replacement);
    on(all, default_group, action::awaiting_agent_token, take_token);
    on(all, default_group, action::awaiting_agent_token_check, ask_for_patience);
    on(all, default_group, action::awaiting_agent_name, take_agent_name);
    on(all, default_group, action::awaiting_agent_owner, take_agent_owner);
}

}  // namespace agentbackend::console
