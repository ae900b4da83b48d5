#include "console/commands.hpp"

namespace agentbackend::console {
namespace {

using enum action;

using enum phrase;

constexpr command_sheet sheets[]{
    {command_start, about_start},
    {command_agent, about_agent},
    {command_admin, about_admin},
    {command_product_add, about_product_add, usage_product_add, example_product_add},
    {command_stock_add, about_stock_add, usage_stock_add, "/stock_add 1\nCODE-AAAA\nCODE-BBBB"},
    {command_credit, about_credit, usage_credit, example_credit},
    {command_refund, about_refund, usage_refund, example_refund},
    {command_withdraw_list, about_withdraw_list, usage_withdraw_list, "/withdraw_list pending"},
    {command_withdraw_approve, about_withdraw_approve, usage_withdraw_approve,
     "/withdraw_approve aw_20250124_143022_abc123"},
    {command_withdraw_reject, about_withdraw_reject, usage_withdraw_reject,
     example_withdraw_reject},
    {command_withdraw_pay, about_withdraw_pay, usage_withdraw_pay,
     "/withdraw_pay aw_20250124_143022_abc123 "
     "5e1f0c7d9b3a48260f4d8c7b6a59382716253443f5e6d7c8b9a0918273645546"},
    {command_withdraw_cancel, about_withdraw_cancel, usage_withdraw_cancel,
     example_withdraw_cancel},
    {command_withdraw_stats, about_withdraw_stats},
    {command_id, about_id},
    {command_language, about_language},
    {command_cancel, about_cancel},
    {command_help, about_help},
};

}  // namespace

std::span<const command_sheet> command_sheets() noexcept { return sheets; }

}  // namespace agentbackend::console
