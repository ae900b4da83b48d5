// The admins' commands on products, stock, wallets and orders.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"
#include "values/text.hpp"

namespace agentbackend::console {
namespace {

result<void> add_product(turn& t) {
    const auto [price, name] = next_word(t.text);
    if (name.empty()) return explain_usage(t);
    const auto base_price = read_amount(price);
    if (!base_price) return t.refuse(base_price.error());
    const auto added =
        t.with.shop.add_product(t.work, t.by_person(t.delivery_key()),
                                {.name = std::string(name), .base_price = *base_price});
    if (!added) return t.refuse(added.error());
    t.send(t.view.say(phrase::product_added, {{"product", added->name},
                                              {"price", added->base_price.to_string()},
                                              {"number", std::to_string(added->ref.value)}}));
    return success();
}

// One item a line; empty lines are nobody's.
std::vector<std::string> items_in(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text::trim(text.substr(0, end));
        if (!line.empty()) items.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return items;
}

result<void> add_stock(turn& t) {
    const auto [number, rest] = next_word(t.text);
    const auto wanted = read_number(number);
    const auto items = items_in(rest);
    if (!wanted || items.empty()) return explain_usage(t);
    const auto stocked =
        t.with.shop.add_stock(t.work, t.by_person(t.delivery_key()), product_ref{*wanted}, items);
    if (!stocked) return t.refuse(stocked.error());
    t.send(t.view.say(phrase::stock_added, {{"product", stocked->name},
                                            {"count", std::to_string(items.size())},
                                            {"stock", std::to_string(stocked->in_stock)}}));
    return success();
}

// `main`, or an agent's public id.
struct named_shop {
    bot_ref bot;
    std::string name;
};
result<named_shop> find_shop(turn& t, std::string_view id) {
    if (id == "main") return named_shop{bot_ref::main(), "main"};
    AGENTBACKEND_ASSIGN(const auto found, t.work.find_agent_by_id(id));
    if (!found) return error(errc::agent_not_found).subject(id);
    return named_shop{bot_ref::of(found->ref), found->name};
}

result<void> credit(turn& t) {
    const auto [id, after_id] = next_word(t.text);
    const auto [number, after_number] = next_word(after_id);
    const auto [sum, note] = next_word(after_number);
    if (sum.empty()) return explain_usage(t);
    const auto user = read_user_id(number);
    if (!user) return t.refuse(user.error());
    const auto amount = read_amount(sum);
    if (!amount) return t.refuse(amount.error());
    const auto shop = find_shop(t, id);
    if (!shop) return t.refuse(shop.error());

    const auto credited = t.with.shop.credit_wallet(
        t.work, t.by_person(t.delivery_key()),
        {.bot = shop->bot, .user = *user, .amount = *amount, .note = std::string(note)});
    if (!credited) return t.refuse(credited.error());
    t.send(t.view.say(phrase::wallet_credited, {{"user", std::to_string(user->value)},
                                                {"shop", shop->name},
                                                {"amount", amount->to_string()},
                                                {"balance", credited->balance.to_string()}}));
    return success();
}

result<void> refund(turn& t) {
    auto [number, reason] = next_word(t.text);
    if (number.starts_with('#')) number.remove_prefix(1);
    const auto wanted = read_number(number);
    if (!wanted) return explain_usage(t);
    const auto refunded =
        t.with.shop.refund(t.work, t.by_person(t.delivery_key()), order_ref{*wanted}, reason);
    if (!refunded) return t.refuse(refunded.error());
    const auto& sold = refunded->bought;
    t.send(
        t.view.say(phrase::order_refund_done, {{"order", std::to_string(sold.ref.value)},
                                               {"total", sold.terms.total.to_string()},
                                               {"user", std::to_string(sold.customer.value)},
                                               {"balance", refunded->purse.balance.to_string()}}));
    return success();
}

}  // namespace

void add_shop_commands(routes& all) {
    on(all, default_group, action::command_product_add, add_product);
    on(all, default_group, action::command_stock_add, add_stock);
    on(all, default_group, action::command_credit, credit);
    on(all, default_group, action::command_refund, refund);
}

}  // namespace agentbackend::console
