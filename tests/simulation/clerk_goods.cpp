// What admins do about goods, wallets and orders.

#include "clerk_act.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>

namespace agentbackend::simulation {

// --- Goods --------------------------------------------------------------------------------------

void clerk::take_goods_tap(act& a, int what, number first, number second) {
    auto& open = talk_of(a);
    a.mind.product = first;
    const auto ask = [&](stage at) {
        if (kept.products.contains(first)) open = {.at = at, .about = first};
    };
    const auto tell = [&](verdict came_to, std::string_view told) {
        touched.products.insert(first);
        if (came_to == verdict::done) a.success = told;
    };
    switch (static_cast<action>(what)) {
        case action::tap_add_product: open = {.at = stage::product_name}; return;
        case action::tap_set_price: return ask(stage::new_price);
        case action::tap_rename_product: return ask(stage::new_product_name);
        case action::tap_add_stock: return ask(stage::stock);
        case action::tap_move_to_category:
            return tell(kept.move_product(first, second), news::move);
        case action::tap_take_off_sale: return tell(kept.put_on_sale(first, false), news::off_sale);
        case action::tap_put_on_sale: return tell(kept.put_on_sale(first, true), news::on_sale);
        case action::tap_add_category: open = {.at = stage::category_name}; return;
        case action::tap_rename_category:
            if (kept.categories.contains(first)) {
                open = {.at = stage::new_category_name, .about = first};
            }
            return;
        default: return;
    }
}

void clerk::take_goods_text(act& a, talk& open) {
    const auto about = a.mind.product = open.about;
    const auto name = name_in(a.text, books::longest_product_name);
    const auto sum = read_sum(a.text);
    switch (open.at) {
        case stage::product_name:
            if (name) open = {.at = stage::product_price, .name = *name};
            return;
        case stage::product_price:
            if (!sum) return;
            add_product(a, open.name, *sum);
            break;
        case stage::new_product_name:
            if (!name) return;
            kept.rename_product(about, *name);
            a.success = news::name;
            break;
        case stage::new_price:
            if (!sum) return;
            kept.set_price(about, *sum);
            a.success = news::price;
            break;
        case stage::stock:
            add_stock(a, about, a.text);
            if (a.success.empty()) return;
            break;
        case stage::category_name: {
            if (!name) return;
            const auto category = a.button(action::tap_rename_category, a.user);
            const bool is_new = category != 0 && !kept.categories.contains(category);
            if (!is_new) a.wrong = "the new category has no number of its own";
            kept.add_category(category, *name);
            a.success = news::category;
            break;
        }
        case stage::new_category_name:
            if (!name) return;
            kept.rename_category(about, *name);
            a.success = news::category_name;
            break;
        default: return;
    }
    touched.products.insert(about);
    open = {};
}

void clerk::add_product(act& a, const std::string& name, micros base) {
    a.success = news::product;
    const auto product = a.mind.product = a.told_number(news::product, 3);
    if (product == 0 || kept.products.contains(product)) {
        a.wrong = "the new product has no number of its own";
        return;
    }
    kept.add_product(product, name, base);
    touched.products.insert(product);
}

void clerk::add_stock(act& a, number product, std::string_view lines) {
    a.mind.product = product;
    touched.products.insert(product);
    if (kept.add_stock(product, items_in(lines)) == verdict::done) a.success = news::stock;
}

// --- Wallets ------------------------------------------------------------------------------------

void clerk::take_wallet_tap(act& a, int what, number first, number second) {
    auto& open = talk_of(a);
    a.mind.wallet_user = first;
    a.mind.wallet_bot = second;
    const bool is_known = second == 0 || kept.agents.contains(second);
    if (!is_known) return;
    switch (static_cast<action>(what)) {
        case action::tap_find_wallet: open = {.at = stage::wallet_user, .about = second}; return;
        case action::tap_credit_wallet:
            open = {.at = stage::credit_amount, .about = second, .customer = first};
            return;
        default: return;
    }
}

void clerk::take_wallet_text(act& a, talk& open) {
    a.mind.wallet_bot = open.about;
    a.mind.wallet_user = open.customer;
    if (open.at == stage::credit_note) return credit(a, std::exchange(open, {}));
    if (open.at == stage::credit_amount) {
        const auto sum = read_sum(a.text);
        if (!sum || *sum == 0) return;
        a.mind.amount = open.amount = *sum;
        open.at = stage::credit_note;
        return;
    }
    a.mind.wallet_user = whole_number(a.text);
    if (a.mind.wallet_user != 0) open = {};
}

void clerk::credit(act& a, talk credited) {
    const auto bot = credited.about;
    const auto user = credited.customer;
    a.mind = {.wallet_bot = bot, .wallet_user = user, .amount = credited.amount};
    touched.wallets.insert({bot, user});
    if (kept.credit(bot, user, credited.amount) == verdict::done) a.success = news::credit;
}

// --- Orders -------------------------------------------------------------------------------------

void clerk::take_order_tap(act& a, int what, number first) {
    auto& open = talk_of(a);
    switch (static_cast<action>(what)) {
        case action::tap_find_order: open = {.at = stage::order_number}; return;
        case action::tap_refund_order: {
            const auto order = kept.orders.find(first);
            const bool is_paid = order != kept.orders.end() && !order->second.refunded;
            if (is_paid) open = {.at = stage::refund_reason, .about = first};
            return;
        }
        case action::tap_confirm_refund:
            if (open.at != stage::refund_confirmation || open.confirm_ref != first) return;
            return refund(a, std::exchange(open, {}).about);
        default: return;
    }
}

void clerk::take_order_text(act& a, talk& open) {
    if (open.at == stage::refund_reason) return ask_to_confirm(a, open);
    if (open.at == stage::refund_confirmation) return;
    auto typed = trimmed(a.text);
    if (typed.starts_with('#')) typed.remove_prefix(1);
    if (kept.orders.contains(whole_number(typed))) open = {};
}

void clerk::ask_to_confirm(act& a, talk& open) {
    open.at = stage::refund_confirmation;
    open.confirm_ref = a.button(action::tap_confirm_refund, a.user);
    if (open.confirm_ref == 0) a.wrong = "they were not asked to confirm the refund";
}

void clerk::refund(act& a, number order) {
    if (kept.refund(order, a.now) != verdict::done) return;
    const auto& sold = kept.orders.at(order);
    touched.wallets.insert({sold.bot, sold.customer});
    if (sold.bot != 0) touched.agents.insert(sold.bot);
    a.success = news::refund;
}

}  // namespace agentbackend::simulation
