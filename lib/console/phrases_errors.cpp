#include "console/catalogue.hpp"

namespace agentbackend::console {
namespace {

using enum phrase;

constexpr catalogue_entry entries[]{
    {error_amount_malformed, "「{subject}」不是金额。请发送数字，例如 10 或 0.05。",
     "“{subject}” is not an amount. Send a number such as 10 or 0.05."},
    {error_amount_too_precise, "「{subject}」的小数超过 6 位。USDT 最多 6 位小数，请缩短后再发送。",
     "“{subject}” has more than six decimals, the most USDT has. Send it with fewer."},
    {error_amount_out_of_range, "金额必须大于 0，且不超过 {limit} USDT。请重新发送。",
     "The amount must be above 0 and at most {limit} USDT. Please send another."},
    {error_address_malformed,
     "地址里有不可能出现的字符（例如 0、O、I、l）。请从钱包的收款页面完整复制。",
     "That has characters no address has (such as 0, O, I, l). Copy the address from your "
     "wallet's Receive page."},
    {error_address_wrong_length,
     "TRC20 地址有 {limit} 个字符，收到的有 {count} 个。请从钱包的收款页面完整复制。",
     "A TRC20 address has {limit} characters; this has {count}. Copy all of it from your "
     "wallet's Receive page."},
    {error_address_wrong_prefix,
     "这不是 TRC20 地址：TRC20 地址以 T 开头。请在钱包里选择 TRON (TRC20) 网络。",
     "That is not a TRC20 address; those start with T. Choose the TRON (TRC20) network in your "
     "wallet."},
    {error_address_bad_checksum,
     "地址的校验和不对，可能有一个字符错了。请从钱包的收款页面重新复制。",
     "The address fails its checksum, so a character is wrong. Copy it again from your wallet's "
     "Receive page."},
    {error_txid_malformed,
     "「{subject}」不是 TXID。TXID 是 64 位十六进制字符，请从区块浏览器完整复制。",
     "“{subject}” is not a TXID. It has 64 hex digits; copy all of it from the block explorer."},
    {error_name_malformed, "名称需要 1 至 {limit} 个字符，写在一行里。请重新发送。",
     "A name has 1 to {limit} characters on one line. Please send another."},
    {error_link_malformed,
     "「{subject}」不是链接。请发送 @mysupport、https://t.me/mychannel 或 https://example.com。",
     "“{subject}” is not a link. Send one such as @mysupport, https://t.me/mychannel or "
     "https://example.com."},
    {error_button_title_malformed, "按钮标题需要 1 至 {limit} 个字符，写在一行里。请重新发送。",
     "A button's title has 1 to {limit} characters on one line. Please send another."},
    {error_button_url_malformed,
     "「{subject}」不是网址。请发送 https://example.com 或 t.me/mychannel。",
     "“{subject}” is not a web address. Send one such as https://example.com or t.me/mychannel."},
    {error_quantity_out_of_range, "数量必须是 1 至 {limit} 的整数。请重新选择。",
     "The quantity must be a whole number from 1 to {limit}. Please choose again."},
    {error_text_too_long, "内容太长：{count} 字节，最多 {limit} 字节。请缩短后再发送。",
     "That is too long: {count} bytes, at most {limit}. Please shorten it."},
    {error_text_empty, "没有内容。请补上后再发送。",
     "There is nothing in it. Please add the text, and send it again."},
    {error_user_id_malformed, "「{subject}」不是用户 ID。用户 ID 是一串数字，对方可以用 /id 查看。",
     "“{subject}” is not a user id. It is a number that /id shows to its person."},
    {error_token_malformed, "这不是机器人令牌。请从 @BotFather 完整复制，例如 123456789:AAE…。",
     "That is not a bot token. Copy all of it from @BotFather, such as 123456789:AAE…."},
    {error_agent_not_found, "没有代理「{subject}」。请在代理管理中查看编号。",
     "There is no agent “{subject}”. The ids are shown under Agents."},
    {error_product_not_found, "没有这个商品。发送 /start 查看现有商品。",
     "There is no such product. Send /start to see what there is."},
    {error_category_not_found, "没有这个分类。请重新选择。",
     "There is no such category. Please choose again."},
    {error_order_not_found, "没有订单「{subject}」。请检查编号。",
     "There is no order “{subject}”. Please check the number."},
    {error_withdrawal_not_found, "没有提现申请「{subject}」。用 /withdraw_list 查看编号。",
     "There is no withdrawal “{subject}”. /withdraw_list shows the ids."},
    {error_quote_not_found, "这个报价已失效，没有扣款。请重新选择商品。",
     "This offer is no longer there; nothing was charged. Please choose the product again."},
    {error_button_not_found, "没有这个编号的按钮。现有 {limit} 个按钮，请发送其中一个的编号。",
     "There is no button with that number. Send a number from 1 to {limit}."},
    {error_claim_not_found, "这个邀请链接无效。请向管理员索取新的链接。",
     "This invitation is not valid. Please ask the admin for a new one."},
    {error_not_the_customer, "这是别人的订单。请在个人中心查看你自己的订单。",
     "That order is somebody else's. Your own are under My account."},
    {error_withdrawal_transition,
     "提现 {subject} 现在是「{state}」，不能改为「{attempted}」。没有任何改变。",
     "Withdrawal {subject} is “{state}” and cannot become “{attempted}”. Nothing was changed."},
    {error_agent_transition, "代理现在是「{state}」，不能这样操作。请刷新后再试。",
     "The agent is “{state}”, so that cannot be done. Refresh, and choose again."},
    {error_agent_has_open_withdrawal, "代理还有 {count} 笔未完成的提现，不能归档。请先处理它们。",
     "Open withdrawals: {count}. Settle them first, then archive the agent."},
    {error_agent_has_balance, "代理的可提现余额是 {amount} USDT，归档前必须为 0。",
     "The agent has {amount} USDT available; it must be zero before archiving."},
    {error_bot_already_registered, "这个机器人已经属于另一个代理。请发送另一个机器人的令牌。",
     "This bot belongs to another agent already. Send the token of another bot."},
    {error_product_withdrawn, "这个商品已下架，没有扣款。请选择其他商品。",
     "This product is no longer sold; nothing was charged. Please choose another."},
    {error_price_changed,
     "价格变了：原来合计 {limit} USDT，现在 {amount} USDT。没有扣款，请重新确认。",
     "The price has changed: the total was {limit} USDT and is {amount} USDT now. Nothing was "
     "charged; please confirm again."},
    {error_quote_expired, "这个报价已过期，没有扣款。请重新确认。",
     "This offer has expired; nothing was charged. Please confirm again."},
    {error_order_already_refunded, "订单 #{subject} 已经退过款了，没有再次退款。",
     "Order #{subject} was refunded before; it was not refunded again."},
    {error_txid_already_used, "这个 TXID 已经登记在另一笔提现上。请检查后发送正确的 TXID。",
     "This TXID has settled another withdrawal. Please check, and send the right one."},
    {error_claim_used, "这个邀请链接已经用过了。请向管理员索取新的链接。",
     "This invitation has been used. Please ask the admin for a new one."},
    {error_claim_expired, "这个邀请链接已过期。请向管理员索取新的链接。",
     "This invitation has expired. Please ask the admin for a new one."},
    {error_key_reused, "这个请求已经以别的内容提交过。请重新开始。",
     "This request was made before with other contents. Please start again."},
    {error_token_needed, "代理还没有机器人令牌，不能启动。请先更换令牌。",
     "The agent has no bot token yet and cannot start. Replace its token first."},
    {error_agent_id_taken, "已有代理使用编号 {subject}。请换一个编号。",
     "There is an agent with the id {subject} already. Please choose another."},
    {error_below_minimum, "最低提现 {limit} USDT，{amount} USDT 太少。请发送更大的金额。",
     "The minimum is {limit} USDT; {amount} USDT is too little. Please send a larger amount."},
    {error_insufficient_available,
     "可提现余额是 {limit} USDT，不够 {amount} USDT。请发送更小的金额。",
     "You have {limit} USDT available, less than {amount} USDT. Please send a smaller amount."},
    {error_insufficient_wallet,
     "需要 {amount} USDT，钱包里有 {limit} USDT，还差 {missing} "
     "USDT。没有扣款。充值请把你的用户 ID（/id）发给客服或管理员，到账后再确认。",
     "This costs {amount} USDT and your wallet has {limit} USDT: {missing} USDT short. Nothing "
     "was charged. To top up, send your user id (/id) to support or the admin, then confirm "
     "again."},
    {error_insufficient_stock, "只剩 {limit} 件，不够 {count} 件。没有扣款，请减少数量。",
     "In stock: {limit}, fewer than {count}. Nothing was charged; please take fewer."},
    {error_sold_out, "已经售完，没有扣款。请稍后再来。",
     "Sold out; nothing was charged. Please come back later."},
    {error_markup_above_ceiling, "差价最高 {limit} USDT，{amount} USDT 太高。请发送更小的数字。",
     "The markup may be at most {limit} USDT; {amount} USDT is too much. Please send less."},
    {error_too_many_buttons, "最多 {limit} 个按钮。请先删除一个。",
     "There can be at most {limit} buttons. Delete one first."},
    {error_address_is_zero, "这是黑洞地址，转到那里的币会丢失。请发送你自己钱包的收款地址。",
     "That is the burn address; coins sent there are lost. Send the address of your own wallet."},
    {error_address_is_usdt_contract,
     "这是 USDT 合约的地址，转到那里的币会丢失。请发送你自己钱包的收款地址。",
     "That is the USDT contract itself; coins sent there are lost. Send the address of your own "
     "wallet."},
    {error_address_is_operators_own, "这是平台自己的钱包。请发送你自己钱包的收款地址。",
     "That is a wallet of the shop itself. Send the address of your own wallet."},
    {error_rate_limited, "操作太频繁了。请稍等一会儿再试。",
     "That was too often. Please wait a while, and try again."},
    {error_amount_overflow, "数字太大，无法计算。请减少数量或金额。",
     "The numbers are too large. Please use a smaller quantity or amount."},
    {error_try_again, "现在有点忙，这次操作没有确认完成。请稍后再试一次。",
     "The shop is busy, and this could not be confirmed. Please try again in a moment."},
    {error_internal, "出了点问题，什么都没有改变。请联系管理员。",
     "Something went wrong; nothing was changed. Please contact the admin."},
    {error_with_reference,
     "出了点问题，什么都没有改变。请再试一次；如果仍然不行，请把编号 {reference} 告诉管理员。",
     "Something went wrong; nothing was changed. Please try again, and if it happens again, tell "
     "the admin the number {reference}."},
    {error_storage_refuses,
     "店铺现在无法保存任何内容，所以这次操作没有执行，也没有扣款。管理员会收到通知，请过几分钟再试"
     "。",
     "The shop cannot save anything right now, so this was not done and nothing was charged. The "
     "admins are being told; please try again in a few minutes."},
    {admins_told_main_bot_shared,
     "⚠️ "
     "另一个程序也在使用主机器人的令牌，发给主机器人的消息可能会丢失。请停止那个程序，或在 "
     "@BotFather 那里换一个新的令牌并用它重新启动服务。",
     "⚠️ Another program uses the main bot's token as well, so what people write to it may get "
     "lost. Stop that program, or have @BotFather make a new token and start the host with it."},
    {admins_told_main_bot_alone, "✅ 没有其他程序在使用主机器人的令牌了，主机器人恢复正常。",
     "✅ No other program uses the main bot's token any more; the main bot works as usual."},
    {admins_told_storage_full,
     "⚠️ "
     "服务器磁盘已满，无法保存任何内容：购买、提现等操作都会被拒绝。请在服务器上清理空间，之后店铺"
     "会自动恢复。",
     "⚠️ The server's disk is full and nothing can be saved: purchases, withdrawals and "
     "everything "
     "else are refused. Make room on the server; the shop then goes on by itself."},
    {admins_told_storage_locked,
     "⚠️ "
     "另一个程序一直锁定着数据库，无法保存任何内容：购买、提现等操作都会被拒绝。请结束那个程序，之"
     "后店铺会自动恢复。",
     "⚠️ Another program keeps the database locked and nothing can be saved: purchases, "
     "withdrawals "
     "and everything else are refused. End that program; the shop then goes on by itself."},
    {admins_told_storage_broken,
     "⚠️ "
     "数据库无法写入，购买、提现等操作都会被拒绝。请查看服务器日志；问题解决后店铺会自动恢复。",
     "⚠️ The database cannot be written, and purchases, withdrawals and everything else are "
     "refused. "
     "Look at the server's log; once that is mended the shop goes on by itself."},
    {admins_told_storage_recovered, "✅ 数据库恢复正常，店铺又可以营业了。",
     "✅ The database can be written again, and the shop is open."},
};

}  // namespace

std::span<const catalogue_entry> error_phrases() noexcept { return entries; }

}  // namespace agentbackend::console
