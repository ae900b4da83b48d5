#include "console/notices.hpp"

#include "byte_writer.hpp"
#include "console/byte_reader.hpp"
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

// What an owner is to be told. The message carries it, to be passed on if it does not arrive.
struct owner_errand {
    notice_kind what{};
    withdrawal_ref request{};
    user_id owner{};
};

constexpr std::uint8_t errand_version = 1;

std::string encode(const owner_errand& value) {
    byte_writer to;
    to.u8(errand_version).u8(static_cast<std::uint8_t>(value.what));
    to.i64(value.request.value).i64(value.owner.value);
    return {to.bytes().begin(), to.bytes().end()};
}

std::optional<owner_errand> decode_errand(std::string_view bytes) {
    byte_reader from(bytes);
    if (from.u8() != errand_version) return std::nullopt;
    const auto kind = from.u8();
    const owner_errand value{static_cast<notice_kind>(kind), {from.i64()}, {from.i64()}};
    const bool is_known = kind <= static_cast<std::uint8_t>(notice_kind::paid);
    return is_known && from.is_complete() ? std::optional(value) : std::nullopt;
}

styled_text owner_text(const viewer& who, const withdrawal& request, notice_kind what) {
    return lines(who).add(owner_phrase(what)).add(describe(who, request));
}

result<void> tell_owner(turn& t, const withdrawal& request, notice_kind what) {
    // Whoever owns the agent now: the money is theirs, whoever asked for it.
    AGENTBACKEND_ASSIGN(const auto requester, t.work.find_agent(request.agent));
    if (!requester || !requester->owner) return success();
    const auto bot = bot_ref::of(request.agent);
    if (bot == t.where.bot && *requester->owner == t.where.user) return success();
    AGENTBACKEND_ASSIGN(const auto to, recipient_of(t, bot, *requester->owner));
    t.out.messages.push_back(
        {.bot = bot,
         .chat = to.chat,
         .what = outgoing::send{screen{
             owner_text(to.who, request, what),
             {{to.who.tap(phrase::label_own_withdrawals, action::tap_own_withdrawals)}}}},
         .errand = encode({what, request.ref, *requester->owner})});
    return success();
}

// --- What did not arrive ---------------------------------------------------------------------

// A notice that was lost, and what it was about.
struct lost_notice {
    owner_errand errand;
    withdrawal request;
    agent requester;
    std::string reason;
};

// Answers whether the main bot can try: a bot writes only to those who have written to it.
result<bool> tell_through_main(turn& t, const lost_notice& lost) {
    const auto owner = lost.errand.owner;
    AGENTBACKEND_ASSIGN(const auto known, t.work.find_person(bot_ref::main(), owner));
    if (!known || !known->chat) return false;
    AGENTBACKEND_ASSIGN(const auto to, recipient_of(t, bot_ref::main(), owner));
    auto shown = with_notice(
        to.who.say(phrase::owner_not_reached_there, {{"bot", lost.requester.identity.username}}),
        {owner_text(to.who, lost.request, lost.errand.what), {}});
    t.out.messages.push_back({.bot = bot_ref::main(),
                              .chat = to.chat,
                              .what = outgoing::send{std::move(shown)},
                              .errand = encode(lost.errand)});
    return true;
}

result<void> tell_admins_of_unreached(turn& t, const lost_notice& lost) {
    constexpr std::size_t reason_characters = 128;
    return tell_admins(t, lost.errand.owner, [&](const viewer& who) {
        return with_notice(who.say(phrase::admins_told_unreached,
                                   {{"agent", lost.requester.name},
                                    {"owner", std::to_string(lost.errand.owner.value)},
                                    {"reason", ellipsis(lost.reason, reason_characters)}}),
                           review_screen(who, lost.request, lost.requester.name));
    });
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

result<void> tell_person(turn& t, bot_ref bot, user_id user,
                         const std::function<screen(const viewer&)>& made_for) {
    if (!user || (bot == t.where.bot && user == t.where.user)) return success();
    AGENTBACKEND_ASSIGN(const auto known, t.work.find_person(bot, user));
    if (!known || !known->chat) return success();
    if (!bot.is_main()) {
        // Nobody will hear from a bot that was put away, and the message would wait for ever.
        AGENTBACKEND_ASSIGN(const auto shop, t.work.find_agent(bot.agent()));
        if (!shop || shop->status == agent_status::archived) return success();
    }
    AGENTBACKEND_ASSIGN(const auto to, recipient_of(t, bot, user));
    t.out.messages.push_back({bot, to.chat, outgoing::send{made_for(to.who)}});
    return success();
}

result<void> tell_owners(turn& t, const agent& shop, user_id former) {
    const auto owner = shop.owner.value_or(user_id{});
    if (owner == former) return success();
    const auto bot = bot_ref::of(shop.ref);
    AGENTBACKEND_TRY(tell_person(t, bot, owner, [&](const viewer& who) {
        return screen{who.say(phrase::agent_claimed, {{"name", shop.name}}),
                      {{who.tap(phrase::label_open_dashboard, action::tap_dashboard)}}};
    }));
    return tell_person(t, bot, former, [&](const viewer& who) {
        return screen{who.say(phrase::owner_told_replaced, {{"name", shop.name}}), {}};
    });
}

result<void> tell_admins(turn& t, user_id except,
                         const std::function<screen(const viewer&)>& made_for) {
    for (const auto admin : t.with.shop.policy().admins) {
        if (admin == except) continue;
        AGENTBACKEND_ASSIGN(const auto to, recipient_of(t, bot_ref::main(), admin));
        t.out.messages.push_back({bot_ref::main(), to.chat, outgoing::send{made_for(to.who)}});
    }
    return success();
}

result<void> pass_on(turn& t, const undelivered_message& message) {
    const auto errand = decode_errand(message.errand);
    if (!errand) return success();
    AGENTBACKEND_ASSIGN(const auto request, t.work.find_withdrawal(errand->request));
    if (!request) return success();
    AGENTBACKEND_ASSIGN(const auto requester, t.work.find_agent(request->agent));
    if (!requester) return success();
    const lost_notice lost{*errand, *request, *requester, message.reason};
    if (!message.bot.is_main()) {
        AGENTBACKEND_ASSIGN(const bool is_tried, tell_through_main(t, lost));
        if (is_tried) return success();
    }
    return tell_admins_of_unreached(t, lost);
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
