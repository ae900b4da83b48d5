#include "people.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "addresses.hpp"

namespace agentbackend::simulation {
namespace {

constexpr number most_products = 12;

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

// The clerk does not follow everybody everywhere: the catalogue, wallets, orders and invitations of
// the admins' menu, and the lists of earnings, are left to the tests of the console.
bool leads_astray(const std::string& payload) {
    using console::action;
    const auto button = console::decode_payload(payload);
    if (!button) return false;
    const auto what = button->what;
    return what == action::tap_category || what == action::tap_earnings_by_day ||
           what == action::tap_earnings_by_product || what == action::tap_find_agent ||
           what == action::tap_invite_owner ||
           (what >= action::tap_catalogue && what <= action::tap_confirm_refund);
}

// How much a button draws people. Leaving is rare, or nothing would ever be finished.
int pull(const shown_button& button) {
    if (leads_astray(button.payload)) return 0;
    const std::string_view label = button.label;
    if (label.starts_with("✅ Buy now")) return 12;
    if (label.starts_with("➕ New agent")) return 4;
    if (label.find("Approve") != label.npos || label.find("Paid") != label.npos) return 4;
    if (label == "💸 Withdraw" || label == "💸 Withdrawals") return 4;
    if (label.starts_with("🗑")) return 1;
    if (label.starts_with("❌") || label.starts_with("⬅️")) return 1;
    return 2;
}

}  // namespace

const std::set<number>& people::admins() {
    static const std::set<number> all{1, 2, 3, 4};
    return all;
}

void people::act() {
    has_acted_ = false;
    for (int tries = 0; tries < 8 && !has_acted_; ++tries) tries_to_act();
}

void people::tries_to_act() {
    const auto draw = luck_.between(1, 100);
    if (draw <= 20) return admin_acts();
    if (draw <= 45) {
        const auto bot = some_agent();
        const auto owner = luck_.percent(97) ? known_.agents.at(bot).owner : some_owner();
        return goes_on({bot, owner}, "/agent");
    }
    const auto bot = luck_.percent(10) ? 0 : some_agent();
    goes_on({bot, some_customer(bot)}, "/start");
}

void people::admin_acts() {
    const auto admin = luck_.between(1, std::ssize(admins()));
    // A command would end what is under way.
    const auto* last = newest({0, admin});
    const bool is_busy = last && (is_waiting(last->text) || !answer_to(last->text).empty());
    if (is_busy && luck_.percent(97)) return goes_on({0, admin}, "/admin");
    if (luck_.percent(40)) return admin_commands(admin);
    goes_on({0, admin}, "/admin");
}

void people::admin_commands(number admin) {
    const place main{0, luck_.percent(99) ? admin : some_customer(0)};
    const auto draw = luck_.between(1, 100);
    if (draw <= 4 || known_.products.empty()) {
        if (std::ssize(known_.products) >= most_products) return types(main, "/withdraw_stats");
        const auto name = "Thing " + std::to_string(luck_.between(1, 1'000'000));
        return types(main, "/product_add " + in_words(luck_.between(1, 20'000'000)) + " " + name);
    }
    if (draw <= 16) {
        std::string command = "/stock_add " + std::to_string(some_key(known_.products, luck_));
        for (auto lines = luck_.between(1, 40); lines > 0; --lines) {
            command += "\nitem-" + std::to_string(luck_.bits());
        }
        return types(main, std::move(command));
    }
    if (draw <= 60) {
        const auto bot = luck_.percent(10) ? 0 : some_agent();
        const auto shop = bot == 0 ? "main" : known_.agents.at(bot).id;
        return types(main, "/credit " + shop + " " + std::to_string(some_customer(bot)) + " " +
                               amount_up_to(300 * books::one_usdt) + " by hand");
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

void people::goes_on(place where, const char* opening) {
    const auto* last = newest(where);
    if (!last || luck_.percent(5)) return types(where, opening);
    if (luck_.percent(2)) return forges(where);
    // Most wait for an answer before they go on.
    const bool is_answered =
        std::exchange(answered_up_to_[{where.bot, where.user}], last->touched) != last->touched;
    if (!is_answered && luck_.percent(85)) return;
    if (is_waiting(last->text) && luck_.percent(97)) return;
    auto text = answer_to(last->text);
    if (!text.empty() && luck_.percent(85)) return types(where, std::move(text));
    const auto& chat = platform_.chat(where.bot, where.user);
    const auto& message = luck_.percent(80) ? *last : chat[luck_.index(chat.size())];
    const bool leads_on = std::ranges::any_of(
        message.buttons, [](const shown_button& button) { return pull(button) > 0; });
    if (!leads_on) return types(where, opening);
    taps(where, message);
}

const seen_message* people::newest(place where) {
    const auto& chat = platform_.chat(where.bot, where.user);
    const auto found = std::ranges::max_element(chat, {}, &seen_message::touched);
    return found == chat.end() ? nullptr : &*found;
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
    static const std::vector<action> wishes{
        action::tap_confirm_purchase,   action::tap_redeliver,
        action::tap_quantity,           action::tap_set_markup,
        action::tap_request_withdrawal, action::tap_approve_withdrawal,
        action::tap_pay_withdrawal,     action::tap_cancel_own_withdrawal,
        action::tap_start_agent,        action::tap_confirm_archive,
        action::tap_change_owner};
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
    if (asks(question, "Send a name for the agent")) {
        return "Shop " + std::to_string(luck_.between(1, 1'000'000));
    }
    if (asks(question, "Send the owner's user id") || asks(question, "id of the new owner")) {
        return luck_.percent(97) ? std::to_string(some_owner()) : "somebody";
    }
    if (asks(question, "Send the reason")) return "because";
    if (asks(question, "TXID") && (asks(question, "send") || asks(question, "copy"))) {
        return transaction();
    }
    return {};
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
