#include "console/intake.hpp"

#include <algorithm>

#include "console/handlers.hpp"
#include "values/text.hpp"

namespace agentbackend::console {
namespace {

// `/name@addressee rest`.
struct command_line {
    std::string name;
    std::string addressee;  // empty: whoever is there
    std::string_view rest;
};

bool is_command_text(std::string_view typed) { return text::trim(typed).starts_with('/'); }

// REQUIRES: `is_command_text`.
command_line read_command(std::string_view typed) {
    const auto line = text::trim(typed);
    const auto end = text::find_blank(line);
    const auto word = line.substr(1, end - 1);
    const auto at = std::min(word.find('@'), word.size());
    return {text::lower_case(word.substr(0, at)),
            at < word.size() ? text::lower_case(word.substr(at + 1)) : std::string(),
            text::trim(line.substr(end))};
}

bool is_for_this_bot(const command_line& command, const input& in) {
    return command.addressee.empty() || command.addressee == text::lower_case(in.bot_username);
}

// In a group many bots listen: a command nobody is named for may be another bot's.
bool concerns_this_bot_in_group(const input& in) {
    if (std::holds_alternative<tapped>(in.what)) return true;
    const auto* said = std::get_if<typed>(&in.what);
    if (!said || !is_command_text(said->text)) return false;
    const auto command = read_command(said->text);
    if (!is_for_this_bot(command, in)) return false;
    return !command.addressee.empty() || find_action(trigger::command, command.name).has_value();
}

bool concerns_this_bot_in_private(const input& in) {
    if (const auto* sent = std::get_if<attached>(&in.what)) {
        return !is_command_text(sent->caption) || is_for_this_bot(read_command(sent->caption), in);
    }
    const auto* said = std::get_if<typed>(&in.what);
    if (!said) return true;
    if (is_command_text(said->text)) return is_for_this_bot(read_command(said->text), in);
    return !said->text.empty();
}

result<void> load_shop(turn& t) {
    if (t.where.bot.is_main()) return success();
    AGENTBACKEND_ASSIGN(t.shop, t.work.find_agent(t.where.bot.agent()));
    return success();
}

// A menu of one's own can be registered only once there is a chat to register it for.
result<void> show_commands_of_role(turn& t) {
    const bool sees_more = t.where.bot.is_main() ? t.is_admin() : t.is_owner();
    if (!sees_more) return success();
    AGENTBACKEND_TRY(t.ask_outside(refresh_commands{.bot = t.where.bot}));
    return success();
}

// Written on first contact, and when something has changed since. A bot without its agent gets to
// know nobody.
result<void> meet(turn& t, const input& in) {
    AGENTBACKEND_ASSIGN(const auto known, t.work.find_person(t.where.bot, t.where.user));
    auto now = known.value_or(person{.bot = t.where.bot, .user = t.where.user});
    now.name = in.from.name;
    if (in.kind == chat_kind::direct) now.chat = in.chat;
    const bool tells_language = !known || !in.from.language_code.empty();
    if (tells_language && !now.language_chosen) {
        now.language = code(language_of(in.from.language_code));
    }
    t.view.tongue = language_of(now.language);
    const bool has_a_shop = t.where.bot.is_main() || t.shop;
    if (known == now || !has_a_shop) return success();
    AGENTBACKEND_TRY(t.work.put_person(now));
    const bool has_just_come = now.chat && (!known || !known->chat);
    return has_just_come ? show_commands_of_role(t) : success();
}

// A command is never what a dialog waits for, and ends it.
result<void> take_command(turn& t, const command_line& command) {
    t.is_command = true;
    t.what = find_action(trigger::command, command.name);
    t.text = command.rest;
    return t.leave_dialog();
}

result<void> take_text(turn& t, const typed& said) {
    if (is_command_text(said.text)) return take_command(t, read_command(said.text));
    t.text = said.text;
    if (t.open) t.what = find_action(trigger::text, t.open->state);
    return success();
}

// A file stands for the text that a dialog waits for, where that may be long; its caption can be a
// command.
result<void> take_file(turn& t, const attached& sent) {
    t.file = sent;
    if (is_command_text(sent.caption)) return take_command(t, read_command(sent.caption));
    if (t.open && t.open->state == permission_of(action::awaiting_stock).name) {
        t.what = action::awaiting_stock;
    }
    return success();
}

// The screen a person goes on from when their button leads nowhere.
result<bool> answer_out_of_date(turn& t) {
    t.toast(t.view.text(phrase::button_out_of_date));
    if (t.kind == chat_kind::direct) AGENTBACKEND_TRY(show_home(t));
    return false;
}

result<bool> answer_refusal(turn& t, refusal why) {
    const auto said = sentence(t.view.tongue, why);
    if (t.is_tap) {
        t.alert(said.text());
    } else {
        t.send(said);
    }
    // A dialog of somebody who may not go on with it is of no more use to anybody.
    const bool was_for_dialog = t.what && permission_of(*t.what).by == trigger::text;
    if (was_for_dialog) AGENTBACKEND_TRY(t.end_dialog());
    return false;
}

std::optional<refusal> judge_turn(const turn& t, action what) {
    return judge(permission_of(what), t.asker());
}

// The buttons below a dialog's own question. Any other leads away from it.
bool goes_on_with_dialog(action tapped) {
    return tapped == action::tap_skip || tapped == action::tap_cancel ||
           tapped == action::tap_confirm_refund;
}

// A payload is a claim. Who may do the thing is judged before whose button it was, so that a
// stranger hears that it is not theirs to press.
result<bool> admit_tap(turn& t, const tapped& tap) {
    const auto claim = decode_payload(tap.payload);
    const auto what = claim && claim->bot == t.where.bot ? claim->what : action::tap_home;
    if (const auto why = judge_turn(t, what)) return answer_refusal(t, *why);
    const bool is_own_button = claim && claim->bot == t.where.bot && claim->user == t.where.user;
    if (!is_own_button) return answer_out_of_date(t);
    if (!goes_on_with_dialog(what)) AGENTBACKEND_TRY(t.leave_dialog());
    t.what = claim->what;
    t.args = claim->args;
    return true;
}

}  // namespace

bool concerns_this_bot(const input& in) {
    if (in.from.user.value <= 0) return false;
    switch (in.kind) {
        case chat_kind::channel: return false;
        case chat_kind::group: return concerns_this_bot_in_group(in);
        case chat_kind::direct: return concerns_this_bot_in_private(in);
    }
    return false;
}

result<void> take_in(turn& t, const input& in) {
    t.kind = in.kind;
    t.delivery = in.delivery;
    t.message_id = in.message_id;
    AGENTBACKEND_TRY(load_shop(t));
    AGENTBACKEND_TRY(meet(t, in));
    AGENTBACKEND_ASSIGN(t.open, t.work.find_dialog(t.where));
    if (const auto* tap = std::get_if<tapped>(&in.what)) {
        t.is_tap = true;
        t.tapped_message = tap->message_id;
    }
    if (const auto* sent = std::get_if<attached>(&in.what)) return take_file(t, *sent);
    const auto* said = std::get_if<typed>(&in.what);
    return said ? take_text(t, *said) : success();
}

result<bool> admit(turn& t, const input& in) {
    if (const auto* tap = std::get_if<tapped>(&in.what)) return admit_tap(t, *tap);
    if (!t.what) return true;
    if (const auto why = judge_turn(t, *t.what)) return answer_refusal(t, *why);
    return true;
}

}  // namespace agentbackend::console
