// Inviting an owner: a link that works once, and whoever opens it in the agent's bot.

#include "console/handlers.hpp"
#include "console/notices.hpp"

namespace agentbackend::console {
namespace {

std::string link_of(const agent& invited, const std::string& code) {
    return "https://t.me/" + invited.identity.username +
           "?start=" + std::string(claim_link_prefix) + code;
}

// The link is a message of its own, to be passed on as it is; it is not shown again.
result<void> invite(turn& t) {
    const auto target = existing_agent(t.work, {t.args[0]});
    if (!target) return t.refuse(target.error());
    if (target->identity.username.empty()) {
        t.alert(t.view.text(phrase::invitation_needs_bot, {{"name", target->name}}));
        return success();
    }
    const auto made = t.with.shop.make_claim(t.work, t.by_person(), target->ref);
    if (!made) return t.refuse(made.error());
    auto words = lines(t.view).add(
        phrase::invitation, {{"name", target->name}, {"time", t.view.when(made->now.expires_at)}});
    const bool is_down =
        target->status == agent_status::stopped || target->status == agent_status::error;
    if (is_down) words.add(phrase::invitation_bot_is_down);
    t.send(words);
    t.send(styled_text(link_of(*target, made->code)));
    return success();
}

}  // namespace

bool is_claim(std::string_view start_parameter) {
    return start_parameter.starts_with(claim_link_prefix);
}

result<void> claim_by_link(turn& t) {
    const auto code = std::string_view(t.text).substr(claim_link_prefix.size());
    const auto claimed = t.with.shop.claim_agent(t.work, t.by_person(), code);
    if (!claimed) return t.refuse(claimed.error());
    t.shop = claimed->now;
    show_dashboard(t, *t.shop, t.view.say(phrase::agent_claimed, {{"name", t.shop->name}}));
    if (claimed->repeated) return success();
    const auto former = claimed->previous_owner.value_or(user_id{});
    AGENTBACKEND_TRY(t.ask_outside(refresh_commands{.bot = t.where.bot, .former = former}));
    AGENTBACKEND_TRY(tell_owners(t, *t.shop, former));
    return tell_admins(t, {}, [&](const viewer& who) {
        return screen{
            who.say(phrase::admins_told_claimed,
                    {{"user", std::to_string(t.where.user.value)}, {"name", t.shop->name}}),
            {}};
    });
}

void add_claims(routes& all) { on(all, default_group, action::tap_invite_owner, invite); }

}  // namespace agentbackend::console
