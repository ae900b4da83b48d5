// What is done for each action: handlers by subject, and the screens they lead one another to.

#pragma once

#include <agentbackend/console/router.hpp>

#include "console/turn.hpp"
#include "store/existing.hpp"

namespace agentbackend::console {

using routes = router<turn>;
using handler = result<void> (*)(turn&);

// Routes one action to its handler, in the group it belongs to. The update ends there.
void on(routes&, int group, action, handler);

void add_common(routes&);
void add_questions(routes&);
void add_shop(routes&);
void add_purchases(routes&);
void add_account(routes&);
void add_dashboard(routes&);
void add_earnings(routes&);
void add_own_withdrawals(routes&);
void add_shop_links(routes&);
void add_admin_menu(routes&);
void add_agent_list(routes&);
void add_bot_setup(routes&);
void add_agent_changes(routes&);
void add_claims(routes&);
void add_catalogue(routes&);
void add_product_changes(routes&);
void add_categories(routes&);
void add_stock(routes&);
void add_wallets(routes&);
void add_refunds(routes&);
void add_review(routes&);

// --- Screens that more than one subject leads to ---
result<void> show_home(turn&);
// The shop window: categories, or products where there are none.
result<void> show_window(turn&, styled_text notice = {});
result<void> show_product(turn&, product_ref, styled_text notice = {});
void show_dashboard(turn&, const agent&, styled_text notice = {});
result<void> show_buttons_of_shop(turn&);
void show_admin_menu(turn&);
result<void> show_agents(turn&, agent_ref after);
void show_agent(turn&, const agent&, styled_text notice = {});
// What came too late for the agent a button is about is answered with how it is now.
result<void> refuse_with_agent(turn&, const error&);
result<void> show_catalogue(turn&, product_ref after);
result<void> show_catalogue_product(turn&, const product&, styled_text notice = {});
result<void> show_categories(turn&, category_ref after);
result<void> show_category(turn&, category_ref);
result<void> show_wallet_shops(turn&, agent_ref after);
result<void> show_wallets(turn&, bot_ref shop, user_id after);
result<void> show_wallet(turn&, bot_ref shop, user_id customer);
// What a customer is told when others change their wallet.
screen news_of_wallet(const viewer&, const wallet&, const styled_text& what);
result<void> show_found_order(turn&, order_ref);
result<void> show_withdrawal(turn&, withdrawal_ref);
// A page after (or, of what is over, before) a request.
result<void> show_withdrawals(turn&, withdrawal_ref cursor, std::int64_t filter);

// What the dialog that was just left had been about.
result<void> show_origin_of(turn&, const dialog&);
// The first screen of whoever does such things here.
result<void> show_console_of(turn&, role);

// How a command is written, with an example.
result<void> explain_usage(turn&);

// --- Conversations that go on in more than one way ---
// Takes what stands in for the text that 跳过 saves the person from typing.
result<void> take_agent_name(turn&);
result<void> take_agent_owner(turn&);
result<void> take_reject_reason(turn&);
result<void> take_credit_note(turn&);
result<void> take_refund_reason(turn&);
// The platform's answer about the token of a draft.
result<void> go_on_with_bot(turn&, const bot_identity&, bot_draft);
result<void> ask_for_another_token(turn&, styled_text why, const bot_draft&);

// `/start claim_…`: whoever has the code becomes the agent's owner.
result<void> claim_by_link(turn&);
bool is_claim(std::string_view start_parameter);

// A person's name as this bot knows it; else that it has never met them.
result<std::string> name_of_person(turn&, bot_ref, user_id);
// How a bot is called in the admins' console.
result<std::string> name_of_shop(turn&, bot_ref);

}  // namespace agentbackend::console
