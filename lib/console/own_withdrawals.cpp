// The agent's withdrawals: asking for one, and the list of one's own, newest first.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"
#include "console/notices.hpp"
#include "console/withdrawal_text.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t requests_on_a_page = 5;

result<void> ask_amount(turn& t) {
    const auto& policy = t.with.shop.policy().withdrawals;
    const auto& available = t.shop->available;
    if (available < policy.minimum) {
        const auto missing = subtract(policy.minimum, available);
        if (!missing) return t.refuse(missing.error());
        t.alert(
            t.view.text(phrase::available_below_minimum, {{"available", available.to_string()},
                                                          {"minimum", policy.minimum.to_string()},
                                                          {"missing", missing->to_string()}}));
        return success();
    }
    return t.ask(action::awaiting_withdraw_amount, no_draft{},
                 t.view.say(phrase::ask_withdraw_amount, {{"available", available.to_string()},
                                                          {"minimum", policy.minimum.to_string()},
                                                          {"fee", policy.fee.to_string()}}));
}

result<void> take_amount(turn& t) {
    const auto& policy = t.with.shop.policy().withdrawals;
    const auto amount = read_amount(t.text);
    if (!amount) return t.ask_again(amount.error());
    if (const auto allowed = check_withdrawal_amount(*amount, *t.shop, policy); !allowed) {
        return t.ask_again(allowed.error());
    }
    const auto net = subtract(*amount, policy.fee);
    if (!net) return t.ask_again(net.error());
    return t.ask_next(action::awaiting_withdraw_address, withdrawal_draft{*amount},
                      t.view.say(phrase::ask_withdraw_address, {{"amount", amount->to_string()},
                                                                {"fee", policy.fee.to_string()},
                                                                {"net", net->to_string()}}));
}

// The amount was in order when it was typed; what is refused here because of it asks for it anew.
bool is_about_amount(errc code) {
    return code == errc::below_minimum || code == errc::insufficient_available;
}

result<void> take_address(turn& t) {
    const auto wanted = t.gathered<withdrawal_draft>();
    if (!wanted) return t.lose_thread();
    const auto address = read_code(t.text);
    const auto opened = t.with.shop.request_withdrawal(
        t.work, t.by_person(t.dialog_key()), {.amount = wanted->amount, .address = address});
    if (!opened) {
        if (is_about_amount(opened.error().code())) {
            AGENTBACKEND_TRY(t.put(action::awaiting_withdraw_amount, no_draft{}, t.open->ref));
        }
        return t.ask_again(opened.error());
    }
    AGENTBACKEND_TRY(t.end_dialog());
    t.send({lines(t.view).add(phrase::owner_told_submitted).add(describe(t.view, opened->now)),
            {{t.view.tap(phrase::label_own_withdrawals, action::tap_own_withdrawals),
              t.view.tap(phrase::label_back, action::tap_dashboard)}}});
    return tell(t, *opened);
}

screen own_list_screen(const viewer& who, const page<withdrawal>& requests, withdrawal_ref before) {
    auto text = lines(who).title(phrase::own_withdrawals_title);
    if (requests.rows.empty()) text.add(phrase::own_withdrawals_none);
    screen shown;
    for (const auto& request : requests.rows) {
        text.blank().add(describe(who, request));
        if (request.status != withdrawal_status::pending) continue;
        shown.rows.push_back(
            {who.tap(who.text(phrase::label_cancel_withdrawal, {{"request", request.request_id}}),
                     action::tap_cancel_own_withdrawal, {request.ref.value, 0})});
    }
    add_paging(who, shown,
               {.what = action::tap_own_withdrawals,
                .shown_after = before.value,
                .next_after = requests.has_more ? requests.rows.back().ref.value : 0});
    shown.rows.push_back({who.tap(phrase::label_back, action::tap_dashboard)});
    shown.text = text;
    return shown;
}

result<void> show_own(turn& t, withdrawal_ref before, styled_text notice = {}) {
    const withdrawal_filter own{.agent = t.shop->ref, .statuses = {}};
    AGENTBACKEND_ASSIGN(auto found, t.work.newest_withdrawals(own, before, requests_on_a_page + 1));
    t.show(with_notice(std::move(notice),
                       own_list_screen(t.view, cut(std::move(found), requests_on_a_page), before)));
    return success();
}

result<void> open_own(turn& t) { return show_own(t, {t.args[0]}); }

result<void> cancel_own(turn& t) {
    const auto changed = t.with.shop.apply(t.work, t.by_person(), {t.args[0]}, cancel_by_owner{});
    if (!changed) {
        AGENTBACKEND_TRY(t.refuse(changed.error()));
        return show_own(t, {});
    }
    AGENTBACKEND_TRY(show_own(t, {},
                              t.view.say(phrase::own_withdrawal_cancelled,
                                         {{"amount", changed->now.amount.to_string()}})));
    return tell(t, *changed);
}

}  // namespace

void add_own_withdrawals(routes& all) {
    on(all, agent_backend_group, action::tap_request_withdrawal, ask_amount);
    on(all, agent_backend_group, action::awaiting_withdraw_amount, take_amount);
    on(all, agent_backend_group, action::awaiting_withdraw_address, take_address);
    on(all, agent_backend_group, action::tap_own_withdrawals, open_own);
    on(all, agent_backend_group, action::tap_cancel_own_withdrawal, cancel_own);
}

}  // namespace agentbackend::console
