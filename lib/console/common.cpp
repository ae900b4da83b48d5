// What every bot answers: the first screen, help, ids, languages; and the catch-alls for what
// nothing else takes.

#include <algorithm>

#include "console/commands.hpp"
#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

result<void> help(turn& t) {
    auto shown = lines(t.view).title(phrase::help_title);
    for (const auto& sheet : command_sheets()) {
        if (!t.may(sheet.what)) continue;
        const auto usage = sheet.usage ? t.view.text(*sheet.usage)
                                       : "/" + std::string(permission_of(sheet.what).name);
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

result<void> close(turn& t) {
    t.show({t.view.say(phrase::closed), t.way_home()});
    return success();
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
        t.send_with_way_home(t.view.say(phrase::unknown_command));
    } else {
        t.send_with_way_home(
            t.view.say(t.text.empty() ? phrase::unexpected_file : phrase::unexpected_text));
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
    const auto* words = std::get_if<phrase>(&sheet->example);
    const auto example =
        words ? t.view.text(*words) : std::string(std::get<std::string_view>(sheet->example));
    t.send(t.view.say(phrase::usage, {{"usage", t.view.text(*sheet->usage), text_style::code},
                                      {"example", example, text_style::code}}));
    return success();
}

void add_common(routes& all) {
    on(all, default_group, action::command_start, start);
    on(all, default_group, action::command_help, help);
    on(all, default_group, action::command_id, tell_id);
    on(all, default_group, action::command_language, offer_languages);
    on(all, default_group, action::tap_home, show_home);
    on(all, default_group, action::tap_close, close);
    on(all, default_group, action::tap_language, choose_language);
    all.add(
        catch_all_group, [](const turn& t) { return !t.what; }, answer_the_unexpected);
}

}  // namespace agentbackend::console
