// What bots say, in Chinese and in English: a catalogue of phrases with named placeholders, and a
// sentence for every error a person can meet. Constant data and pure functions; safe from any
// thread.

#pragma once

#include <agentbackend/clock.hpp>
#include <agentbackend/console/permissions.hpp>
#include <agentbackend/console/screen.hpp>
#include <agentbackend/error.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/withdrawal.hpp>

#include <chrono>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// The languages that bots speak.
enum class language { chinese, english };

// Chinese for every `zh…` tag, English for all else, the empty tag included.
language language_of(std::string_view ietf_tag) noexcept;
// "zh" or "en": how a `person` row keeps it.
std::string_view code(language) noexcept;

// Keys of the catalogue. In the order of the catalogue's files; the numbers are not kept anywhere.
enum class phrase {
    // Common: labels, refusals, help.
    label_close,
    label_cancel,
    label_skip,
    label_back,
    label_next_page,
    label_first_page,
    label_refresh,
    label_chinese,
    label_english,
    not_set,
    nothing,
    closed,
    cancelled,
    nothing_to_cancel,
    button_out_of_date,
    dialog_out_of_date,
    unknown_command,
    unexpected_text,
    unexpected_file,
    your_id,
    help_title,
    choose_language,
    language_set,
    usage,
    refused_not_an_agent_bot,
    refused_agent_not_found,
    refused_agent_archived,
    refused_not_the_owner,
    refused_not_an_admin,
    refused_not_the_main_bot,
    refused_not_a_private_chat,
    about_start,
    about_help,
    about_id,
    about_cancel,
    about_language,
    about_agent,
    about_admin,
    about_product_add,
    about_stock_add,
    about_credit,
    about_refund,
    about_withdraw_list,
    about_withdraw_approve,
    about_withdraw_reject,
    about_withdraw_pay,
    about_withdraw_cancel,
    about_withdraw_stats,
    agent_stopped,
    agent_starting,
    agent_running,
    agent_error,
    agent_archived,
    withdrawal_pending,
    withdrawal_approved,
    withdrawal_paid,
    withdrawal_rejected,
    withdrawal_cancelled,
    order_paid,
    order_refunded,

    // Shop.
    label_products,
    label_account,
    label_support,
    label_channel,
    label_announcement,
    label_open_dashboard,
    label_product,
    label_other_quantity,
    label_confirm_purchase,
    label_order,
    label_redeliver,
    greeting,
    greeting_of_shop,
    products_title,
    no_products,
    product_price,
    product_stock,
    product_sold_out,
    choose_quantity,
    ask_quantity,
    confirm_title,
    confirm_product,
    confirm_quantity,
    confirm_unit_price,
    confirm_total,
    wallet_balance,
    purchase_done,
    purchase_repeated,
    purchase_order,
    purchase_paid,
    delivery_title,
    delivery_in_file,
    account_title,
    account_user,
    account_orders,
    account_no_orders,
    order_title,
    order_time,
    order_status_line,

    // The agent's console.
    dashboard_title,
    dashboard_markup,
    dashboard_available,
    dashboard_frozen,
    dashboard_total_paid,
    dashboard_support,
    dashboard_channel,
    dashboard_announcement,
    dashboard_buttons,
    label_set_markup,
    label_request_withdrawal,
    label_set_support,
    label_set_channel,
    label_set_announcement,
    label_manage_buttons,
    label_own_withdrawals,
    label_earnings,
    label_add_button,
    label_delete_button,
    label_cancel_withdrawal,
    ask_markup,
    markup_set,
    ask_withdraw_amount,
    available_below_minimum,
    ask_withdraw_address,
    ask_support_link,
    ask_channel_link,
    ask_announcement_link,
    link_saved,
    link_removed,
    buttons_title,
    buttons_none,
    ask_button_title,
    ask_button_url,
    button_added,
    ask_button_number,
    button_deleted,
    own_withdrawals_title,
    own_withdrawals_none,
    own_withdrawal_cancelled,
    earnings_title,
    earnings_total,
    earnings_fees,

    // Withdrawals, as both sides see them.
    withdrawal_id,
    withdrawal_agent,
    withdrawal_status_line,
    withdrawal_amounts,
    withdrawal_address,
    withdrawal_created,
    withdrawal_txid,
    withdrawal_reason,
    owner_told_submitted,
    owner_told_approved,
    owner_told_rejected,
    owner_told_cancelled,
    owner_told_paid,
    admins_told_submitted,
    admins_told_cancelled,

