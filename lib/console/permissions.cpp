#include <agentbackend/console/permissions.hpp>

#include <algorithm>

#include "invariant.hpp"

namespace agentbackend::console {
namespace {

using enum action;
using enum trigger;
using enum venue;
using role::admin;
using role::anyone;
using role::customer;
using role::owner;

constexpr permission table[]{
    {command_start, command, "start", every_bot, customer},
    {command_help, command, "help", every_bot, anyone},
    {command_id, command, "id", every_bot, anyone},
    {command_cancel, command, "cancel", every_bot, anyone},
    {command_language, command, "lang", every_bot, customer},
    {command_agent, command, "agent", agent_bots, owner},
    {command_admin, command, "admin", main_bot, admin},
    {command_product_add, command, "product_add", main_bot, admin},
    {command_stock_add, command, "stock_add", main_bot, admin},
    {command_credit, command, "credit", main_bot, admin},
    {command_refund, command, "refund", main_bot, admin},
    {command_withdraw_list, command, "withdraw_list", main_bot, admin},
    {command_withdraw_approve, command, "withdraw_approve", main_bot, admin},
    {command_withdraw_reject, command, "withdraw_reject", main_bot, admin},
    {command_withdraw_pay, command, "withdraw_pay", main_bot, admin},
    {command_withdraw_cancel, command, "withdraw_cancel", main_bot, admin},
    {command_withdraw_stats, command, "withdraw_stats", main_bot, admin},

    {tap_home, button, "home", every_bot, customer},
    {tap_close, button, "close", every_bot, customer},
    {tap_cancel, button, "cancel", every_bot, customer},
    {tap_language, button, "language", every_bot, customer},
    {tap_products, button, "products", every_bot, customer},
    {tap_product, button, "product", every_bot, customer},
    {tap_quantity, button, "quantity", every_bot, customer},
    {tap_other_quantity, button, "other_quantity", every_bot, customer},
    {tap_confirm_purchase, button, "confirm_purchase", every_bot, customer},
    {tap_category, button, "category", every_bot, customer},
    {tap_account, button, "account", every_bot, customer},
    {tap_order, button, "order", every_bot, customer},
    {tap_redeliver, button, "redeliver", every_bot, customer},

    {tap_dashboard, button, "dashboard", agent_bots, owner},
    {tap_set_markup, button, "set_markup", agent_bots, owner},
    {tap_request_withdrawal, button, "request_withdrawal", agent_bots, owner},
    {tap_set_support_link, button, "set_support_link", agent_bots, owner},
    {tap_set_channel_link, button, "set_channel_link", agent_bots, owner},
    {tap_set_announcement_link, button, "set_announcement_link", agent_bots, owner},
    {tap_buttons, button, "buttons", agent_bots, owner},
    {tap_add_button, button, "add_button", agent_bots, owner},
    {tap_delete_button, button, "delete_button", agent_bots, owner},
    {tap_own_withdrawals, button, "own_withdrawals", agent_bots, owner},
    {tap_cancel_own_withdrawal, button, "cancel_own_withdrawal", agent_bots, owner},
    {tap_earnings, button, "earnings", agent_bots, owner},
    {tap_earnings_by_day, button, "earnings_by_day", agent_bots, owner},
    {tap_earnings_by_product, button, "earnings_by_product", agent_bots, owner},

    {tap_admin_menu, button, "admin_menu", main_bot, admin},
    {tap_agents, button, "agents", main_bot, admin},
    {tap_agent, button, "agent", main_bot, admin},
    {tap_add_agent, button, "add_agent", main_bot, admin},
    {tap_skip, button, "skip", main_bot, admin},
    {tap_start_agent, button, "start_agent", main_bot, admin},
    {tap_stop_agent, button, "stop_agent", main_bot, admin},
    {tap_rename_agent, button, "rename_agent", main_bot, admin},
    {tap_change_owner, button, "change_owner", main_bot, admin},
    {tap_replace_token, button, "replace_token", main_bot, admin},
    {tap_archive_agent, button, "archive_agent", main_bot, admin},
    {tap_confirm_archive, button, "confirm_archive", main_bot, admin},
    {tap_find_agent, button, "find_agent", main_bot, admin},
    {tap_invite_owner, button, "invite_owner", main_bot, admin},
    {tap_withdrawals, button, "withdrawals", main_bot, admin},
    {tap_withdrawal, button, "withdrawal", main_bot, admin},
    {tap_approve_withdrawal, button, "approve_withdrawal", main_bot, admin},
    {tap_reject_withdrawal, button, "reject_withdrawal", main_bot, admin},
    {tap_pay_withdrawal, button, "pay_withdrawal", main_bot, admin},
    {tap_cancel_withdrawal, button, "cancel_withdrawal", main_bot, admin},
    {tap_withdrawal_totals, button, "withdrawal_totals", main_bot, admin},
    {tap_catalogue, button, "catalogue", main_bot, admin},
    {tap_catalogue_product, button, "catalogue_product", main_bot, admin},
    {tap_add_product, button, "add_product", main_bot, admin},
    {tap_set_price, button, "set_price", main_bot, admin},
    {tap_rename_product, button, "rename_product", main_bot, admin},
    {tap_move_product, button, "move_product", main_bot, admin},
    {tap_move_to_category, button, "move_to_category", main_bot, admin},
    {tap_take_off_sale, button, "take_off_sale", main_bot, admin},
    {tap_put_on_sale, button, "put_on_sale", main_bot, admin},
    {tap_add_stock, button, "add_stock", main_bot, admin},
    {tap_categories, button, "categories", main_bot, admin},
    {tap_catalogue_category, button, "catalogue_category", main_bot, admin},
    {tap_add_category, button, "add_category", main_bot, admin},
    {tap_rename_category, button, "rename_category", main_bot, admin},
    {tap_wallet_shops, button, "wallet_shops", main_bot, admin},
    {tap_wallets, button, "wallets", main_bot, admin},
    {tap_find_wallet, button, "find_wallet", main_bot, admin},
    {tap_wallet, button, "wallet", main_bot, admin},
    {tap_credit_wallet, button, "credit_wallet", main_bot, admin},
    {tap_find_order, button, "find_order", main_bot, admin},
    {tap_found_order, button, "found_order", main_bot, admin},
    {tap_refund_order, button, "refund_order", main_bot, admin},
    {tap_confirm_refund, button, "confirm_refund", main_bot, admin},

    {awaiting_markup, text, "awaiting_markup", agent_bots, owner},
    {awaiting_withdraw_amount, text, "awaiting_withdraw_amount", agent_bots, owner},
    {awaiting_withdraw_address, text, "awaiting_withdraw_address", agent_bots, owner},
    {awaiting_support_link, text, "awaiting_support_link", agent_bots, owner},
    {awaiting_channel_link, text, "awaiting_channel_link", agent_bots, owner},
    {awaiting_announcement_link, text, "awaiting_announcement_link", agent_bots, owner},
    {awaiting_button_title, text, "awaiting_button_title", agent_bots, owner},
    {awaiting_button_url, text, "awaiting_button_url", agent_bots, owner},
    {awaiting_button_delete_index, text, "awaiting_button_delete_index", agent_bots, owner},
    {awaiting_quantity, text, "awaiting_quantity", every_bot, customer},
    {awaiting_agent_token, text, "awaiting_agent_token", main_bot, admin},
    {awaiting_agent_token_check, text, "awaiting_agent_token_check", main_bot, admin},
    {awaiting_agent_name, text, "awaiting_agent_name", main_bot, admin},
    {awaiting_agent_owner, text, "awaiting_agent_owner", main_bot, admin},
    {awaiting_new_agent_name, text, "awaiting_new_agent_name", main_bot, admin},
    {awaiting_new_agent_owner, text, "awaiting_new_agent_owner", main_bot, admin},
    {awaiting_agent_search, text, "awaiting_agent_search", main_bot, admin},
    {awaiting_reject_reason, text, "awaiting_reject_reason", main_bot, admin},
    {awaiting_payment_txid, text, "awaiting_payment_txid", main_bot, admin},
    {awaiting_cancel_reason, text, "awaiting_cancel_reason", main_bot, admin},
    {awaiting_product_name, text, "awaiting_product_name", main_bot, admin},
    {awaiting_product_price, text, "awaiting_product_price", main_bot, admin},
    {awaiting_new_product_name, text, "awaiting_new_product_name", main_bot, admin},
    {awaiting_new_price, text, "awaiting_new_price", main_bot, admin},
    {awaiting_stock, text, "awaiting_stock", main_bot, admin},
    {awaiting_category_name, text, "awaiting_category_name", main_bot, admin},
    {awaiting_new_category_name, text, "awaiting_new_category_name", main_bot, admin},
    {awaiting_wallet_user, text, "awaiting_wallet_user", main_bot, admin},
    {awaiting_credit_amount, text, "awaiting_credit_amount", main_bot, admin},
    {awaiting_credit_note, text, "awaiting_credit_note", main_bot, admin},
    {awaiting_order_number, text, "awaiting_order_number", main_bot, admin},
    {awaiting_refund_reason, text, "awaiting_refund_reason", main_bot, admin},
    {awaiting_refund_confirmation, text, "awaiting_refund_confirmation", main_bot, admin},
};

template <class Predicate>
const permission* find(Predicate matches) noexcept {
    const auto row = std::find_if(std::begin(table), std::end(table), matches);
    return row == std::end(table) ? nullptr : row;
}

std::optional<action> what_of(const permission* row) noexcept {
    return row ? std::optional(row->what) : std::nullopt;
}

std::optional<refusal> judge_shop(const caller& who) noexcept {
    if (!who.shop) return refusal::agent_not_found;
    if (who.shop->status == agent_status::archived) return refusal::agent_archived;
    return std::nullopt;
}

std::optional<refusal> judge_owner(const caller& who) noexcept {
    if (who.bot.is_main()) return refusal::not_an_agent_bot;
    if (const auto closed = judge_shop(who)) return closed;
    if (!who.shop->is_owned_by(who.user)) return refusal::not_the_owner;
    return std::nullopt;
}

std::optional<refusal> judge_admin(const caller& who) noexcept {
    if (!who.is_admin) return refusal::not_an_admin;
    if (!who.bot.is_main()) return refusal::not_the_main_bot;
    return std::nullopt;
}

std::optional<refusal> judge_role(role needed, const caller& who) noexcept {
    switch (needed) {
        case role::anyone: return std::nullopt;
        case role::customer: return who.bot.is_main() ? std::nullopt : judge_shop(who);
        case role::owner: return judge_owner(who);
        case role::admin: return judge_admin(who);
    }
    unreachable();
}

}  // namespace

std::span<const permission> permissions() noexcept { return table; }

const permission& permission_of(action what) noexcept {
    const auto* row = find([what](const permission& p) { return p.what == what; });
    AGENTBACKEND_INVARIANT(row != nullptr);
    return *row;
}

std::optional<action> find_action(trigger by, std::string_view name) noexcept {
    return what_of(find([&](const permission& p) { return p.by == by && p.name == name; }));
}

std::optional<action> find_button(std::uint64_t number) noexcept {
    return what_of(find([number](const permission& p) {
        return p.by == trigger::button && static_cast<std::uint64_t>(p.what) == number;
    }));
}

std::optional<refusal> judge(const permission& needed, const caller& who) noexcept {
    if (const auto refused = judge_role(needed.who, who)) return refused;
    if (needed.who != role::anyone && who.chat != chat_kind::direct) {
        return refusal::not_a_private_chat;
    }
    return std::nullopt;
}

}  // namespace agentbackend::console
