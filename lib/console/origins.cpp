// Where a person who leaves a dialog goes on: at what the dialog was about, if that is still theirs
// to see.

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

// What cannot be found any more is not worth a sentence to somebody who is leaving.
template <class Row>
result<void> show_or_list(turn& t, const result<Row>& found,
                          result<void> (*show_row)(turn&, const Row&),
                          result<void> (*show_list)(turn&)) {
    if (found) return show_row(t, *found);
    if (is_of_store(found.error())) return found.error();
    return show_list(t);
}

// --- By what the dialog has gathered ---------------------------------------------------------

result<void> show_first_agents(turn& t) { return show_agents(t, {}); }
result<void> show_first_products(turn& t) { return show_catalogue(t, {}); }
result<void> show_card_of(turn& t, const agent& found) {
    show_agent(t, found);
    return success();
}
result<void> show_product_card(turn& t, const product& found) {
    return show_catalogue_product(t, found);
}

result<void> back_to(turn& t, action state, const no_draft&) {
    switch (state) {
        case action::awaiting_button_title:
        case action::awaiting_button_delete_index: return show_buttons_of_shop(t);
        case action::awaiting_agent_search: return show_first_agents(t);
        default: return show_console_of(t, permission_of(state).who);
    }
}
result<void> back_to(turn& t, action state, const withdrawal_draft&) {
    return show_console_of(t, permission_of(state).who);
}
result<void> back_to(turn& t, action, const button_draft&) { return show_buttons_of_shop(t); }
result<void> back_to(turn& t, action, const purchase_draft& begun) {
    return show_product(t, begun.product);
}
result<void> back_to_agent(turn& t, agent_ref ref) {
    return show_or_list(t, existing_agent(t.work, ref), show_card_of, show_first_agents);
}
result<void> back_to(turn& t, action, const bot_draft& begun) {
    return begun.replaces ? back_to_agent(t, begun.replaces) : show_first_agents(t);
}
result<void> back_to(turn& t, action, const agent_edit& edit) {
    return back_to_agent(t, edit.target);
}
result<void> back_to(turn& t, action, const review_draft& begun) {
    return show_withdrawal(t, begun.request);
}
result<void> back_to(turn& t, action, const product_edit& edit) {
    if (!edit.target) return show_first_products(t);
    return show_or_list(t, existing_product(t.work, edit.target), show_product_card,
                        show_first_products);
}
result<void> back_to(turn& t, action, const category_edit& edit) {
    return edit.target ? show_category(t, edit.target) : show_categories(t, {});
}
result<void> back_to(turn& t, action, const credit_draft& begun) {
    return begun.customer ? show_wallet(t, begun.shop, begun.customer)
                          : show_wallets(t, begun.shop, {});
}
result<void> back_to(turn& t, action, const refund_draft& begun) {
    return show_found_order(t, begun.sold);
}

}  // namespace

result<void> show_console_of(turn& t, role whose) {
    if (whose != role::owner || !t.may(action::tap_dashboard)) return show_home(t);
    show_dashboard(t, *t.shop);
    return success();
}

result<void> show_origin_of(turn& t, const dialog& left) {
    const auto state = find_action(trigger::text, left.state);
    const auto gathered = decode_draft(left.data);
    if (!state || !gathered || !t.may(*state)) return show_home(t);
    return std::visit([&](const auto& begun) { return back_to(t, *state, begun); }, *gathered);
}

}  // namespace agentbackend::console