    // The admins' console.
    admin_title,
    admin_hint,
    label_agents,
    label_review,
    label_totals,
    label_add_agent,
    label_start,
    label_stop,
    label_rename,
    label_change_owner,
    label_replace_token,
    label_archive,
    label_confirm_archive,
    label_agent,
    agents_title,
    agents_none,
    agent_id_line,
    agent_bot_line,
    agent_status_line,
    agent_reason_line,
    agent_owner_line,
    ask_agent_token,
    ask_replacement_token,
    checking_token,
    token_not_checked_yet,
    token_refused_by_platform,
    token_not_reachable,
    ask_agent_name,
    ask_agent_owner,
    agent_created,
    agent_came_up,
    agent_failed,
    agent_not_reachable,
    agent_starts,
    agent_stops,
    ask_new_name,
    agent_renamed,
    ask_new_owner,
    owner_changed,
    token_replaced,
    confirm_archive,
    agent_put_away,
    product_added,
    stock_added,
    wallet_credited,
    order_refund_done,
    unknown_status,
    review_title,
    review_none,
    label_approve_numbered,
    label_reject_numbered,
    label_pay_numbered,
    label_cancel_numbered,
    label_approve,
    label_reject,
    label_pay,
    label_cancel_request,
    ask_reject_reason,
    ask_txid,
    ask_cancel_reason,
    review_done,
    totals_title,
    totals_line,
    totals_fees,
    totals_net,
    totals_frozen_agents,
    totals_oldest,

    // Errors.
    error_amount_malformed,
    error_amount_too_precise,
    error_amount_out_of_range,
    error_address_malformed,
    error_address_wrong_length,
    error_address_wrong_prefix,
    error_address_bad_checksum,
    error_txid_malformed,
    error_name_malformed,
    error_link_malformed,
    error_button_title_malformed,
    error_button_url_malformed,
    error_quantity_out_of_range,
    error_text_too_long,
    error_text_empty,
    error_user_id_malformed,
    error_token_malformed,
    error_agent_not_found,
    error_product_not_found,
    error_category_not_found,
    error_order_not_found,
    error_withdrawal_not_found,
    error_quote_not_found,
    error_button_not_found,
    error_claim_not_found,
    error_not_the_customer,
    error_withdrawal_transition,
    error_agent_transition,
    error_agent_has_open_withdrawal,
    error_agent_has_balance,
    error_bot_already_registered,
    error_product_withdrawn,
    error_price_changed,
    error_quote_expired,
    error_order_already_refunded,
    error_txid_already_used,
    error_claim_used,
    error_claim_expired,
    error_key_reused,
    error_token_needed,
    error_agent_id_taken,
    error_below_minimum,
    error_insufficient_available,
    error_insufficient_wallet,
    error_insufficient_stock,
    error_sold_out,
    error_markup_above_ceiling,
    error_too_many_buttons,
    error_address_is_zero,
    error_address_is_usdt_contract,
    error_address_is_operators_own,
    error_rate_limited,
    error_amount_overflow,
    error_try_again,
    error_internal,
    error_with_reference,
};

// One phrase in both languages, with its placeholders.
struct catalogue_entry {
    phrase key;
    std::string_view chinese;
    std::string_view english;
};

// Every phrase once, in the order of the keys.
std::span<const catalogue_entry> catalogue() noexcept;

// What stands in for `{name}`. Shown as it is, whatever characters it has.
struct fill {
    std::string_view name;
    std::string value;
    std::optional<text_style> style = std::nullopt;
};

// A phrase with its placeholders filled. One that has no filling stays as it is written.
styled_text say(language, phrase, std::initializer_list<fill> = {});

// The sentence a person is shown for an error: what is wrong, with the numbers, and what to do.
styled_text sentence(language, const error&);
styled_text sentence(language, refusal);

// Words for states.
std::string word(language, agent_status);  // with its coloured sign
std::string word(language, withdrawal_status);

// A time as people write it: `2025年1月24日 14:30`, `24 Jan 2025, 14:30`.
std::string date_and_time(language, timestamp, std::chrono::minutes utc_offset);

}  // namespace console
}  // namespace agentbackend
