// Orders in the hands of the admins: finding one, and refunding it.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"
#include "console/notices.hpp"

namespace agentbackend::console {
namespace {

std::string number_of(const order& sold) { return std::to_string(sold.ref.value); }

// As written on receipts, `#12`, or the number alone.
std::optional<order_ref> read_order_number(std::string_view typed) {
    if (typed.starts_with('#')) typed.remove_prefix(1);
    const auto number = read_number(typed);
    return number ? std::optional(order_ref{*number}) : std::nullopt;
}

// --- One order -------------------------------------------------------------------------------

styled_text order_text(const viewer& who, const order& sold, const std::string& shop) {
    const auto& terms = sold.terms;
    auto text = lines(who)
                    .title(phrase::order_title, {{"order", number_of(sold)}})
                    .add(phrase::order_shop, {{"shop", shop}})
                    .add(phrase::order_customer,
                         {{"user", std::to_string(sold.customer.value), text_style::code}})
                    .add(phrase::confirm_product, {{"product", sold.product_name}})
                    .add(phrase::confirm_quantity, {{"quantity", std::to_string(terms.quantity)}})
                    .add(phrase::confirm_unit_price, {{"price", terms.unit_total.to_string()}})
                    .add(phrase::confirm_total, {{"total", terms.total.to_string()}});
    if (!sold.bot.is_main()) text.add(phrase::order_profit, {{"profit", terms.profit.to_string()}});
    text.add(phrase::order_time, {{"time", who.when(sold.created_at)}})
        .add(phrase::order_status_line, {{"status", word(who.tongue, sold.status)}});
    if (sold.refunded_at && sold.refunded_by) {
        text.add(phrase::order_refund_line, {{"time", who.when(*sold.refunded_at)},
                                             {"admin", std::to_string(sold.refunded_by->value)}});
    }
    if (!sold.refund_reason.empty()) {
        text.add(phrase::order_refund_reason, {{"reason", sold.refund_reason}});
    }
    return text;
}

result<void> show_order(turn& t, const order& sold, styled_text notice = {}) {
    const auto shop = name_of_shop(t, sold.bot);
    if (!shop) return t.refuse(shop.error());
    const arguments about{sold.ref.value, 0};
    screen shown{order_text(t.view, sold, *shop), {}};
    if (sold.status == order_status::paid) {
        shown.rows.push_back({t.view.tap(phrase::label_refund, action::tap_refund_order, about)});
    }
    shown.rows.push_back({t.view.tap(phrase::label_refresh, action::tap_found_order, about),
                          t.view.tap(phrase::label_find_another_order, action::tap_find_order)});
    shown.rows.push_back({t.view.tap(phrase::label_back, action::tap_admin_menu)});
    t.show(with_notice(std::move(notice), std::move(shown)));
    return success();
}

result<void> open_order(turn& t) { return show_found_order(t, {t.args[0]}); }

result<void> ask_number(turn& t) {
    return t.ask(action::awaiting_order_number, no_draft{}, t.view.say(phrase::ask_order_number));
}

result<void> take_number(turn& t) {
    const auto typed = read_code(t.text);
    const auto wanted = read_order_number(typed);
    if (!wanted) return t.ask_again(error(errc::order_not_found).subject(typed));
    const auto sold = existing_order(t.work, *wanted);
    if (!sold) return t.ask_again(sold.error());
    AGENTBACKEND_TRY(t.end_dialog());
    return show_order(t, *sold);
}

// --- Refunding -------------------------------------------------------------------------------

result<void> show_refunded(turn& t, const sale& back) {
    const auto& sold = back.bought;
    const fill order{"order", number_of(sold)};
    const fill total{"total", sold.terms.total.to_string()};
    AGENTBACKEND_TRY(show_order(
        t, sold,
        t.view.say(phrase::order_refund_done, {order,
                                               total,
                                               {"user", std::to_string(sold.customer.value)},
                                               {"balance", back.purse.balance.to_string()}})));
    if (back.repeated) return success();
    return tell_person(t, sold.bot, sold.customer, [&](const viewer& who) {
        return news_of_wallet(who, back.purse, who.say(phrase::customer_refunded, {order, total}));
    });
}

result<void> refund_by_command(turn& t) {
    const auto [number, reason] = next_word(t.text);
    const auto wanted = read_order_number(number);
    if (!wanted) return explain_usage(t);
    const auto refunded =
        t.with.shop.refund(t.work, t.by_person(t.delivery_key()), *wanted, reason);
    return refunded ? show_refunded(t, *refunded) : t.refuse(refunded.error());
}

result<void> ask_reason(turn& t) {
    const auto sold = existing_order(t.work, {t.args[0]});
    if (!sold) return t.refuse(sold.error());
    if (sold->status == order_status::refunded) {
        t.alert(
            sentence(t.view.tongue, error(errc::order_already_refunded).subject(number_of(*sold)))
                .text());
        return show_order(t, *sold);
    }
    return t.ask(action::awaiting_refund_reason, refund_draft{.sold = sold->ref},
                 t.view.say(phrase::ask_refund_reason, {{"order", number_of(*sold)}}));
}

// The confirmation names its dialog: a newer one makes it out of date.
result<void> confirm(turn& t) {
    const auto begun = t.gathered<refund_draft>();
    const bool is_asked = t.open && t.open->ref.value == t.args[0] &&
                          t.open->state == permission_of(action::awaiting_refund_confirmation).name;
    if (!begun || !is_asked) {
        t.toast(t.view.text(phrase::button_out_of_date));
        const auto sold = existing_order(t.work, {t.args[1]});
        return sold ? show_order(t, *sold) : show_home(t);
    }
    const auto refunded =
        t.with.shop.refund(t.work, t.by_person(t.dialog_key()), begun->sold, begun->reason);
    AGENTBACKEND_TRY(t.end_dialog());
    return refunded ? show_refunded(t, *refunded) : t.refuse(refunded.error());
}

styled_text confirmation_text(const viewer& who, const order& sold, const std::string& reason) {
    auto text =
        lines(who).add(phrase::confirm_refund, {{"order", number_of(sold)},
                                                {"total", sold.terms.total.to_string()},
                                                {"user", std::to_string(sold.customer.value)}});
    if (!sold.bot.is_main()) {
        text.add(phrase::confirm_refund_profit, {{"profit", sold.terms.profit.to_string()}});
    }
    if (!reason.empty()) text.add(phrase::order_refund_reason, {{"reason", reason}});
    return text;
}

result<void> ask_for_a_tap(turn& t) {
    t.send(t.view.say(phrase::tap_to_decide));
    return success();
}

}  // namespace

result<void> show_found_order(turn& t, order_ref ref) {
    const auto sold = existing_order(t.work, ref);
    return sold ? show_order(t, *sold) : t.refuse(sold.error());
}

result<void> take_refund_reason(turn& t) {
    auto begun = t.gathered<refund_draft>();
    if (!begun) return t.lose_thread();
    const auto sold = existing_order(t.work, begun->sold);
    if (!sold) return t.refuse(sold.error());
    constexpr std::size_t reason_characters = 256;
    begun->reason = ellipsis(read_code(t.text), reason_characters - 1);
    AGENTBACKEND_TRY(t.put(action::awaiting_refund_confirmation, *begun, t.open->ref));
    auto question = t.prompt(confirmation_text(t.view, *sold, begun->reason));
    auto& row = question.rows.front();
    row.insert(row.begin(), t.view.tap(phrase::label_confirm_refund, action::tap_confirm_refund,
                                       {t.open->ref.value, sold->ref.value}));
    t.show(std::move(question));
    return success();
}

void add_refunds(routes& all) {
    on(all, default_group, action::command_refund, refund_by_command);
    on(all, default_group, action::tap_find_order, ask_number);
    on(all, default_group, action::awaiting_order_number, take_number);
    on(all, default_group, action::tap_found_order, open_order);
    on(all, default_group, action::tap_refund_order, ask_reason);
    on(all, default_group, action::awaiting_refund_reason, take_refund_reason);
    on(all, default_group, action::awaiting_refund_confirmation, ask_for_a_tap);
    on(all, default_group, action::tap_confirm_refund, confirm);
}

}  // namespace agentbackend::console
