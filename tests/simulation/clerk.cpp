#include "clerk_act.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>
#include <utility>

namespace agentbackend::simulation {
namespace {

constexpr std::size_t caption_characters = 64;

}  // namespace

// --- From an act to a judgement -----------------------------------------------------------------

std::string clerk::follow(const deed& done, const reply& answer, micros now) {
    act a{.bot = done.bot, .user = done.user, .answer = answer, .now = now, .text = done.text};
    if (done.is_tap) {
        take_tap(a);
    } else if (trimmed(done.text).starts_with('/')) {
        leave(a);
        std::string_view rest = trimmed(done.text).substr(1);
        const auto name = take_word(rest);
        take_command(a, name, rest);
    } else {
        take_text(a);
    }
    auto& open = talk_of(a);
    open.skip_ref = std::max(open.skip_ref, a.button(action::tap_skip, a.user));
    open.cancel_ref = std::max(open.cancel_ref, a.button(action::tap_cancel, a.user));
    touched.wallets.insert({a.bot, a.user});
    if (a.bot != 0) touched.agents.insert(a.bot);
    auto wrong = judge(a);
    if (wrong.empty()) return wrong;
    wrong += "\nafter " + std::to_string(a.user) + " in bot " + std::to_string(a.bot) +
             (done.is_tap ? " tapped " : " typed ") + in_quotes(done.text);
    for (const auto& message : answer.messages) {
        wrong += "\nwhich told " + std::to_string(message.chat) + " " + in_quotes(message.text);
    }
    return wrong;
}

std::string clerk::judge(const act& a) {
    if (!a.wrong.empty()) return a.wrong;
    for (const auto success : news::all) {
        const bool must = success == a.success;
        if (a.is_told(success) == must) continue;
        return (must ? "they were not told " : "they were told ") + in_quotes(success);
    }
    if (!a.success.empty()) ++told_[a.success];
    if (auto wrong = check_offer(a); !wrong.empty()) return wrong;
    if (auto wrong = check_items(a); !wrong.empty()) return wrong;
    for (const auto& message : a.answer.messages) {
        if (auto wrong = what_is_untrue(kept, message, a.mind); !wrong.empty()) return wrong;
    }
    const shown alert{.bot = a.bot, .chat = a.user, .text = a.answer.alert};
    return what_is_untrue(kept, alert, a.mind);
}

// An offer is on the screen when the act leads to one, and only then.
std::string clerk::check_offer(const act& a) {
    const auto offer = a.button(action::tap_confirm_purchase, a.user);
    if (a.keeps_offer != 0) {
        return offer == a.keeps_offer ? "" : "the offer they cannot pay yet is not shown again";
    }
    if (!a.makes_offer) return offer == 0 ? "" : "they were made an offer they did not ask for";
    if (offer == 0) return "they were made no offer";
    if (kept.offers.contains(offer) || kept.purchases.contains(offer)) {
        return "they were made an offer that is there already";
    }
    kept.offer_made(offer, {.bot = a.bot,
                            .customer = a.user,
                            .product = a.mind.product,
                            .quantity = a.mind.quantity,
                            .base = kept.products.at(a.mind.product).base,
                            .markup = kept.markup_in(a.bot),
                            .made_at = a.now});
    return {};
}

// Items come when an order is paid, or asked for again: the ones it was given, and no others.
std::string clerk::check_items(const act& a) {
    for (const auto& message : a.answer.messages) {
        if (!message.text.starts_with("📦 Order #")) continue;
        std::vector<std::string_view> parts;
        const auto title = std::string_view(message.text).substr(0, message.text.find('\n'));
        if (!fits(title, "📦 Order #{} · {} × {}", parts)) return "a delivery nobody can read";
        const auto number_of_order = whole_number(parts[0]);
        const auto sold = kept.orders.find(number_of_order);
        if (a.delivers != number_of_order || sold == kept.orders.end()) {
            return "items came that nobody asked for";
        }
        auto items = std::string_view(message.file.empty() ? message.text : message.file);
        if (message.file.empty()) items.remove_prefix(std::min(title.size() + 1, items.size()));
        if (parts[1] != in_short(sold->second.product_name, caption_characters) ||
            parts[2] != std::to_string(sold->second.quantity) ||
            items_in(items) != sold->second.items) {
            return "the delivery is not what was bought";
        }
        return {};
    }
    return a.delivers == 0 ? "" : "the items did not come";
}

std::pair<std::string_view, number> clerk::told_least() const {
    const auto times = [&](std::string_view success) {
        const auto found = told_.find(success);
        return found == told_.end() ? 0 : found->second;
    };
    const auto least = *std::ranges::min_element(news::all, {}, times);
    return {least, times(least)};
}

// --- Commands -----------------------------------------------------------------------------------

void clerk::take_command(act& a, std::string_view name, std::string_view rest) {
    constexpr std::string_view invitation = "claim_";
    if (name == "start" && rest.starts_with(invitation)) {
        return accept_invitation(a, rest.substr(invitation.size()));
    }
    if (is_admin(a)) take_admin_command(a, name, rest);
}

void clerk::take_admin_command(act& a, std::string_view name, std::string_view rest) {
    if (name == "credit") {
        const auto shop = take_word(rest);
        const auto user = whole_number(take_word(rest));
        const auto amount = read_sum(take_word(rest));
        const auto agent = kept.agents_by_id.find(shop);
        const bool is_known = shop == "main" || agent != kept.agents_by_id.end();
        if (!is_known || user == 0 || !amount) return;
        const auto bot = shop == "main" ? 0 : agent->second;
        credit(a, {.about = bot, .customer = user, .amount = *amount});
    } else if (name == "refund") {
        refund(a, whole_number(take_word(rest)));
    } else if (name == "product_add") {
        const auto base = read_sum(take_word(rest));
        const auto product = name_in(rest, books::longest_product_name);
        if (base && product) add_product(a, *product, *base);
    } else if (name == "stock_add") {
        const auto product = whole_number(take_word(rest));
        add_stock(a, product, rest);
    } else if (name.starts_with("withdraw_")) {
        take_review_command(a, name.substr(name.find('_') + 1), rest);
    }
}

void clerk::take_review_command(act& a, std::string_view name, std::string_view rest) {
    const auto found = kept.requests_by_id.find(take_word(rest));
    if (found == kept.requests_by_id.end()) return;
    const auto request = found->second;
    const auto txid = transaction_in(rest);
    if (name == "approve") decide(a, kept.approve(request), request, news::approval);
    if (name == "reject") decide(a, kept.reject(request), request, news::rejection);
    if (name == "cancel" && !rest.empty()) {
        decide(a, kept.cancel_by_admin(request), request, news::cancellation);
    }
    if (name == "pay" && txid) decide(a, kept.pay(request, *txid), request, news::payment);
}

// --- Texts --------------------------------------------------------------------------------------

void clerk::take_text(act& a) {
    auto& open = talk_of(a);
    switch (open.at) {
        case stage::nothing:
        case stage::elsewhere: return;
        case stage::quantity: {
            if (!kept.is_open(a.bot)) {
                open = {};
                return;
            }
            const auto quantity = whole_number(a.text);
            const auto product = open.about;
            if (quantity == 0 || quantity > books::most_at_once) return;
            open = {};
            return begin_offer(a, product, quantity);
        }
        case stage::markup:
        case stage::amount:
        case stage::address:
            if (is_owner(a)) return take_owner_text(a, open);
            open = {};
            return;
        default:
            if (is_admin(a)) return take_admin_text(a, open);
            open = {};
    }
}

void clerk::take_admin_text(act& a, talk& open) {
    switch (open.at) {
        case stage::reject_reason:
        case stage::payment_txid:
        case stage::cancel_reason: return take_review_text(a, open);
        case stage::product_name:
        case stage::product_price:
        case stage::new_product_name:
        case stage::new_price:
        case stage::stock:
        case stage::category_name:
        case stage::new_category_name: return take_goods_text(a, open);
        case stage::wallet_user:
        case stage::credit_amount:
        case stage::credit_note: return take_wallet_text(a, open);
        case stage::order_number:
        case stage::refund_reason:
        case stage::refund_confirmation: return take_order_text(a, open);
        default: return take_agent_text(a, open);
    }
}

// --- Taps ---------------------------------------------------------------------------------------

void clerk::take_tap(act& a) {
    const auto claim = console::decode_payload(a.text);
    if (!claim || claim->bot.value() != a.bot || claim->user.value != a.user) return;
    const auto what = static_cast<int>(claim->what);
    const auto [first, second] = claim->args;
    const bool may = what < 200 ? kept.is_open(a.bot) : what < 300 ? is_owner(a) : is_admin(a);
    if (!may) return;
    switch (claim->what) {
        case action::tap_skip: return take_skip(a, first, second);
        case action::tap_cancel: return take_cancel(a, first);
        case action::tap_confirm_refund: break;
        default: talk_of(a) = {};
    }
    if (what < 200) return take_customer_tap(a, what, first, second);
    if (what < 300) return take_owner_tap(a, what, first);
    take_admin_tap(a, what, first, second);
}

// The numbers of the admins' buttons tell what they are about.
void clerk::take_admin_tap(act& a, int what, number first, number second) {
    if (what < 320) return take_agent_tap(a, what, first);
    if (what < 330) return take_review_tap(a, what, first);
    if (what < 350) return take_goods_tap(a, what, first, second);
    if (what < 360) return take_wallet_tap(a, what, first, second);
    take_order_tap(a, what, first);
}

// The button of an older question cancels nothing.
void clerk::take_cancel(act& a, number ref) {
    const auto& open = talk_of(a);
    if (open.cancel_ref != 0 && open.cancel_ref == ref) leave(a);
}

// Whoever leaves is shown what they were about to change.
void clerk::leave(act& a) {
    const auto left = std::exchange(talk_of(a), {});
    a.mind.product = left.about;
    a.mind.wallet_bot = left.about;
    a.mind.wallet_user = left.customer;
}

void clerk::take_skip(act& a, number ref, number state) {
    auto& open = talk_of(a);
    if (open.skip_ref == 0 || open.skip_ref != ref) return;
    const auto skipped = static_cast<action>(state);
    if (open.at == stage::agent_name && skipped == action::awaiting_agent_name) {
        name_agent(open, open.username);
    } else if (open.at == stage::agent_owner && skipped == action::awaiting_agent_owner) {
        create_agent(a, open, a.user);
    } else if (open.at == stage::reject_reason && skipped == action::awaiting_reject_reason) {
        take_review_text(a, open);
    } else if (open.at == stage::credit_note && skipped == action::awaiting_credit_note) {
        take_wallet_text(a, open);
    } else if (open.at == stage::refund_reason && skipped == action::awaiting_refund_reason) {
        take_order_text(a, open);
    }
}

// --- What comes from outside --------------------------------------------------------------------

std::string clerk::follow(const token_answer& said, const reply& answer) {
    act a{.bot = 0, .user = said.user, .answer = answer, .now = 0};
    auto& open = talk_of(a);
    if (open.at != stage::token_check || open.effect != said.effect) return judge(a);
    const auto holder = said.is_good ? kept.holder_of(said.platform_id) : 0;
    const auto replaced = open.about;
    if (!said.is_good || (holder != 0 && holder != replaced)) {
        open = {.at = stage::token,
                .about = replaced,
                .cancel_ref = a.button(action::tap_cancel, a.user)};
        return judge(a);
    }
    if (replaced == 0) {
        open.at = stage::agent_name;
        open.platform_id = said.platform_id;
        open.username = said.username;
        open.skip_ref = a.button(action::tap_skip, a.user);
        return judge(a);
    }
    open = {};
    touched.agents.insert(replaced);
    auto& agent = kept.agents.at(replaced);
    if (!agent.is_archived()) {
        agent.platform_id = said.platform_id;
        agent.username = said.username;
        if (agent.wanted) agent.status = "starting";
    }
    return judge(a);
}

std::string clerk::follow_start(number agent, bool is_up, const reply& answer) {
    const act a{.bot = 0, .user = 0, .answer = answer, .now = 0};
    const auto found = kept.agents.find(agent);
    if (is_up && found != kept.agents.end()) {
        auto& row = found->second;
        if (row.wanted && row.status == "error") row.status = "starting";
        kept.reported(agent, "came_up");
    } else {
        kept.reported(agent, "fail");
    }
    touched.agents.insert(agent);
    return judge(a);
}

std::string clerk::follow_report(number agent, std::string_view what, const reply& answer) {
    const act a{.bot = 0, .user = 0, .answer = answer, .now = 0};
    kept.reported(agent, what);
    touched.agents.insert(agent);
    return judge(a);
}

// --- Who may do what ----------------------------------------------------------------------------

bool clerk::is_admin(const act& a) const { return a.bot == 0 && admins_.contains(a.user); }

bool clerk::is_owner(const act& a) const {
    const auto found = kept.agents.find(a.bot);
    return found != kept.agents.end() && !found->second.is_archived() &&
           found->second.owner == a.user;
}

clerk::talk& clerk::talk_of(const act& a) { return talks_[{a.bot, a.user}]; }

}  // namespace agentbackend::simulation
