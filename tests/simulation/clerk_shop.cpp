// What customers and owners do.

#include "clerk_act.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>

#include "addresses.hpp"

namespace agentbackend::simulation {

// --- Customers ----------------------------------------------------------------------------------

void clerk::take_customer_tap(act& a, int what, number first, number second) {
    switch (static_cast<action>(what)) {
        case action::tap_product: a.mind.product = first; return;
        case action::tap_quantity: return begin_offer(a, first, second);
        case action::tap_other_quantity:
            a.mind.product = first;
            if (kept.is_on_sale(first)) {
                talk_of(a) = {.at = stage::quantity, .about = first};
            }
            return;
        case action::tap_confirm_purchase: return confirm(a, first);
        case action::tap_redeliver: {
            const auto order = kept.orders.find(first);
            const bool is_own = order != kept.orders.end() && order->second.bot == a.bot &&
                                order->second.customer == a.user;
            if (is_own) a.delivers = first;
            return;
        }
        default: return;
    }
}

void clerk::begin_offer(act& a, number product, number quantity) {
    a.mind.product = product;
    a.mind.quantity = quantity;
    if (quantity < 1 || quantity > books::most_at_once) return;
    a.makes_offer = kept.is_on_sale(product);
}

void clerk::confirm(act& a, number offer) {
    const auto found = kept.offers.find(offer);
    const bool is_own = found != kept.offers.end() && found->second.bot == a.bot &&
                        found->second.customer == a.user;
    const auto made = is_own ? found->second : books::offer{};
    if (is_own) {
        a.mind.product = made.product;
        a.mind.quantity = made.quantity;
        touched.products.insert(made.product);
    }
    const auto told_order = a.told_number("Order: #{}");
    switch (kept.buy(offer, a.bot, a.user, a.now, told_order)) {
        case verdict::done:
            a.delivers = told_order;
            a.success = news::purchase;
            if (told_order == 0) a.wrong = "the order has no number";
            return;
        case verdict::repeated: a.success = news::purchase; return;
        case verdict::refused: break;
    }
    if (!is_own) return;
    const auto& product = kept.products.at(made.product);
    if (!product.is_on_sale) return;
    const bool is_stale = a.now - made.made_at > books::offers_live || !kept.terms_still_hold(made);
    if (is_stale) {
        a.makes_offer = true;
    } else if (product.stock() >= made.quantity) {
        a.keeps_offer = offer;  // the wallet is short
    }
}

// --- Owners -------------------------------------------------------------------------------------

void clerk::accept_invitation(act& a, std::string_view code) {
    switch (kept.accept_invitation(a.bot, a.user, code, a.now)) {
        case verdict::done:
        case verdict::repeated: a.success = news::claim; return;
        case verdict::refused: return;
    }
}

void clerk::take_owner_tap(act& a, int what, number first) {
    auto& open = talk_of(a);
    switch (static_cast<action>(what)) {
        case action::tap_set_markup: open = {.at = stage::markup}; return;
        case action::tap_set_support_link:
        case action::tap_set_channel_link:
        case action::tap_set_announcement_link:
        case action::tap_add_button: open = {.at = stage::elsewhere}; return;
        case action::tap_request_withdrawal:
            if (kept.agents.at(a.bot).available >= books::least_withdrawal) {
                open = {.at = stage::amount};
            }
            return;
        case action::tap_cancel_own_withdrawal:
            a.mind.request = first;
            if (kept.cancel_by_owner(first, a.bot) == verdict::done)
                a.success = news::own_cancellation;
            return;
        default: return;
    }
}

void clerk::take_owner_text(act& a, talk& open) {
    if (open.at == stage::address) return request_withdrawal(a, open);
    const auto sum = read_sum(a.text);
    if (!sum) return;
    if (open.at == stage::markup) {
        if (kept.set_markup(a.bot, *sum) != verdict::done) return;
        open = {};
        a.success = news::markup;
        return;
    }
    if (*sum < books::least_withdrawal || *sum > kept.agents.at(a.bot).available) return;
    open.at = stage::address;
    open.amount = a.mind.amount = *sum;
}

void clerk::request_withdrawal(act& a, talk& open) {
    const auto address = trimmed(a.text);
    if (!is_well_formed(address)) return;
    const auto available = kept.agents.at(a.bot).available;
    if (open.amount < books::least_withdrawal || open.amount > available) {
        open.at = stage::amount;
        return;
    }
    if (!is_somebodys(address)) return;
    const auto parts = a.told("Request: {}");
    const auto ref = a.button(action::tap_withdrawal);
    if (parts.size() < 2 || ref == 0 || kept.requests.contains(ref) ||
        kept.requests_by_id.contains(parts[1])) {
        a.wrong = "the new request has no number of its own";
        return;
    }
    kept.request_withdrawal(a.bot, open.amount, parts[1], ref);
    open = {};
    a.success = news::request;
}

}  // namespace agentbackend::simulation
