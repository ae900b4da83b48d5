#include "console/catalogue.hpp"

namespace agentbackend::console {
namespace {

using enum phrase;

constexpr catalogue_entry entries[]{
    {dashboard_title, "💼 代理后台 · {name}", "💼 Agent dashboard · {name}"},
    {dashboard_markup, "差价：每件 {markup} USDT", "Markup: {markup} USDT per item"},
    {dashboard_available, "可提现：{available} USDT", "Available: {available} USDT"},
    {dashboard_frozen, "冻结中：{frozen} USDT", "Frozen: {frozen} USDT"},
    {dashboard_total_paid, "累计提现：{total_paid} USDT", "Total paid: {total_paid} USDT"},
    {dashboard_support, "客服：{link}", "Support: {link}"},
    {dashboard_channel, "频道：{link}", "Channel: {link}"},
    {dashboard_announcement, "公告：{link}", "Announcements: {link}"},
    {dashboard_buttons, "自定义按钮：{count} / {limit}", "Custom buttons: {count} of {limit}"},
    {label_set_markup, "💰 设置差价", "💰 Set markup"},
    {label_request_withdrawal, "💸 发起提现", "💸 Withdraw"},
    {label_set_support, "📞 设置客服", "📞 Set support"},
    {label_set_channel, "📢 设置频道", "📢 Set channel"},
    {label_set_announcement, "📣 设置公告", "📣 Set announcements"},
    {label_manage_buttons, "🔘 管理按钮", "🔘 Manage buttons"},
    {label_own_withdrawals, "🧾 提现记录", "🧾 Withdrawals"},
    {label_earnings, "📈 收益明细", "📈 Earnings"},
    {label_earnings_by_day, "📅 按天", "📅 By day"},
    {label_earnings_by_product, "📦 按商品", "📦 By product"},
    {label_add_button, "➕ 添加按钮", "➕ Add a button"},
    {label_delete_button, "🗑 删除按钮", "🗑 Delete a button"},
    {label_cancel_withdrawal, "↩️ 取消申请 {request}", "↩️ Cancel {request}"},
    {ask_markup,
     "当前差价：每件 {markup} USDT。\n请发送新的差价（USDT），例如 0.05；发送 0 表示不加价。",
     "The markup is {markup} USDT per item now.\n"
     "Send the new one in USDT, such as 0.05; 0 means none."},
    {markup_set, "✅ 差价已设为每件 {markup} USDT，只对以后的订单生效。",
     "✅ The markup is {markup} USDT per item now. It applies to future orders."},
    {ask_withdraw_amount,
     "可提现 {available} USDT，最低 {minimum} USDT，手续费 {fee} "
     "USDT（从提现金额中扣除）。\n请发送提现金额。",
     "Available: {available} USDT. The minimum is {minimum} USDT; a fee of {fee} USDT is taken "
     "from the amount.\nSend the amount to withdraw."},
    {available_below_minimum,
     "可提现余额 {available} USDT，低于最低提现金额 {minimum} USDT。再赚 {missing} USDT "
     "就可以提现了。",
     "You have {available} USDT available; the minimum is {minimum} USDT. Earn {missing} USDT "
     "more to withdraw."},
    {ask_withdraw_address,
     "提现 {amount} USDT，手续费 {fee} USDT，到账 {net} USDT。\n请发送 TRC20 收款地址（T 开头，34 "
     "个字符）。",
     "Withdrawing {amount} USDT: fee {fee} USDT, you receive {net} USDT.\n"
     "Send your TRC20 address (34 characters, starting with T)."},
    {ask_support_link,
     "当前客服：{link}\n请发送 @用户名、https://t.me/… 或网址；发送「清除」删除。",
     "Support: {link}\n"
     "Send @username, https://t.me/… or a web address; “clear” removes it."},
    {ask_channel_link,
     "当前频道：{link}\n请发送 @用户名、https://t.me/… 或网址；发送「清除」删除。",
     "Channel: {link}\n"
     "Send @username, https://t.me/… or a web address; “clear” removes it."},
    {ask_announcement_link,
     "当前公告：{link}\n请发送 @用户名、https://t.me/… 或网址；发送「清除」删除。",
     "Announcements: {link}\n"
     "Send @username, https://t.me/… or a web address; “clear” removes it."},
    {link_saved, "✅ 已保存：{link}", "✅ Saved: {link}"},
    {link_removed, "✅ 已清除。", "✅ Removed."},
    {buttons_title, "🔘 自定义按钮（{count} / {limit}）", "🔘 Custom buttons ({count} of {limit})"},
    {buttons_none, "还没有按钮。它们会显示在你的商店首页。",
     "No buttons yet. They appear on your shop's first screen."},
    {ask_button_title, "请发送按钮标题（1 至 32 个字符）。",
     "Send the button's title, 1 to 32 characters."},
    {ask_button_url, "按钮「{title}」要打开哪个网址？例如 https://example.com 或 t.me/mychannel。",
     "Which address should “{title}” open? For example https://example.com or t.me/mychannel."},
    {button_added, "✅ 已添加按钮「{title}」。", "✅ The button “{title}” has been added."},
    {ask_button_number, "请发送要删除的按钮编号。", "Send the number of the button to delete."},
    {button_deleted, "✅ 按钮已删除。", "✅ The button has been deleted."},
    {own_withdrawals_title, "🧾 提现记录", "🧾 Withdrawals"},
    {own_withdrawals_none, "还没有提现申请。", "No withdrawals yet."},
    {own_withdrawal_cancelled, "✅ 申请已取消，{amount} USDT 已退回可提现余额。",
     "✅ The request is cancelled; {amount} USDT are available again."},
    {earnings_title, "📈 收益明细", "📈 Earnings"},
    {earnings_total, "累计收益：{earned} USDT", "Earned in total: {earned} USDT"},
    {earnings_fees, "其中手续费：{fees} USDT", "Of which fees: {fees} USDT"},
    {earnings_by_day_title, "📅 每日收益", "📅 Earnings by day"},
    {earnings_by_product_title, "📦 商品收益", "📦 Earnings by product"},
    {earnings_none, "还没有收益。有客户下单后会显示在这里。",
     "No earnings yet. They appear here once something is sold."},
    {earnings_line, "{what}：{net} USDT（{sales} 笔）", "{what}: {net} USDT ({sales} sold)"},
    {earnings_line_with_refunds, "{what}：{net} USDT（{sales} 笔，退款 {refunds} 笔 -{back} USDT）",
     "{what}: {net} USDT ({sales} sold, {refunds} refunded: -{back} USDT)"},
    {earnings_elsewhere, "其他渠道售出", "Sold elsewhere"},

    {withdrawal_id, "申请：{request}", "Request: {request}"},
    {withdrawal_agent, "代理：{agent}", "Agent: {agent}"},
    {withdrawal_status_line, "状态：{status}", "Status: {status}"},
    {withdrawal_amounts, "金额：{amount} USDT，手续费 {fee} USDT，到账 {net} USDT",
     "Amount: {amount} USDT, fee {fee} USDT, net {net} USDT"},
    {withdrawal_address, "地址：{address}", "Address: {address}"},
    {withdrawal_created, "时间：{time}", "Requested: {time}"},
    {withdrawal_txid, "TXID：{txid}", "TXID: {txid}"},
    {withdrawal_reason, "原因：{reason}", "Reason: {reason}"},
    {owner_told_submitted, "✅ 提现申请已提交，等待审核。",
     "✅ Your withdrawal has been submitted and awaits review."},
    {owner_told_approved, "✅ 提现申请已批准，等待付款。",
     "✅ Your withdrawal is approved, awaiting payment."},
    {owner_told_rejected, "🚫 提现申请被拒绝，资金已退回可提现余额。",
     "🚫 Your withdrawal was rejected; the funds are available again."},
    {owner_told_cancelled, "↩️ 提现申请已取消，资金已退回可提现余额。",
     "↩️ Your withdrawal was cancelled; the funds are available again."},
    {owner_told_paid, "💵 提现已付款。", "💵 Your withdrawal has been paid."},
    {owner_told_replaced, "👤 你不再是「{name}」的代理人。如有疑问，请联系管理员。",
     "👤 You are no longer the owner of “{name}”. If that surprises you, please contact the "
     "admin."},
    {owner_not_reached_there,
     "机器人 @{bot} 给你发不了消息。请打开 https://t.me/{bot} 并点击 "
     "Start，以后的通知就会发到那里。",
     "The bot @{bot} cannot write to you. Open https://t.me/{bot} and press Start, and your "
     "notices will come there."},
    {admins_told_submitted, "💸 新的提现申请", "💸 New withdrawal request"},
    {admins_told_cancelled, "↩️ 代理取消了提现申请",
     "↩️ The agent cancelled a withdrawal request"},
    {admins_told_unreached,
     "⚠️ 「{agent}」的代理人 {owner} "
     "没有收到这条提现通知（{reason}）。请用其他方式联系；记录仍在代理后台的提现记录里。",
     "⚠️ The owner {owner} of “{agent}” was not reached with news of this withdrawal "
     "({reason}). "
     "Please tell them another way; their dashboard keeps the history."},
};

}  // namespace

std::span<const catalogue_entry> agent_phrases() noexcept { return entries; }

}  // namespace agentbackend::console
