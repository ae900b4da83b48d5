#include "clerk.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "addresses.hpp"

namespace agentbackend::simulation {
namespace {

using console::action;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) {
        text.remove_prefix(1);
    }
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) {
        text.remove_suffix(1);
    }
    return text;
}

// The first word, which is taken off.
std::string_view take_word(std::string_view& text) {
    text = trimmed(text);
    const auto end =
        std::find_if(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c); });
    const auto word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text = trimmed(text.substr(word.size()));
    return word;
}

// A whole number above zero; zero for anything else.
number whole_number(std::string_view text) {
    text = trimmed(text);
    number value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = failure == std::errc() && end == text.data() + text.size();
    return is_number && value > 0 ? value : 0;
}

std::optional<std::string> transaction_in(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
    if (text.size() != 64) return std::nullopt;
    std::string folded;
    for (const unsigned char c : text) {
        if (!std::isxdigit(c)) return std::nullopt;
        folded.push_back(static_cast<char>(std::tolower(c)));
    }
    return folded;
}

bool is_token(std::string_view text) {
    const auto colon = text.find(':');
    return colon != text.npos && whole_number(text.substr(0, colon)) > 0 &&
           text.size() - colon - 1 >= 20;
}

// The openings of screens that tell of a success.
constexpr std::array<std::string_view, 15> successes{
    "✅ Paid. Thank you!",
    "✅ The markup is {} USDT per item now. It applies to future orders.",
    "✅ Your withdrawal has been submitted and awaits review.",
    "✅ The request is cancelled; {} USDT are available again.",
    "✅ Credited {} USDT to user {} in {}; the balance is {} USDT.",
    "✅ Order #{} has been refunded: {} USDT. User {} has {} USDT now.",
    "✅ “{}” has been added at a base price of {} USDT, as number {}.",
    "✅ {} added to “{}”; {} in stock now.",
    "✅ Withdrawal {}: Approved, awaiting payment.",
    "✅ Withdrawal {}: Paid.",
    "✅ Withdrawal {}: Rejected.",
    "✅ Withdrawal {}: Cancelled.",
    "✅ The agent “{}” has been created; its bot is starting.",
    "✅ The owner is {} now.",
    "✅ “{}” has been archived.",
};
constexpr std::string_view no_success;

std::string in_quotes(std::string_view text) { return "“" + std::string(text) + "”"; }

}  // namespace

// One act while it is followed: who, where, what came of it, and what must have come of it.
struct clerk::act {
    number bot;
    number user;
    const reply& answer;
    micros now;
    std::string_view text{};

    attention mind{};
    std::string_view success{no_success};  // that must be told; empty: none may be
    bool makes_offer = false;
    number keeps_offer = 0;  // shown again as it is
    number delivers = 0;     // the order whose items must come
    std::string wrong{};     // found on the way

