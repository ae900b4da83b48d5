// The admins' first screen, and what 跳过 stands for.

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

screen menu_screen(const viewer& who) {
    using enum phrase;
    using enum action;
    return {lines(who).title(admin_title).add(admin_hint),
            {{who.tap(label_agents, tap_agents)},
             {who.tap(label_review, tap_withdrawals), who.tap(label_totals, tap_withdrawal_totals)},
             {who.tap(label_catalogue, tap_catalogue), who.tap(label_wallets, tap_wallet_shops),
              who.tap(label_find_order, tap_find_order)},
             {who.tap(label_products, tap_products), who.tap(label_account, tap_account)}}};
}

result<void> open_menu(turn& t) {
    AGENTBACKEND_TRY(t.end_dialog());
    show_admin_menu(t);
    return success();
}

// The button belongs to one question of one dialog; on any other it is out of date.
result<void> skip(turn& t) {
    const bool is_of_this_dialog = t.open && t.open->ref.value == t.args[0];
    const auto state = is_of_this_dialog ? find_action(trigger::text, t.open->state) : std::nullopt;
    if (state && static_cast<std::int64_t>(*state) == t.args[1]) {
        switch (*state) {
            case action::awaiting_agent_name: {
                const auto draft = t.gathered<bot_draft>();
                t.text = draft ? draft->identity.username : std::string();
                return take_agent_name(t);
            }
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

}  // namespace

void show_admin_menu(turn& t) { t.show(menu_screen(t.view)); }

void add_admin_menu(routes& all) {
    on(all, default_group, action::command_admin, open_menu);
    on(all, default_group, action::tap_admin_menu, open_menu);
    on(all, default_group, action::tap_skip, skip);
}

}  // namespace agentbackend::console
