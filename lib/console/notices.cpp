#include "console/notices.hpp"

#include "console/review_screens.hpp"
#include "console/withdrawal_text.hpp"
#include "invariant.hpp"

namespace agentbackend::console {
namespace {

struct recipient {
    viewer who;
    chat_id chat;
};

// Somebody this bot has never met is written to in the chat that carries their own number, in the
// language the main bot knows them by.
result<recipient> recipient_of(turn& t, bot_ref bot, user_id user) {
    AGENTBACKEND_ASSIGN(auto known, t.work.find_person(bot, user));
    const chat_id chat = known && known->chat ? known->chat : chat_id{user.value};
    if (!known) {
        AGENTBACKEND_ASSIGN(known, t.work.find_person(bot_ref::main(), user));
    }
    return recipient{{.bot = bot,
                      .user = user,
                      .tongue = language_of(known ? known->language : ""),
                      .utc_offset = t.with.options.utc_offset},
                     chat};
}

phrase owner_phrase(notice_kind what) {
    switch (what) {
        case notice_kind::submitted: return phrase::owner_told_submitted;
        case notice_kind::approved: return phrase::owner_told_approved;
        case notice_kind::rejected: return phrase::owner_told_rejected;
        case notice_kind::cancelled: return phrase::owner_told_cancelled;
        case notice_kind::paid: return phrase::owner_told_paid;
    }
    agentbackend::unreachable();
}

result<void> tell_owner(turn& t, const withdrawal& request, notice_kind what) {
    // Whoever owns the agent now: the money is theirs, whoever asked for it.
    AGENTBACKEND_ASSIGN(const auto requester, t.work.find_agent(request.agent));
    if (!requester || !requester->owner) return success();
    const auto bot = bot_ref::of(request.agent);
    if (bot == t.where.bot && *requester->owner == t.where.user) return success();
    AGENTBACKEND_ASSIGN(const auto to, recipient_of(t, bot, *requester->owner));
    auto text = lines(to.who).add(owner_phrase(what)).add(describe(to.who, request));
    t.out.messages.push_back({bot, to.chat, outgoing::send{screen{text, {}}}});
    return success();
}

result<void> tell_admins_of(turn& t, const withdrawal& request, notice_kind what) {
    AGENTBACKEND_ASSIGN(const auto owner, t.work.find_agent(request.agent));
    const auto headline = what == notice_kind::submitted ? phrase::admins_told_submitted
                                                         : phrase::admins_told_cancelled;
    const auto except = t.where.bot.is_main() ? t.where.user : user_id{};
    return tell_admins(t, except, [&](const viewer& who) {
        return with_notice(who.say(headline),
                           review_screen(who, request, owner ? owner->name : std::string()));
    });
}

}  // namespace

result<void> tell_admins(turn& t, user_id except,
                         const std::function<screen(const viewer&)>& made_for) {
    for (const auto admin : t.with.shop.policy().admins) {
        if (admin == except) continue;
        AGENTBACKEND_ASSIGN(const auto to, recipient_of(t, bot_ref::main(), admin));
        t.out.messages.push_back({bot_ref::main(), to.chat, outgoing::send{made_for(to.who)}});
    }
    return success();
}

result<void> tell(turn& t, const withdrawal_outcome& changed) {
    for (const auto& [audience, what] : changed.notices) {
        switch (audience) {
            case notice::audience::owner: AGENTBACKEND_TRY(tell_owner(t, changed.now, what)); break;
            case notice::audience::admins:
                AGENTBACKEND_TRY(tell_admins_of(t, changed.now, what));
                break;
        }
    }
    return success();
}

}  // namespace agentbackend::console