    bool is_told(std::string_view pattern) const { return !told(pattern).empty(); }
    // The parts of the pattern where the person was told it.
    std::vector<std::string> told(std::string_view pattern) const {
        std::vector<std::string_view> parts;
        for (const auto& message : answer.messages) {
            if (message.bot != bot || message.chat != user) continue;
            std::string_view rest = message.text;
            while (!rest.empty()) {
                const auto end = std::min(rest.find('\n'), rest.size());
                if (fits(rest.substr(0, end), pattern, parts)) {
                    std::vector<std::string> copies{std::string(rest.substr(0, end))};
                    copies.insert(copies.end(), parts.begin(), parts.end());
                    return copies;
                }
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        return {};
    }
    number told_number(std::string_view pattern, std::size_t part = 1) const {
        const auto parts = told(pattern);
        return parts.size() > part ? whole_number(parts[part]) : 0;
    }
    // The first argument of the first button for this action, in any chat; zero: there is none.
    number button(action what, std::optional<number> in_chat = {}) const {
        for (const auto& message : answer.messages) {
            if (in_chat && (message.bot != bot || message.chat != *in_chat)) continue;
            for (const auto& shown : message.buttons) {
                const auto claim = console::decode_payload(shown.payload);
                if (claim && claim->what == what) return claim->args[0];
            }
        }
        return 0;
    }
};

// --- From an act to a judgement -----------------------------------------------------------------

std::string clerk::follow(const deed& done, const reply& answer, micros now) {
    act a{.bot = done.bot, .user = done.user, .answer = answer, .now = now, .text = done.text};
    if (done.is_tap) {
        take_tap(a);
    } else if (trimmed(done.text).starts_with('/')) {
        talk_of(a) = {};
        std::string_view rest = trimmed(done.text).substr(1);
        const auto name = take_word(rest);
        take_command(a, name, rest);
    } else {
        take_text(a);
    }
    talk_of(a).skip_ref = std::max(talk_of(a).skip_ref, a.button(action::tap_skip, a.user));
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
    for (const auto success : successes) {
        const bool must = success == a.success;
        if (a.is_told(success) == must) continue;
        return (must ? "they were not told " : "they were told ") + in_quotes(success);
    }
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

// Items come when an order is paid, or asked for again: as many as were bought, and nobody else's.
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
        std::string_view items =
            message.file.empty() ? std::string_view(message.text) : std::string_view(message.file);
        if (message.file.empty()) items.remove_prefix(std::min(title.size() + 1, items.size()));
        number count = 0;
        while (!items.empty()) {
            const auto end = std::min(items.find('\n'), items.size());
            const std::string item(items.substr(0, end));
            items.remove_prefix(std::min(end + 1, items.size()));
            if (item.empty()) continue;
            ++count;
            const auto owner = sold_items_.emplace(item, number_of_order).first->second;
            if (owner != number_of_order) return "item " + item + " was sold twice";
        }
        if (count != sold->second.quantity) return "the delivery is not what was bought";
        return {};
    }
    return a.delivers == 0 ? "" : "the items did not come";
}

// --- Commands -----------------------------------------------------------------------------------

void clerk::take_command(act& a, std::string_view name, std::string_view rest) {
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
        a.mind = {.wallet_bot = bot, .wallet_user = user, .amount = *amount};
        touched.wallets.insert({bot, user});
        if (kept.credit(bot, user, *amount) == verdict::done) a.success = successes[4];
    } else if (name == "refund") {
        const auto order = whole_number(take_word(rest));
        if (kept.refund(order) != verdict::done) return;
        const auto& sold = kept.orders.at(order);
        touched.wallets.insert({sold.bot, sold.customer});
        touched.agents.insert(sold.bot);
        a.success = successes[5];
    } else if (name == "product_add") {
        const auto base = read_sum(take_word(rest));
        if (!base || rest.empty()) return;
        a.success = successes[6];
        const auto product = a.told_number(successes[6], 3);
        if (product == 0 || kept.products.contains(product)) {
            a.wrong = "the new product has no number of its own";
            return;
        }
        kept.add_product(product, std::string(rest), *base);
    } else if (name == "stock_add") {
        const auto product = whole_number(take_word(rest));
        const auto lines = std::count(rest.begin(), rest.end(), '\n');
        const auto items = rest.empty() ? 0 : lines + 1;
        touched.products.insert(product);
        if (kept.add_stock(product, items) == verdict::done) a.success = successes[7];
    } else if (name.starts_with("withdraw_")) {
        const auto found = kept.requests_by_id.find(take_word(rest));
        if (found == kept.requests_by_id.end()) return;
        const auto request = found->second;
        if (name == "withdraw_approve") decide(a, kept.approve(request), request, "approved");
        if (name == "withdraw_reject") decide(a, kept.reject(request), request, "rejected");
        if (name == "withdraw_cancel" && !rest.empty()) {
            decide(a, kept.cancel_by_admin(request), request, "cancelled");
        }
        const auto txid = transaction_in(rest);
        if (name == "withdraw_pay" && txid) decide(a, kept.pay(request, *txid), request, "paid");
    }
}

