// New products and changes of one: its name, its price, whether it is on sale.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

result<void> show_changed(turn& t, const result<product>& changed, phrase notice) {
    if (!changed) return t.refuse(changed.error());
    return show_catalogue_product(
        t, *changed,
        t.view.say(notice, {{"product", changed->name},
                            {"price", changed->base_price.to_string()},
                            {"number", std::to_string(changed->ref.value)}}));
}

// What was typed may be mended.
result<void> take_changed(turn& t, const result<product>& changed, phrase notice) {
    if (!changed) return t.ask_again(changed.error());
    AGENTBACKEND_TRY(t.end_dialog());
    return show_changed(t, changed, notice);
}

result<void> ask_about(turn& t, action state, phrase question) {
    const auto target = existing_product(t.work, {t.args[0]});
    if (!target) return t.refuse(target.error());
    return t.ask(state, product_edit{.target = target->ref},
                 t.view.say(question, {{"product", target->name},
                                       {"price", target->base_price.to_string()}}));
}

// --- A new one -------------------------------------------------------------------------------

result<void> add_by_command(turn& t) {
    const auto [price, name] = next_word(t.text);
    if (name.empty()) return explain_usage(t);
    const auto base_price = read_amount(price);
    if (!base_price) return t.refuse(base_price.error());
    return show_changed(
        t,
        t.with.shop.add_product(t.work, t.by_person(t.delivery_key()),
                                {.name = std::string(name), .base_price = *base_price}),
        phrase::product_added);
}

result<void> ask_name(turn& t) {
    return t.ask(action::awaiting_product_name, product_edit{},
                 t.view.say(phrase::ask_product_name));
}

result<void> take_name(turn& t) {
    const auto name = check_product_name(t.text);
    if (!name) return t.ask_again(name.error());
    return t.ask_next(action::awaiting_product_price, product_edit{.name = *name},
                      t.view.say(phrase::ask_product_price, {{"product", *name}}));
}

result<void> take_price(turn& t) {
    const auto begun = t.gathered<product_edit>();
    if (!begun) return t.lose_thread();
    const auto price = read_amount(t.text);
    if (!price) return t.ask_again(price.error());
    return take_changed(t,
                        t.with.shop.add_product(t.work, t.by_person(t.dialog_key()),
                                                {.name = begun->name, .base_price = *price}),
                        phrase::product_added);
}

// --- One that is there -----------------------------------------------------------------------

result<void> ask_new_name(turn& t) {
    return ask_about(t, action::awaiting_new_product_name, phrase::ask_new_product_name);
}

result<void> take_new_name(turn& t) {
    const auto edit = t.gathered<product_edit>();
    if (!edit) return t.lose_thread();
    return take_changed(t, t.with.shop.rename_product(t.work, t.by_person(), edit->target, t.text),
                        phrase::product_renamed);
}

result<void> ask_new_price(turn& t) {
    return ask_about(t, action::awaiting_new_price, phrase::ask_new_product_price);
}

result<void> take_new_price(turn& t) {
    const auto edit = t.gathered<product_edit>();
    if (!edit) return t.lose_thread();
    const auto price = read_amount(t.text);
    if (!price) return t.ask_again(price.error());
    return take_changed(t, t.with.shop.set_base_price(t.work, t.by_person(), edit->target, *price),
                        phrase::price_set);
}

result<void> take_off_sale(turn& t) {
    return show_changed(
        t, t.with.shop.set_listing(t.work, t.by_person(), {t.args[0]}, backend::listing::withdrawn),
        phrase::product_taken_off);
}

result<void> put_on_sale(turn& t) {
    return show_changed(
        t, t.with.shop.set_listing(t.work, t.by_person(), {t.args[0]}, backend::listing::listed),
        phrase::product_put_back);
}

}  // namespace

void add_product_changes(routes& all) {
    on(all, default_group, action::command_product_add, add_by_command);
    on(all, default_group, action::tap_add_product, ask_name);
    on(all, default_group, action::awaiting_product_name, take_name);
    on(all, default_group, action::awaiting_product_price, take_price);
    on(all, default_group, action::tap_rename_product, ask_new_name);
    on(all, default_group, action::awaiting_new_product_name, take_new_name);
    on(all, default_group, action::tap_set_price, ask_new_price);
    on(all, default_group, action::awaiting_new_price, take_new_price);
    on(all, default_group, action::tap_take_off_sale, take_off_sale);
    on(all, default_group, action::tap_put_on_sale, put_on_sale);
}

}  // namespace agentbackend::console
