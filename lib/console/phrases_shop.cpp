#include "console/catalogue.hpp"

namespace agentbackend::console {
namespace {

using enum phrase;

constexpr catalogue_entry entries[]{
    {label_products, "🛍 商品列表", "🛍 Products"},
    {label_account, "👤 个人中心", "👤 My account"},
    {label_support, "📞 联系客服", "📞 Support"},
    {label_channel, "📢 频道", "📢 Channel"},
    {label_announcement, "📣 公告", "📣 Announcements"},
    {label_open_dashboard, "💼 代理后台", "💼 Agent dashboard"},
    {label_product, "{product} · {price} USDT · 库存 {stock}",
     "{product} · {price} USDT · {stock} left"},
    {label_category, "📂 {category}", "📂 {category}"},
    {label_other_products, "📦 其他商品", "📦 Everything else"},
    {label_other_quantity, "✏️ 其他数量", "✏️ Other quantity"},
    {label_confirm_purchase, "✅ 确认购买", "✅ Buy now"},
    {label_order, "#{order} · {product} × {quantity} · {total} USDT",
     "#{order} · {product} × {quantity} · {total} USDT"},
    {label_redeliver, "📦 重新发送商品", "📦 Send the items again"},
    {greeting, "欢迎光临！请选择：", "Welcome! What would you like to do?"},
    {greeting_of_shop, "欢迎光临 {shop}！请选择：",
     "Welcome to {shop}! What would you like to do?"},
    {products_title, "🛍 商品列表", "🛍 Products"},
    {category_title, "📂 {category}", "📂 {category}"},
    {choose_category, "请选择分类：", "Choose a category:"},
    {no_products, "目前没有商品，请稍后再来。",
     "There is nothing for sale right now. Please come back later."},
    {product_price, "价格：{price} USDT", "Price: {price} USDT"},
    {product_stock, "库存：{stock}", "In stock: {stock}"},
    {product_sold_out, "暂时缺货，请稍后再来。", "Sold out for now. Please come back later."},
    {choose_quantity, "请选择数量：", "How many would you like?"},
    {ask_quantity, "请发送购买数量（1 至 {limit} 的整数）。",
     "Send the quantity, a whole number from 1 to {limit}."},
    {confirm_title, "🧾 请确认订单", "🧾 Please confirm your order"},
    {confirm_product, "商品：{product}", "Product: {product}"},
    {confirm_quantity, "数量：{quantity}", "Quantity: {quantity}"},
    {confirm_unit_price, "单价：{price} USDT", "Unit price: {price} USDT"},
    {confirm_total, "合计：{total} USDT", "Total: {total} USDT"},
    {wallet_balance, "钱包余额：{balance} USDT", "Wallet: {balance} USDT"},
    {purchase_done, "✅ 购买成功", "✅ Paid. Thank you!"},
    {purchase_repeated, "这一单已经买过了，没有再次扣款。商品可以在个人中心重新获取。",
     "You have bought this already and were not charged again. Your account can send the items "
     "again."},
    {purchase_order, "订单：#{order}", "Order: #{order}"},
    {purchase_paid, "已付：{total} USDT", "Paid: {total} USDT"},
    {delivery_title, "📦 订单 #{order} · {product} × {quantity}",
     "📦 Order #{order} · {product} × {quantity}"},
    {delivery_in_file, "内容较长，已放在文件里。", "The items are in the file."},
    {account_title, "👤 个人中心", "👤 My account"},
    {account_user, "用户 ID：{user}", "User id: {user}"},
    {account_orders, "订单（新的在前）：", "Orders, newest first:"},
    {account_no_orders, "还没有订单。", "No orders yet."},
    {account_top_up, "充值请把你的用户 ID 发给客服或管理员。",
     "To top up, send your user id to support or the admin."},
    {customer_credited, "💰 {amount} USDT 已存入你的钱包。",
     "💰 {amount} USDT have been added to your wallet."},
    {customer_refunded, "↩️ 订单 #{order} 已退款：{total} USDT。",
     "↩️ Order #{order} has been refunded: {total} USDT."},
    {order_title, "🧾 订单 #{order}", "🧾 Order #{order}"},
    {order_time, "时间：{time}", "Time: {time}"},
    {order_status_line, "状态：{status}", "Status: {status}"},
};

}  // namespace

std::span<const catalogue_entry> shop_phrases() noexcept { return entries; }

}  // namespace agentbackend::console
