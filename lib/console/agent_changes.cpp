// Changes of an agent by an admin: its name, its owner, and putting it away.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"
#include "console/notices.hpp"

namespace agentbackend::console {
namespace {

result<void> ask_about(turn& t, action state, phrase question) {
    const auto target = existing_agent(t.work, {t.args[0]});
    if (!target) return t.refuse(target.error());
    return t.ask(state, agent_edit{target->ref}, t.view.say(question, {{"name", target->name}}));
}

result<void> ask_new_name(turn& t) {
    return ask_about(t, action::awaiting_new_agent_name, phrase::ask_new_name);
}

result<void> take_new_name(turn& t) {
    const auto edit = t.gathered<agent_edit>();
    if (!edit) return t.lose_thread();
    const auto changed = t.with.shop.rename_agent(t.work, t.by_person(), edit->target, t.text);
    if (!changed) return t.ask_again(changed.error());
    AGENTBACKEND_TRY(t.end_dialog());
    show_agent(t, *changed, t.view.say(phrase::agent_renamed, {{"name", changed->name}}));
    return success();
}

result<void> ask_new_owner(turn& t) {
    return ask_about(t, action::awaiting_new_agent_owner, phrase::ask_new_owner);
}

// Who sees /agent in the bot's menu changes with the owner.
result<void> take_new_owner(turn& t) {
    const auto edit = t.gathered<agent_edit>();
    if (!edit) return t.lose_thread();
    const auto owner = read_user_id(t.text);
    if (!owner) return t.ask_again(owner.error());
    const auto before = existing_agent(t.work, edit->target);
    if (!before) return t.ask_again(before.error());
    const auto changed = t.with.shop.change_owner(t.work, t.by_person(), edit->target, *owner);
    if (!changed) return t.ask_again(changed.error());
    const auto bot = bot_ref::of(changed->ref);
    const auto former = before->owner.value_or(user_id{});
    AGENTBACKEND_TRY(t.ask_outside(refresh_commands{.bot = bot, .former = former}));
    AGENTBACKEND_TRY(t.end_dialog());
    AGENTBACKEND_ASSIGN(const auto who, name_of_person(t, bot, *owner));
    show_agent(
        t, *changed,
        t.view.say(phrase::owner_changed, {{"owner", std::to_string(owner->value)}, {"who", who}}));
    return tell_owners(t, *changed, former);
}

result<void> ask_whether_to_archive(turn& t) {
    const auto target = existing_agent(t.work, {t.args[0]});
    if (!target) return t.refuse(target.error());
    const arguments about{target->ref.value, 0};
    t.show({t.view.say(phrase::confirm_archive, {{"name", target->name}}),
            {{t.view.tap(phrase::label_confirm_archive, action::tap_confirm_archive, about),
              t.view.tap(phrase::label_cancel, action::tap_agent, about)}}});
    return success();
}

result<void> put_away(turn& t) {
    const auto changed = t.with.shop.archive_agent(t.work, t.by_person(), {t.args[0]});
    if (!changed) return refuse_with_agent(t, changed.error());
    // Parked on a token that another program uses, it would go on trying.
    AGENTBACKEND_TRY(t.ask_outside(stop_bot{changed->ref}));
    show_agent(t, *changed, t.view.say(phrase::agent_put_away, {{"name", changed->name}}));
    return success();
}

}  // namespace

void add_agent_changes(routes& all) {
    on(all, default_group, action::tap_rename_agent, ask_new_name);
    on(all, default_group, action::awaiting_new_agent_name, take_new_name);
    on(all, default_group, action::tap_change_owner, ask_new_owner);
    on(all, default_group, action::awaiting_new_agent_owner, take_new_owner);
    on(all, default_group, action::tap_archive_agent, ask_whether_to_archive);
    on(all, default_group, action::tap_confirm_archive, put_away);
}

}  // namespace agentbackend::console
