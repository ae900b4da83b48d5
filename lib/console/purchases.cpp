// Buying: a quantity, a quote to confirm, the payment and the delivery.

#include <agentbackend/console/reading.hpp>

#include "console/delivery.hpp"
#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

screen confirmation_screen(const viewer& who, const quote& offered, const product& item,
                           const wallet& purse) {
    const auto& terms = offered.terms;
    auto text = lines(who)
                    .title(phrase::confirm_title)
                    .add(phrase::confirm_product, {{"product", item.name}})
                    .add(phrase::confirm_quantity, {{"quantity", std::to_string(terms.quantity)}})
                    .add(phrase::confirm_unit_price, {{"price", terms.unit_total.to_string()}})
                    .add(phrase::confirm_total, {{"total", terms.total.to_string()}})
                    .add(phrase::wallet_balance, {{"balance", purse.balance.to_string()}});
    return {text,
            {{who.tap(phrase::label_confirm_purchase, action::tap_confirm_purchase,
                      {offered.ref.value, 0}),
              who.tap(phrase::label_cancel, action::tap_product, {item.ref.value, 0})}}};
}

screen receipt_screen(const viewer& who, const sale& done) {
    const auto& bought = done.bought;
    const auto& terms = bought.terms;
    auto text = lines(who)
                    .title(phrase::purchase_done)
                    .add(phrase::purchase_order, {{"order", std::to_string(bought.ref.value)}})
                    .add(phrase::confirm_product, {{"product", bought.product_name}})
                    .add(phrase::confirm_quantity, {{"quantity", std::to_string(terms.quantity)}})
                    .add(phrase::purchase_paid, {{"total", terms.total.to_string()}})
                    .add(phrase::wallet_balance, {{"balance", done.purse.balance.to_string()}});
    return {text,
            {{who.tap(phrase::label_products, action::tap_products),
              who.tap(phrase::label_account, action::tap_account)}}};
}

result<void> show_offer(turn& t, const quote& offered, styled_text notice) {
    AGENTBACKEND_ASSIGN(const auto item, t.work.find_product(offered.product));
    if (!item) return show_product(t, offered.product, std::move(notice));
    AGENTBACKEND_ASSIGN(const auto purse, t.work.find_wallet(t.where.bot, t.where.user));
    t.show(with_notice(std::move(notice), confirmation_screen(t.view, offered, *item, purse)));
    return success();
}

result<void> show_quote(turn& t, const quote_request& wanted, styled_text notice = {}) {
    const auto offered = t.with.shop.make_quote(t.work, t.by_person(), wanted);
    if (!offered) {
        if (is_of_store(offered.error())) return offered.error();
        return show_product(t, wanted.product, sentence(t.view.tongue, offered.error()));
    }
    return show_offer(t, *offered, std::move(notice));
}

result<void> choose_quantity(turn& t) {
    return show_quote(t, {.product = {t.args[0]}, .quantity = t.args[1]});
}

styled_text quantity_question(const viewer& who) {
    return who.say(phrase::ask_quantity, {{"limit", std::to_string(max_quantity)}});
}

result<void> ask_quantity(turn& t) {
    const product_ref wanted{t.args[0]};
    AGENTBACKEND_ASSIGN(const auto item, t.work.find_product(wanted));
    if (!item || !item->listed) return show_product(t, wanted);
    return t.ask(action::awaiting_quantity, purchase_draft{wanted}, quantity_question(t.view));
}

result<void> take_quantity(turn& t) {
    const auto wanted = t.gathered<purchase_draft>();
    if (!wanted) return t.lose_thread();
    const auto quantity = read_number(t.text).value_or(0);
    if (const auto checked = check_quantity(quantity); !checked) {
        return t.ask_again(checked.error());
    }
    AGENTBACKEND_TRY(t.end_dialog());
    return show_quote(t, {.product = wanted->product, .quantity = quantity});
}

// Nothing was charged. Shows why, and the screen from which the customer can go on.
result<void> show_not_bought(turn& t, quote_ref ref, const error& refused) {
    if (is_of_store(refused)) return refused;
    auto why = sentence(t.view.tongue, refused);
    t.alert(why.text());
    AGENTBACKEND_ASSIGN(const auto offered, t.work.find_quote(ref));
    if (refused.code() == errc::quote_not_found || !offered) {
        return show_window(t, std::move(why));
    }
    switch (refused.code()) {
        case errc::price_changed:
        case errc::quote_expired:
            return show_quote(t, {.product = offered->product, .quantity = offered->terms.quantity},
                              std::move(why));
        case errc::insufficient_wallet: return show_offer(t, *offered, std::move(why));
        default: return show_product(t, offered->product, std::move(why));
    }
}

result<void> buy(turn& t) {
    const quote_ref ref{t.args[0]};
    const auto done = t.with.shop.buy(t.work, t.by_person(), ref);
    if (!done) return show_not_bought(t, ref, done.error());
    t.show(receipt_screen(t.view, *done));
    if (done->repeated) {
        t.toast(t.view.text(phrase::purchase_repeated));
    } else {
        deliver(t, done->bought, done->items);
    }
    return success();
}

}  // namespace

void add_purchases(routes& all) {
    on(all, default_group, action::tap_quantity, choose_quantity);
    on(all, default_group, action::tap_other_quantity, ask_quantity);
    on(all, default_group, action::awaiting_quantity, take_quantity);
    on(all, default_group, action::tap_confirm_purchase, buy);
}

}  // namespace agentbackend::console
