// Who may do what: one table for every command, button and text state of every bot.
//
// The console judges each input against it before any handler runs; docs/permissions.md is checked
// against it. Constant data and pure functions; safe from any thread.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/console/input.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// Everything a person can do. The numbers of buttons travel in payloads, and are never reused.
enum class action : std::uint16_t {
    // Commands.
    command_start = 1,
    command_help = 2,
    command_id = 3,
    command_cancel = 4,
    command_language = 5,
    command_agent = 6,
    command_admin = 7,
    command_product_add = 8,
    command_stock_add = 9,
    command_credit = 10,
    command_refund = 11,
    command_withdraw_list = 12,
    command_withdraw_approve = 13,
    command_withdraw_reject = 14,
    command_withdraw_pay = 15,
    command_withdraw_cancel = 16,
    command_withdraw_stats = 17,

    // Buttons of every bot.
    tap_home = 101,
    tap_close = 102,
    tap_cancel = 103,
    tap_language = 104,
    tap_products = 110,
    tap_product = 111,
    tap_quantity = 112,
    tap_other_quantity = 113,
    tap_confirm_purchase = 114,
    tap_category = 115,
    tap_account = 120,
    tap_order = 121,
    tap_redeliver = 122,

    // Buttons of an agent's console.
    tap_dashboard = 201,
    tap_set_markup = 202,
    tap_request_withdrawal = 203,
    tap_set_support_link = 204,
    tap_set_channel_link = 205,
    tap_set_announcement_link = 206,
    tap_buttons = 207,
    tap_add_button = 208,
    tap_delete_button = 209,
    tap_own_withdrawals = 210,
    tap_cancel_own_withdrawal = 211,
    tap_earnings = 212,
    tap_earnings_by_day = 213,
    tap_earnings_by_product = 214,

    // Buttons of the admins' console.
    tap_admin_menu = 301,
    tap_agents = 302,
    tap_agent = 303,
    tap_add_agent = 304,
    tap_skip = 305,
    tap_start_agent = 306,
    tap_stop_agent = 307,
    tap_rename_agent = 308,
    tap_change_owner = 309,
    tap_replace_token = 310,
    tap_archive_agent = 311,
    tap_confirm_archive = 312,
    tap_find_agent = 313,
    tap_invite_owner = 314,
    tap_withdrawals = 320,
    tap_withdrawal = 321,
    tap_approve_withdrawal = 322,
    tap_reject_withdrawal = 323,
    tap_pay_withdrawal = 324,
    tap_cancel_withdrawal = 325,
    tap_withdrawal_totals = 326,
    tap_catalogue = 330,
    tap_catalogue_product = 331,
    tap_add_product = 332,
    tap_set_price = 333,
    tap_rename_product = 334,
    tap_move_product = 335,
    tap_move_to_category = 336,
    tap_take_off_sale = 337,
    tap_put_on_sale = 338,
    tap_add_stock = 339,
    tap_categories = 340,
    tap_catalogue_category = 341,
    tap_add_category = 342,
    tap_rename_category = 343,
    tap_wallet_shops = 350,
    tap_wallets = 351,
    tap_find_wallet = 352,
    tap_wallet = 353,
    tap_credit_wallet = 354,
    tap_find_order = 360,
    tap_found_order = 361,
    tap_refund_order = 362,
    tap_confirm_refund = 363,

    // Texts that a dialog waits for; their names are the states of dialogs.
    awaiting_markup = 401,
    awaiting_withdraw_amount = 402,
    awaiting_withdraw_address = 403,
    awaiting_support_link = 404,
    awaiting_channel_link = 405,
    awaiting_announcement_link = 406,
    awaiting_button_title = 407,
    awaiting_button_url = 408,
    awaiting_button_delete_index = 409,
    awaiting_quantity = 420,
    awaiting_agent_token = 430,
    awaiting_agent_token_check = 431,  // waits for the platform, not for a text
    awaiting_agent_name = 432,
    awaiting_agent_owner = 433,
    awaiting_new_agent_name = 434,
    awaiting_new_agent_owner = 435,
    awaiting_agent_search = 436,
    awaiting_reject_reason = 440,
    awaiting_payment_txid = 441,
    awaiting_cancel_reason = 442,
    awaiting_product_name = 450,
    awaiting_product_price = 451,
    awaiting_new_product_name = 452,
    awaiting_new_price = 453,
    awaiting_stock = 454,  // takes a file, too
    awaiting_category_name = 455,
    awaiting_new_category_name = 456,
    awaiting_wallet_user = 460,
    awaiting_credit_amount = 461,
    awaiting_credit_note = 462,
    awaiting_order_number = 465,
    awaiting_refund_reason = 466,
    awaiting_refund_confirmation = 467,  // waits for a tap, not for a text
};

// What sets an action off.
enum class trigger {
    command,  // a message that begins with `/` and its name
    button,   // a tap
    text,     // a message in a dialog that waits for it
};

// The bots in which an action exists.
enum class venue {
    main_bot,    // the shop's own
    agent_bots,  // each agent's
    every_bot,   // both
};

// Who may do something.
enum class role {
    anyone,    // in groups too: shows nothing private
    customer,  // anybody, in a private chat with the bot
    owner,     // of the agent whose bot it is, in a private chat
    admin,     // in a private chat
};

// One row: an action, what sets it off, where, and who may.
struct permission {
    action what;            // in no other row
    trigger by;             // nothing else leads to it
    std::string_view name;  // of the command (without the slash), button or dialog state
    venue where;            // elsewhere it is refused
    role who;               // judged anew for every input
};

// The table, a row for each action.
std::span<const permission> permissions() noexcept;

// Rows of the table. Finding answers none for what is not there.
const permission& permission_of(action) noexcept;
std::optional<action> find_action(trigger, std::string_view name) noexcept;
// None for numbers that are no button's.
std::optional<action> find_button(std::uint64_t number) noexcept;

// Who is asking, and where.
struct caller {
    bot_ref bot{};                // that they speak to
    const agent* shop = nullptr;  // the agent whose bot it is; null in the main bot, or when gone
    user_id user{};               // zero: nobody in particular, for menus
    chat_kind chat = chat_kind::direct;  // only a direct one is private
    bool is_admin = false;               // by the policy, whatever the bot
};

// Why somebody may not.
enum class refusal {
    not_an_agent_bot,    // an owner's action, in the main bot
    agent_not_found,     // the bot's agent is not there
    agent_archived,      // the bot's agent is put away
    not_the_owner,       // somebody else's shop
    not_an_admin,        // an admin's action
    not_the_main_bot,    // an admin's action, in an agent's bot
    not_a_private_chat,  // others would read it
};

// Why not; none: allowed. What belongs to an agent's console is refused in this order: not an agent
// bot; the agent does not exist, or is archived; the caller is not its owner. What belongs to the
// admins': not an admin; not the main bot. A chat that is not private comes last.
std::optional<refusal> judge(const permission&, const caller&) noexcept;

}  // namespace console
}  // namespace agentbackend
