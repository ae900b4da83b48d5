#include "console/commands.hpp"

namespace agentbackend::console {
namespace {

using enum action;

constexpr command_sheet sheets[]{
    {command_start, phrase::about_start, "", ""},
    {command_agent, phrase::about_agent, "", ""},
    {command_admin, phrase::about_admin, "", ""},
    {command_product_add, phrase::about_product_add, "/product_add <base_price> <name>",
     "/product_add 10 Gift card"},
    {command_stock_add, phrase::about_stock_add, "/stock_add <product_id>⏎<item>⏎<item>…",
     "/stock_add 1\nCODE-AAAA\nCODE-BBBB"},
    {command_credit, phrase::about_credit, "/credit <agent_id|main> <user_id> <amount> [note]",
     "/credit main 42 100 bank transfer 7"},
    {command_refund, phrase::about_refund, "/refund <order_id> [reason]",
     "/refund 12 code did not work"},
    {command_withdraw_list, phrase::about_withdraw_list, "/withdraw_list [status]",
     "/withdraw_list pending"},
    {command_withdraw_approve, phrase::about_withdraw_approve, "/withdraw_approve <id>",
     "/withdraw_approve aw_20250124_143022_abc123"},
    {command_withdraw_reject, phrase::about_withdraw_reject, "/withdraw_reject <id> [reason]",
     "/withdraw_reject aw_20250124_143022_abc123 address of an exchange"},
    {command_withdraw_pay, phrase::about_withdraw_pay, "/withdraw_pay <id> <txid>",
     "/withdraw_pay aw_20250124_143022_abc123 "
     "5e1f0c7d9b3a48260f4d8c7b6a59382716253443f5e6d7c8b9a0918273645546"},
    {command_withdraw_cancel, phrase::about_withdraw_cancel, "/withdraw_cancel <id> <reason>",
     "/withdraw_cancel aw_20250124_143022_abc123 payout failed"},
    {command_withdraw_stats, phrase::about_withdraw_stats, "", ""},
    {command_id, phrase::about_id, "", ""},
    {command_language, phrase::about_language, "", ""},
    {command_cancel, phrase::about_cancel, "", ""},
    {command_help, phrase::about_help, "", ""},
};

}  // namespace

std::span<const command_sheet> command_sheets() noexcept { return sheets; }

}  // namespace agentbackend::console