void clerk::decide(act& a, verdict came_to, number request, const char* status) {
    a.mind.request = request;
    if (came_to != verdict::done) return;
    touched.agents.insert(kept.requests.at(request).agent);
    const std::string_view words(status);
    a.success = words == "approved"   ? successes[8]
                : words == "paid"     ? successes[9]
                : words == "rejected" ? successes[10]
                                      : successes[11];
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
            if (!is_owner(a)) {
                open = {};
                return;
            }
            return take_owner_text(a, open);
        default: return take_admin_text(a, open);
    }
}

void clerk::take_owner_text(act& a, talk& open) {
    if (open.at == stage::address) return request_withdrawal(a, open);
    const auto sum = read_sum(a.text);
    if (!sum) return;
    if (open.at == stage::markup) {
        if (kept.set_markup(a.bot, *sum) != verdict::done) return;
        open = {};
        a.success = successes[1];
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
    a.success = successes[2];
}

void clerk::take_admin_text(act& a, talk& open) {
    if (!is_admin(a)) {
        open = {};
        return;
    }
    const auto request = open.about;
    switch (open.at) {
        case stage::token:
            if (!is_token(trimmed(a.text))) return;
            open.at = stage::token_check;
            open.effect = a.answer.check_effect;
            if (open.effect == 0) a.wrong = "nobody was asked whose token this is";
            return;
        case stage::agent_name: return name_agent(a, open, std::string(trimmed(a.text)));
        case stage::agent_owner: return create_agent(a, open, whole_number(a.text));
        case stage::new_owner: {
            const auto owner = whole_number(a.text);
            auto& agent = kept.agents.at(open.about);
            if (owner == 0 || agent.is_archived()) return;
            agent.owner = owner;
            touched.agents.insert(open.about);
            open = {};
            a.success = successes[13];
            return;
        }
        case stage::reject_reason:
            open = {};
            return decide(a, kept.reject(request), request, "rejected");
        case stage::cancel_reason:
            open = {};
            return decide(a, kept.cancel_by_admin(request), request, "cancelled");
        case stage::payment_txid: {
            const auto txid = transaction_in(a.text);
            const bool is_approved = kept.requests.at(request).status == "approved";
            if (!txid || (is_approved && kept.txids.contains(*txid))) return;
            open = {};
            return decide(a, kept.pay(request, *txid), request, "paid");
        }
        default: return;
    }
}

void clerk::name_agent(act&, talk& open, const std::string& name) {
    if (name.empty() || name.size() > 64) return;
    open.name = name;
    open.at = stage::agent_owner;
}

void clerk::create_agent(act& a, talk& open, number owner) {
    if (owner == 0) return;
    const auto begun = open;
    open = {};
    if (kept.holder_of(begun.platform_id) != 0) return;
    const auto id = a.told("Id: {}");
    if (a.answer.started_agent == 0 || id.size() < 2 || kept.agents_by_id.contains(id[1])) {
        a.wrong = "the new agent has no id of its own";
        return;
    }
    kept.open_shop(a.answer.started_agent,
                   {.id = id[1], .owner = owner, .platform_id = begun.platform_id});
    touched.agents.insert(a.answer.started_agent);
    a.success = successes[12];
}

// --- Taps ---------------------------------------------------------------------------------------

void clerk::take_tap(act& a) {
    const auto claim = console::decode_payload(a.text);
    if (!claim || claim->bot.value() != a.bot || claim->user.value != a.user) return;
    const auto what = static_cast<int>(claim->what);
    const auto [first, second] = claim->args;
    if (what < 200) {
        if (kept.is_open(a.bot)) take_customer_tap(a, what, first, second);
    } else if (what < 300) {
        if (is_owner(a)) take_owner_tap(a, what, first);
    } else if (is_admin(a)) {
        take_admin_tap(a, what, first, second);
    }
}

void clerk::take_customer_tap(act& a, int what, number first, number second) {
    switch (static_cast<action>(what)) {
        case action::tap_home:
        case action::tap_close:
        case action::tap_cancel: talk_of(a) = {}; return;
        case action::tap_quantity: return begin_offer(a, first, second);
        case action::tap_other_quantity:
            if (kept.products.contains(first)) {
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
    if (!kept.products.contains(product)) return;
    if (quantity < 1 || quantity > books::most_at_once) return;
    a.mind.product = product;
    a.mind.quantity = quantity;
    a.makes_offer = true;
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
            a.success = successes[0];
            if (told_order == 0) a.wrong = "the order has no number";
            return;
        case verdict::repeated: a.success = successes[0]; return;
        case verdict::refused: break;
    }
    if (!is_own) return;
    const bool is_stale = a.now - made.made_at > books::offers_live || !kept.terms_still_hold(made);
    if (is_stale) {
        a.makes_offer = true;
    } else if (kept.products.at(made.product).stock >= made.quantity) {
        a.keeps_offer = offer;  // the wallet is short
    }
}

void clerk::take_owner_tap(act& a, int what, number first) {
    auto& open = talk_of(a);
    switch (static_cast<action>(what)) {
        case action::tap_dashboard: open = {}; return;
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
            if (kept.cancel_by_owner(first, a.bot) == verdict::done) a.success = successes[3];
            return;
        default: return;
    }
}

void clerk::take_admin_tap(act& a, int what, number first, number second) {
    auto& open = talk_of(a);
    const auto request = kept.requests.find(first);
    const auto status = request == kept.requests.end() ? "" : request->second.status;
    touched.agents.insert(first);
    const auto ask = [&](stage at, std::string_view needed) {
        a.mind.request = first;
        if (status == needed) open = {.at = at, .about = first};
    };
    switch (static_cast<action>(what)) {
        case action::tap_admin_menu: open = {}; return;
        case action::tap_add_agent: open = {.at = stage::token}; return;
        case action::tap_replace_token:
            if (kept.agents.contains(first)) open = {.at = stage::token, .about = first};
            return;
        case action::tap_change_owner:
            if (kept.agents.contains(first)) open = {.at = stage::new_owner, .about = first};
            return;
        case action::tap_rename_agent:
            if (kept.agents.contains(first)) open = {.at = stage::elsewhere};
            return;
        case action::tap_start_agent: kept.start(first); return;
        case action::tap_stop_agent: kept.stop(first); return;
        case action::tap_confirm_archive:
            if (kept.archive(first) == verdict::done) a.success = successes[14];
            return;
        case action::tap_approve_withdrawal:
            return decide(a, kept.approve(first), first, "approved");
        case action::tap_reject_withdrawal: return ask(stage::reject_reason, "pending");
        case action::tap_pay_withdrawal: return ask(stage::payment_txid, "approved");
        case action::tap_cancel_withdrawal: return ask(stage::cancel_reason, "approved");
        case action::tap_skip: return take_skip(a, first, second);
        default: return;
    }
}

void clerk::take_skip(act& a, number ref, number state) {
    auto& open = talk_of(a);
    if (open.skip_ref == 0 || open.skip_ref != ref) return;
    const auto skipped = static_cast<action>(state);
    if (open.at == stage::agent_name && skipped == action::awaiting_agent_name) {
        name_agent(a, open, open.username);
    } else if (open.at == stage::agent_owner && skipped == action::awaiting_agent_owner) {
        create_agent(a, open, a.user);
    } else if (open.at == stage::reject_reason && skipped == action::awaiting_reject_reason) {
        const auto request = open.about;
        open = {};
        decide(a, kept.reject(request), request, "rejected");
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
        open = {.at = stage::token, .about = replaced};
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
