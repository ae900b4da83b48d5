// The admins' first screen.

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
    show_admin_menu(t);
    return success();
}

}  // namespace

void show_admin_menu(turn& t) { t.show(menu_screen(t.view)); }

void add_admin_menu(routes& all) {
    on(all, default_group, action::command_admin, open_menu);
    on(all, default_group, action::tap_admin_menu, open_menu);
}

}  // namespace agentbackend::console
