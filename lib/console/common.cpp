// What every bot answers: the first screen, help, ids, languages, leaving a dialog; and the
// catch-alls for what nothing else takes.

#include <algorithm>

#include "console/commands.hpp"
#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

caller caller_of(const turn& t) {
    return {.bot = t.where.bot,
            .shop = t.shop ? &*t.shop : nullptr,
            .user = t.where.user,
            .is_admin = t.is_admin()};
}

result<void> help(turn& t) {
    auto shown = lines(t.view).title(phrase::help_title);
    for (const auto& sheet : command_sheets()) {
        const auto& needed = permission_of(sheet.what);
        if (judge(needed, caller_of(t))) continue;
        const auto usage =
            sheet.usage.empty() ? "/" + std::string(needed.name) : std::string(sheet.usage);
        shown.add(styled_text(usage).add(" · ").append(t.view.say(sheet.about)));
    }
    t.send(shown);
    return success();
}

result<void> tell_id(turn& t) {
    t.send(t.view.say(phrase::your_id,
                      {{"user", std::to_string(t.where.user.value), text_style::code}}));
    return success();
}

result<void> cancel_by_command(turn& t) {
    t.send(t.view.say(t.has_ended_dialog ? phrase::cancelled : phrase::nothing_to_cancel));
    return success();
}

result<void> cancel_by_tap(turn& t) {
    const auto state = t.open ? t.open->state : std::string();
    AGENTBACKEND_TRY(t.end_dialog());
    t.toast(t.view.text(phrase::cancelled));
    return show_origin_of(t, state);
}

result<void> close(turn& t) {
    AGENTBACKEND_TRY(t.end_dialog());
    t.show({t.view.say(phrase::closed), {}});
    return success();
}

result<void> go_home(turn& t) {
    AGENTBACKEND_TRY(t.end_dialog());
    return show_home(t);
}

// A link can say with what it was opened.
result<void> start(turn& t) { return is_claim(t.text) ? claim_by_link(t) : show_home(t); }

result<void> offer_languages(turn& t) {
    const auto choice = [&](phrase label, language tongue) {
        return t.view.tap(label, action::tap_language, {static_cast<std::int64_t>(tongue), 0});
    };
    t.show({t.view.say(phrase::choose_language),
            {{choice(phrase::label_chinese, language::chinese),
              choice(phrase::label_english, language::english)}}});
    return success();
}

result<void> choose_language(turn& t) {
    const bool is_chinese = t.args[0] == static_cast<std::int64_t>(language::chinese);
    t.view.tongue = is_chinese ? language::chinese : language::english;
    AGENTBACKEND_ASSIGN(auto known, t.work.find_person(t.where.bot, t.where.user));
    if (known) {
        known->language = code(t.view.tongue);
        known->language_chosen = true;
        AGENTBACKEND_TRY(t.work.put_person(*known));
    }
    t.toast(t.view.text(phrase::language_set));
    return show_home(t);
}

// What no table knows: an unknown command, a text nobody waits for, a file.
result<verdict> answer_the_unexpected(turn& t) {
    if (t.is_command) {
        t.send(t.view.say(phrase::unknown_command));
    } else {
        t.send(t.view.say(t.text.empty() ? phrase::unexpected_file : phrase::unexpected_text));
    }
    return verdict::end_update;
}

}  // namespace

void on(routes& all, int group, action what, handler run) {
    all.add(
        group, [what](const turn& t) { return t.what == what; },
        [run](turn& t) -> result<verdict> {
            AGENTBACKEND_TRY(run(t));
            return verdict::end_update;
        });
}

result<void> explain_usage(turn& t) {
    const auto sheets = command_sheets();
    const auto sheet = std::find_if(sheets.begin(), sheets.end(),
                                    [&](const command_sheet& s) { return s.what == t.what; });
    t.send(t.view.say(phrase::usage, {{"usage", std::string(sheet->usage), text_style::code},
                                      {"example", std::string(sheet->example), text_style::code}}));
    return success();
}

result<void> show_origin_of(turn& t, std::string_view state) {
    using enum action;
    const auto what = find_action(trigger::text, state);
    if (!what) return show_home(t);
    switch (*what) {
        case awaiting_reject_reason:
        case awaiting_payment_txid:
        case awaiting_cancel_reason:
            return t.is_admin() ? show_withdrawals(t, {}, 0) : show_home(t);
        case awaiting_product_name:
        case awaiting_product_price:
        case awaiting_new_product_name:
        case awaiting_new_price:
        case awaiting_stock:
        case awaiting_category_name:
        case awaiting_new_category_name: return t.is_admin() ? show_catalogue(t, {}) : show_home(t);
        case awaiting_wallet_user:
        case awaiting_credit_amount:
        case awaiting_credit_note: return t.is_admin() ? show_wallet_shops(t, {}) : show_home(t);
        case awaiting_order_number:
        case awaiting_refund_reason:
        case awaiting_refund_confirmation: return show_home(t);
        default: break;
    }
    switch (permission_of(*what).who) {
        case role::owner:
            // A cancelled dialog of an agent's console was opened by its owner, who may have
            // changed since.
            if (!t.is_owner()) return show_home(t);
            show_dashboard(t, *t.shop);
            return success();
        case role::admin: return t.is_admin() ? show_agents(t, {}) : show_home(t);
        case role::customer:
        case role::anyone: break;
    }
    return show_home(t);
}

void add_common(routes& all) {
    on(all, default_group, action::command_start, start);
    on(all, default_group, action::command_help, help);
    on(all, default_group, action::command_id, tell_id);
    on(all, default_group, action::command_cancel, cancel_by_command);
    on(all, default_group, action::command_language, offer_languages);
    on(all, default_group, action::tap_home, go_home);
    on(all, default_group, action::tap_close, close);
    on(all, default_group, action::tap_cancel, cancel_by_tap);
    on(all, default_group, action::tap_language, choose_language);
    all.add(
        catch_all_group, [](const turn& t) { return !t.what; }, answer_the_unexpected);
}

}  // namespace agentbackend::console
