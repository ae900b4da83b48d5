// A customer's own pages: wallet, orders, and delivery once more.

#include "console/delivery.hpp"
#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t orders_on_a_page = 5;
constexpr std::size_t label_characters = 24;

screen account_screen(const viewer& who, const wallet& purse, const page<order>& orders,
                      order_ref before) {
    screen shown{
        lines(who)
            .title(phrase::account_title)
            .add(phrase::account_user, {{"user", std::to_string(who.user.value), text_style::code}})
            .add(phrase::wallet_balance, {{"balance", purse.balance.to_string()}})
            .add(phrase::account_top_up)
            .add(orders.rows.empty() ? phrase::account_no_orders : phrase::account_orders),
        {}};
    for (const auto& bought : orders.rows) {
        shown.rows.push_back(
            {who.tap(who.text(phrase::label_order,
                              {{"order", std::to_string(bought.ref.value)},
                               {"product", ellipsis(bought.product_name, label_characters)},
                               {"quantity", std::to_string(bought.terms.quantity)},
                               {"total", bought.terms.total.to_string()}}),
                     action::tap_order, {bought.ref.value, 0})});
    }
    add_paging(who, shown,
               {.what = action::tap_account,
                .shown_after = before.value,
                .next_after = orders.has_more ? orders.rows.back().ref.value : 0});
    shown.rows.push_back({who.tap(phrase::label_back, action::tap_home)});
    return shown;
}

screen order_screen(const viewer& who, const order& bought) {
    const auto& terms = bought.terms;
    auto text = lines(who)
                    .title(phrase::order_title, {{"order", std::to_string(bought.ref.value)}})
                    .add(phrase::confirm_product, {{"product", bought.product_name}})
                    .add(phrase::confirm_quantity, {{"quantity", std::to_string(terms.quantity)}})
                    .add(phrase::confirm_unit_price, {{"price", terms.unit_total.to_string()}})
                    .add(phrase::confirm_total, {{"total", terms.total.to_string()}})
                    .add(phrase::order_time, {{"time", who.when(bought.created_at)}})
                    .add(phrase::order_status_line, {{"status", word(who.tongue, bought.status)}});
    return {text,
            {{who.tap(phrase::label_redeliver, action::tap_redeliver, {bought.ref.value, 0})},
             {who.tap(phrase::label_back, action::tap_account)}}};
}

result<void> show_account(turn& t) {
    const order_ref before{t.args[0]};
    AGENTBACKEND_ASSIGN(const auto purse, t.work.find_wallet(t.where.bot, t.where.user));
    AGENTBACKEND_ASSIGN(auto orders,
                        t.work.orders_of(t.where.bot, t.where.user, before, orders_on_a_page + 1));
    t.show(account_screen(t.view, purse, cut(std::move(orders), orders_on_a_page), before));
    return success();
}

// Errors: `order_not_found`; `not_the_customer`, also for an order of another shop.
result<order> own_order(turn& t) {
    AGENTBACKEND_ASSIGN(auto found, existing_order(t.work, {t.args[0]}));
    if (found.bot != t.where.bot || found.customer != t.where.user) return errc::not_the_customer;
    return found;
}

result<void> show_order(turn& t) {
    const auto bought = own_order(t);
    if (!bought) return t.refuse(bought.error());
    t.show(order_screen(t.view, *bought));
    return success();
}

result<void> redeliver(turn& t) {
    const auto bought = own_order(t);
    if (!bought) return t.refuse(bought.error());
    AGENTBACKEND_ASSIGN(const auto items, t.work.items_of(bought->ref));
    deliver(t, *bought, items);
    return success();
}

}  // namespace

void add_account(routes& all) {
    on(all, default_group, action::tap_account, show_account);
    on(all, default_group, action::tap_order, show_order);
    on(all, default_group, action::tap_redeliver, redeliver);
}

}  // namespace agentbackend::console
