#include "console/questions.hpp"

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

std::optional<action> state_of(const turn& t) {
    return t.open ? find_action(trigger::text, t.open->state) : std::nullopt;
}

std::int64_t number(action state) { return static_cast<std::int64_t>(state); }

bool is_of_dialog_under_way(const turn& t) { return t.open && t.open->ref.value == t.args[0]; }

// --- 跳过 ------------------------------------------------------------------------------------

// Empty: there is nothing that could stand in for the answer.
std::string skip_label(const turn& t, action state) {
    switch (state) {
        case action::awaiting_agent_name: {
            const auto begun = t.gathered<bot_draft>();
            return begun ? begun->identity.username : std::string();
        }
        case action::awaiting_agent_owner:
        case action::awaiting_reject_reason:
        case action::awaiting_credit_note:
        case action::awaiting_refund_reason: return t.view.text(phrase::label_skip);
        default: return {};
    }
}

result<void> skip(turn& t) {
    const auto state = is_of_dialog_under_way(t) ? state_of(t) : std::nullopt;
    if (state && number(*state) == t.args[1]) {
        switch (*state) {
            case action::awaiting_agent_name:
                t.text = skip_label(t, *state);
                return take_agent_name(t);
            case action::awaiting_agent_owner:
                t.text = std::to_string(t.where.user.value);
                return take_agent_owner(t);
            case action::awaiting_reject_reason: return take_reject_reason(t);
            case action::awaiting_credit_note: return take_credit_note(t);
            case action::awaiting_refund_reason: return take_refund_reason(t);
            default: break;
        }
    }
    t.toast(t.view.text(phrase::button_out_of_date));
    // A dialog that goes on has its question on the screen.
    return t.open ? success() : show_home(t);
}

// --- ❌ 取消 ---------------------------------------------------------------------------------

phrase cancel_label(action state) {
    return state == action::awaiting_cancel_reason ? phrase::label_keep_request
                                                   : phrase::label_cancel;
}

// What a dialog has done since its question was asked is not undone by that question's button.
result<void> cancel_by_tap(turn& t) {
    if (!is_of_dialog_under_way(t)) {
        t.toast(t.view.text(phrase::button_out_of_date));
        return show_console_of(t, static_cast<role>(t.args[1]));
    }
    AGENTBACKEND_TRY(t.leave_dialog());
    t.toast(t.view.text(phrase::cancelled));
    return show_origin_of(t, *t.left);
}

result<void> cancel_by_command(turn& t) {
    if (!t.left) {
        t.send_with_way_home(t.view.say(phrase::nothing_to_cancel));
        return success();
    }
    t.announce(t.view.say(phrase::cancelled));
    return show_origin_of(t, *t.left);
}

}  // namespace

std::vector<button_row> ways_on_without_typing(const turn& t) {
    const auto state = state_of(t);
    if (!state) return {};
    const auto dialog = t.open->ref.value;
    std::vector<button_row> rows;
    if (auto label = skip_label(t, *state); !label.empty()) {
        rows.push_back({t.view.tap(std::move(label), action::tap_skip, {dialog, number(*state)})});
    }
    // Whose console it is tells where a button that is out of date leads.
    rows.push_back({t.view.tap(cancel_label(*state), action::tap_cancel,
                               {dialog, static_cast<std::int64_t>(permission_of(*state).who)})});
    return rows;
}

void add_questions(routes& all) {
    on(all, default_group, action::command_cancel, cancel_by_command);
    on(all, default_group, action::tap_skip, skip);
    on(all, default_group, action::tap_cancel, cancel_by_tap);
}

}  // namespace agentbackend::console
