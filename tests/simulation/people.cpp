#include "people.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>
#include <utility>

#include "addresses.hpp"

namespace agentbackend::simulation {
namespace {

constexpr number most_products = 12;
constexpr number most_categories = 10;

template <class Rows>
number some_key(const Rows& rows, chance& luck) {
    if (rows.empty()) return 0;
    const auto place = rows.lower_bound(luck.between(1, rows.rbegin()->first));
    return place == rows.end() ? rows.begin()->first : place->first;
}

bool asks(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

// Whether the bot has asked for patience.
bool is_waiting(const std::string& text) {
    return asks(text, "One moment, please") || asks(text, "still being checked");
}

}  // namespace

const std::set<number>& people::admins() {
    static const std::set<number> all{1, 2, 3, 4, 5, 6, 7, 8};
    return all;
}

// There are so few products and categories that they are found again, and come to several pages.
int people::pull(const shown_button& button) const {
    const std::string_view label = button.label;
    if (label == "➕ New product") return std::ssize(known_.products) < most_products ? 2 : 0;
    if (label == "➕ New category") return std::ssize(known_.categories) < most_categories ? 2 : 0;
    if (label.starts_with("✅ Buy now")) return 12;
    if (label.starts_with("➕ New agent")) return 4;
    if (label.starts_with("↩️ Cancel aw_")) return 3;
    const auto claim = console::decode_payload(button.payload);
    const bool is_filter =
        claim && claim->what == console::action::tap_withdrawals && label != "💸 Withdrawals";
    if (is_filter) return 1;
    if (label.find("Approve") != label.npos || label.find("Record payout") != label.npos) return 4;
    if (label == "💸 Withdraw" || label == "💸 Withdrawals") return 3;
    if (label == "➕ Add stock" || label == "📥 Put on sale") return 4;
    if (label == "💲 Set price" || label == "📤 Take off sale") return 1;
    if (label.starts_with("🗑")) return 1;
    if (label.starts_with("❌") || label.starts_with("⬅️")) return 1;
    return 2;
}

void people::act() {
    has_acted_ = false;
    for (int tries = 0; tries < 8 && !has_acted_; ++tries) tries_to_act();
}

void people::tries_to_act() {
    const auto draw = luck_.between(1, 100);
    if (draw <= 25) return admin_acts();
    if (draw <= 45) {
        const auto bot = some_agent();
        const auto owner = luck_.percent(97) ? known_.agents.at(bot).owner : some_owner();
        return goes_on({bot, owner}, "/agent");
    }
    if (draw == 46) return opens_invitation();
    const auto bot = luck_.percent(10) ? 0 : some_agent();
    goes_on({bot, some_customer(bot)}, "/start");
}

void people::admin_acts() {
    const auto admin = luck_.between(1, std::ssize(admins()));
    const auto* last = newest({0, admin});
    if (!last) return types({0, admin}, "/admin");
    if (waits_for_an_answer({0, admin}, *last)) return;
    // A command would end what is under way. Some like to type.
    const bool is_busy = is_waiting(last->text) || !answer_to(last->text).empty();
    const bool types_commands = luck_.percent(is_busy ? 3 : admin <= 2 ? 60 : 10);
    if (types_commands) return admin_commands(admin);
    goes_on_from({0, admin}, *last, "/admin");
}

void people::admin_commands(number admin) {
    const place main{0, luck_.percent(99) ? admin : some_customer(0)};
    const auto draw = luck_.between(1, 100);
    if (draw <= 4 || known_.products.empty()) {
        if (std::ssize(known_.products) >= most_products) return types(main, "/withdraw_stats");
        return types(main, "/product_add " + in_words(luck_.between(1, 20'000'000)) + " " +
                               new_name("Thing"));
    }
    if (draw <= 16) {
        return types(main, "/stock_add " + std::to_string(some_key(known_.products, luck_)) + "\n" +
                               items());
    }
    if (draw <= 60) {
        const auto bot = luck_.percent(10) ? 0 : some_agent();
        const auto shop = bot == 0 ? "main" : known_.agents.at(bot).id;
        return types(main, "/credit " + shop + " " + std::to_string(some_customer(bot)) + " " +
                               amount_up_to(1'000 * books::one_usdt) + " by hand");
    }
    if (draw <= 64) {
        return types(main, "/refund " + std::to_string(some_key(known_.orders, luck_)) + " broken");
    }
    if (draw <= 76) return types(main, "/withdraw_approve " + some_request(true));
    if (draw <= 84) return types(main, "/withdraw_pay " + some_request(true) + " " + transaction());
    if (draw <= 88) return types(main, "/withdraw_reject " + some_request(true) + " not now");
    if (draw <= 91) return types(main, "/withdraw_cancel " + some_request(false) + " bounced");
    if (draw <= 97)
        return types(main, luck_.percent(50) ? "/withdraw_list" : "/withdraw_list paid");
    types(main, "/withdraw_stats");
}

// The one it was meant for, or whoever else got hold of it; now and then it is none.
void people::opens_invitation() {
    const auto agent = some_key(known_.invitations, luck_);
    if (agent == 0) return;
    auto code = known_.invitations.at(agent).code;
    if (luck_.percent(5)) code += "0";
    const auto bot = luck_.percent(95) ? agent : some_agent();
    const auto user = luck_.percent(80) ? some_owner() : some_customer(bot);
    types({bot, user}, "/start claim_" + code);
}

void people::goes_on(place where, const char* opening) {
    const auto* last = newest(where);
    if (!last) return types(where, opening);
    if (!waits_for_an_answer(where, *last)) goes_on_from(where, *last, opening);
}

// Most do before they go on.
bool people::waits_for_an_answer(place where, const seen_message& newest) {
    const bool is_answered =
        std::exchange(answered_up_to_[{where.bot, where.user}], newest.touched) != newest.touched;
    if (!is_answered) return luck_.percent(85);
    return is_waiting(newest.text) && luck_.percent(97);
}

void people::goes_on_from(place where, const seen_message& last, const char* opening) {
    if (luck_.percent(3)) return types(where, opening);
    if (luck_.percent(2)) return forges(where);
    auto text = answer_to(last.text);
    if (!text.empty() && luck_.percent(85)) return types(where, std::move(text));
    const auto& chat = platform_.chat(where.bot, where.user);
    const auto& message = luck_.percent(80) ? last : chat[luck_.index(chat.size())];
    const bool leads_on = std::ranges::any_of(
        message.buttons, [this](const shown_button& button) { return pull(button) > 0; });
    if (!leads_on) return types(where, opening);
    taps(where, message);
}

const seen_message* people::newest(place where) {
    const seen_message* newest = nullptr;
    for (const auto& message : platform_.chat(where.bot, where.user)) {
        if (message.buttons.empty()) continue;
        if (!newest || message.touched > newest->touched) newest = &message;
    }
    return newest;
}

void people::taps(place where, const seen_message& message) {
    std::int64_t all = 0;
    for (const auto& button : message.buttons) all += pull(button);
    auto draw = luck_.between(1, all);
    for (const auto& button : message.buttons) {
        draw -= pull(button);
        if (draw > 0) continue;
        if (button.payload.empty()) return;  // a link: nothing reaches the bot
        return does({where.bot, where.user, true, button.payload}, message.id);
    }
}

// Somebody else's button, one that never was, or no button at all.
void people::forges(place where) {
    using console::action;
    static const std::vector<action> wishes{action::tap_confirm_purchase,
                                            action::tap_redeliver,
                                            action::tap_quantity,
                                            action::tap_set_markup,
                                            action::tap_request_withdrawal,
                                            action::tap_approve_withdrawal,
                                            action::tap_pay_withdrawal,
                                            action::tap_cancel_own_withdrawal,
                                            action::tap_start_agent,
                                            action::tap_confirm_archive,
                                            action::tap_change_owner,
                                            action::tap_invite_owner,
                                            action::tap_set_price,
                                            action::tap_add_stock,
                                            action::tap_take_off_sale,
                                            action::tap_put_on_sale,
                                            action::tap_move_to_category,
                                            action::tap_rename_category,
                                            action::tap_wallet,
                                            action::tap_credit_wallet,
                                            action::tap_refund_order,
                                            action::tap_confirm_refund};
    std::string payload;
    switch (luck_.between(1, 3)) {
        case 1: {
            const auto bot = luck_.percent(50) ? where.bot : some_agent();
            const auto& chat = platform_.chat(bot, some_customer(bot));
            if (!chat.empty() && !chat.back().buttons.empty()) {
                payload = luck_.one_of(chat.back().buttons).payload;
            }
            break;
        }
        case 2:
            payload = console::encode({.bot = bot_ref::from_value(where.bot),
                                       .user = {where.user},
                                       .what = luck_.one_of(wishes),
                                       .args = {luck_.between(0, 400), luck_.between(0, 3)}});
            break;
        default: payload = std::string(luck_.index(64), static_cast<char>('A' + luck_.index(26)));
    }
    does({where.bot, where.user, true, payload}, luck_.between(1, 1'000));
}

void people::types(place where, std::string text) {
    does({where.bot, where.user, false, std::move(text)}, 0);
}

void people::does(const deed& what, number message) {
    has_acted_ = true;
    platform_.does(what, message);
    // A nervous finger. What is named or sold must be there once, though, to be told apart.
    const bool is_about_goods =
        what.text.starts_with("/product_") || what.text.starts_with("/stock_");
    if (!is_about_goods && luck_.percent(8)) platform_.does(what, message);
}

// What the person types when the screen asks for it; empty when it asks for nothing.
std::string people::answer_to(const std::string& question) {
    const auto names_a_token = [&] {
        return asks(question, "Send the bot token") || asks(question, "Send the new bot token") ||
               asks(question, "from @BotFather") || asks(question, "the token of another bot") ||
               asks(question, "send it again later");
    };
    if (asks(question, "Send the new one in USDT") || asks(question, "Please send less")) {
        return luck_.percent(95) ? amount_up_to(2 * books::one_usdt) : "99999999";
    }
    if (asks(question, "Send the amount to withdraw") || asks(question, "larger amount") ||
        asks(question, "smaller amount")) {
        return withdrawal_amount(question);
    }
    if (asks(question, "TRC20 address") || asks(question, "your own wallet") ||
        asks(question, "wallet's Receive page")) {
        return address();
    }
    if (asks(question, "Send the quantity") || asks(question, "a whole number from")) {
        return luck_.percent(95) ? std::to_string(luck_.between(1, 12)) : "1001";
    }
    if (names_a_token()) return token();
    if (asks(question, "Send the reason")) return "because";
    if (asks(question, "TXID") && (asks(question, "send") || asks(question, "copy"))) {
        return transaction();
    }
    auto answer = answer_about_agents(question);
    if (answer.empty()) answer = answer_about_goods(question);
    if (answer.empty()) answer = answer_about_customers(question);
    return answer;
}

std::string people::answer_about_agents(const std::string& question) {
    if (asks(question, "Send a name for the agent") || asks(question, "1 to 64 characters.")) {
        return new_name("Shop");
    }
    if (asks(question, "Send the owner's user id") || asks(question, "id of the new owner")) {
        return luck_.percent(97) ? std::to_string(some_owner()) : "somebody";
    }
    if (asks(question, "Send the agent’s name") || asks(question, "Try another name")) {
        const auto& wanted = known_.agents.at(some_agent());
        switch (luck_.between(1, 4)) {
            case 1: return wanted.name;
            case 2: return wanted.id;
            case 3: return "@" + wanted.username;
            default: return std::to_string(wanted.owner);
        }
    }
    return {};
}

std::string people::answer_about_goods(const std::string& question) {
    if (asks(question, "Send the category’s name")) return new_name("Shelf");
    if (asks(question, "Send the product’s name")) return new_name("Thing");
    if (asks(question, "1 to 128 characters.")) {
        return new_name(asks(question, "Past orders") ? "Thing" : "Shelf");
    }
    if (asks(question, "Send the base price") || asks(question, "Send the new base price")) {
        return luck_.percent(97) ? amount_up_to(20 * books::one_usdt) : "0";
    }
    if (asks(question, "Send the stock of")) return items();
    return {};
}

std::string people::answer_about_customers(const std::string& question) {
    if (asks(question, "the customer’s user id")) {
        return luck_.percent(97) ? std::to_string(some_customer(some_agent())) : "somebody";
    }
    if (asks(question, "How much USDT should be credited")) {
        return luck_.percent(97) ? amount_up_to(1'000 * books::one_usdt) : "0";
    }
    if (asks(question, "Send a note")) return "by hand";
    if (asks(question, "Send the order’s number") || asks(question, "There is no order")) {
        return (luck_.percent(50) ? "#" : "") + std::to_string(some_key(known_.orders, luck_));
    }
    return {};
}

std::string people::new_name(const char* kind) {
    return std::string(kind) + " " + std::to_string(luck_.bits() >> 20);
}

std::string people::items() {
    std::string lines;
    for (auto count = luck_.between(1, 40); count > 0; --count) {
        lines += "item-" + std::to_string(luck_.bits()) + "\n";
    }
    return lines;
}

std::string people::amount_up_to(micros most) {
    auto amount = luck_.between(1, most);
    if (luck_.percent(60)) amount -= amount % 10'000;
    auto text = in_words(amount);
    if (luck_.percent(10)) text += "u";
    return luck_.percent(97) ? text : "1.2345678";
}

std::string people::withdrawal_amount(const std::string& question) {
    const shown read{.text = question};
    auto available = read_sum(part_of(read,
                                      "Available: {} USDT. The minimum is "
                                      "10.00 USDT; a fee of 1.00 USDT is taken from the "
                                      "amount."));
    if (!available || *available < books::least_withdrawal || luck_.percent(5)) {
        return amount_up_to(50 * books::one_usdt);
    }
    return in_words(luck_.percent(20) ? *available
                                      : luck_.between(books::least_withdrawal, *available));
}

std::string people::address() {
    if (luck_.percent(85)) return std::string(good_address);
    if (luck_.percent(50)) return std::string(places_of_loss[luck_.index(places_of_loss.size())]);
    return std::string(no_addresses[luck_.index(no_addresses.size())]);
}

std::string people::transaction() {
    if (luck_.percent(4)) return "not a transaction";
    if (!known_.txids.empty() && luck_.percent(10)) return "0x" + *known_.txids.begin();
    constexpr std::string_view alphabet = "0123456789abcdefABCDEF";
    std::string digits(64, '0');
    for (auto& digit : digits) digit = alphabet[luck_.index(alphabet.size())];
    return digits;
}

std::string people::token() {
    if (luck_.percent(4)) return "no token at all";
    const auto old = some_agent();
    const bool is_taken = old != 0 && luck_.percent(5);
    const auto id = is_taken ? known_.agents.at(old).platform_id : luck_.between(100'000, 1 << 30);
    return std::to_string(id) + ":AAExampleSecretOfThirtyFiveChars_-x";
}

// Most people go where most people are.
number people::some_agent() {
    constexpr number busy_shops = 20;
    if (luck_.percent(25)) return some_key(known_.agents, luck_);
    const auto shop = known_.agents.lower_bound(luck_.between(1, busy_shops));
    return shop == known_.agents.end() ? 0 : shop->first;
}

number people::some_customer(number bot) {
    return customer_of(bot, luck_.between(0, bot == 0 ? 20 : 5));
}

std::string people::some_request(bool wants_open) {
    if (known_.requests.empty()) return "aw_20250124_143022_abc123";
    for (int tries = 0; tries < 5; ++tries) {
        const auto& request = known_.requests.at(some_key(known_.requests, luck_));
        if (!wants_open || request.is_open()) return request.id;
    }
    return known_.requests.rbegin()->second.id;
}

}  // namespace agentbackend::simulation
