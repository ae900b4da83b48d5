#include "screens.hpp"

#include "people.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace agentbackend::simulation {
namespace {

using parts_type = std::vector<std::string_view>;

number number_in(std::string_view digits) {
    number value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool names_an_amount(std::string_view line) {
    for (auto at = line.find(" USDT"); at != line.npos; at = line.find(" USDT", at + 1)) {
        if (at > 0 && line[at - 1] >= '0' && line[at - 1] <= '9') return true;
    }
    return false;
}

// A day since 1970, as in `25 Jan 2025`.
std::string day_in_words(number day) {
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    return std::to_string(static_cast<unsigned>(date.day())) + " " +
           months.at(static_cast<unsigned>(date.month()) - 1) + " " +
           std::to_string(static_cast<int>(date.year()));
}

// As a list of earnings says it.
std::string earnings_in_words(const std::string& what, const books::earned& sums) {
    auto words = what + ": " + in_words(sums.profit - sums.taken_back) + " USDT (" +
                 std::to_string(sums.sales) + " sold";
    if (sums.refunds > 0) {
        words += ", " + std::to_string(sums.refunds) + " refunded: -" + in_words(sums.taken_back) +
                 " USDT";
    }
    return words + ")";
}

std::string_view status_in_words(const std::string& status) {
    if (status == "pending") return "Pending";
    if (status == "approved") return "Approved, awaiting payment";
    if (status == "paid") return "Paid";
    if (status == "rejected") return "Rejected";
    return "Cancelled";
}

constexpr std::size_t label_characters = 40;
constexpr std::size_t order_label_characters = 24;

class reading {
public:
    reading(const books& kept, const shown& message, const attention& mind)
        : books_(kept), message_(message), mind_(mind) {
        agent_ = find_agent(message.bot);
        request_ = find_request(mind.request);
        product_ = mind.product;
        quantity_ = mind.quantity;
    }

    std::string run() {
        std::string_view rest = message_.text;
        while (!rest.empty() && wrong_.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            line_ = rest.substr(0, end);
            if (!line_.empty()) read_line();
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        for (const auto& button : message_.buttons) {
            if (!wrong_.empty()) break;
            line_ = button.label;
            const auto claim = console::decode_payload(button.payload);
            read_label(claim ? claim->args[0] : 0);
        }
        return wrong_;
    }

private:
    using check = void (reading::*)();
    struct rule {
        std::string_view pattern;
        check run;
    };

    void read_line() {
        static constexpr std::array rules{
            // What the lines below are about.
            rule{"Id: {}", &reading::about_agent},
            rule{"Request: {}", &reading::about_request},
            rule{"{}. Request: {}", &reading::about_request},
            rule{"🧾 Order #{}", &reading::about_order},
            rule{"Order: #{}", &reading::about_order},
            rule{"Product: {}", &reading::about_product},
            rule{"Quantity: {}", &reading::about_quantity},
            rule{"Status: {}", &reading::status},
            rule{"Owner: {}", &reading::owner},
            // An admin's view of other people's.
            rule{"Bot: {}", &reading::about_another_bot},
            rule{"User id: {}", &reading::about_another_user},
            rule{"Customer: {}", &reading::about_another_user},
            rule{"Agent’s profit: {} USDT", &reading::profit_of_order},
            rule{"Base price: {} USDT", &reading::base_price},
            rule{"In stock: {}, sold: {}", &reading::stock_and_sold},
            rule{"In stock: {}, fewer than {}. Nothing was charged; please take fewer.",
                 &reading::stock},
            rule{"The base price of “{}” is {} USDT now.", &reading::named_base_price},
            rule{"Number: {}", &reading::product_number},
            rule{"Category: {}", &reading::category},
            rule{"On sale", &reading::on_sale},
            rule{"Off sale", &reading::off_sale},
            // An agent's money.
            rule{"Markup: {} USDT per item", &reading::markup},
            rule{"The markup is {} USDT per item now.", &reading::markup},
            rule{"✅ The markup is {} USDT per item now. It applies to future orders.",
                 &reading::markup},
            rule{"Available: {} USDT", &reading::available},
            rule{"Available: {} USDT. The minimum is {} USDT; a fee of {} USDT is taken from the "
                 "amount.",
                 &reading::available_and_terms},
            rule{"Frozen: {} USDT", &reading::frozen},
            rule{"Total paid: {} USDT", &reading::total_paid},
            rule{"Earned in total: {} USDT", &reading::earned},
            rule{"Of which fees: {} USDT", &reading::fees},
            rule{"📅 Earnings by day", &reading::about_days},
            rule{"📦 Earnings by product", &reading::about_products},
            rule{"{}: {} USDT ({} sold)", &reading::earned_with_it},
            rule{"{}: {} USDT ({} sold, {} refunded: -{} USDT)", &reading::earned_with_it},
            rule{"No earnings yet. They appear here once something is sold.",
                 &reading::nothing_earned},
            rule{"You have {} USDT available; the minimum is {} USDT. Earn {} USDT more to "
                 "withdraw.",
                 &reading::available_below_minimum},
            rule{"You have {} USDT available, less than {} USDT. Please send a smaller amount.",
                 &reading::available},
            rule{"The agent has {} USDT available; it must be zero before archiving.",
                 &reading::harmless},
            rule{"The minimum is {} USDT; {} USDT is too little. Please send a larger amount.",
                 &reading::minimum},
            rule{"The markup may be at most {} USDT; {} USDT is too much. Please send less.",
                 &reading::ceiling},
            rule{"The amount must be above 0 and at most {} USDT. Please send another.",
                 &reading::most_typed},
            // Withdrawals.
            rule{"Amount: {} USDT, fee {} USDT, net {} USDT", &reading::request_amounts},
            rule{"Withdrawing {} USDT: fee {} USDT, you receive {} USDT.", &reading::typed_amounts},
            rule{"Pay {} USDT to the address below, then send the TXID.", &reading::net_to_pay},
            rule{"✅ The request is cancelled; {} USDT are available again.",
                 &reading::request_amount},
            rule{"Fees earned: {} USDT", &reading::all_fees},
            rule{"Net paid: {} USDT", &reading::all_payouts},
            rule{"{}: {}, {} USDT", &reading::totals_of_status},
            // The shop.
            rule{"Wallet: {} USDT", &reading::wallet},
            rule{"Price: {} USDT", &reading::price_of_one},
            rule{"Unit price: {} USDT", &reading::price_of_one},
            rule{"Total: {} USDT", &reading::price_of_all},
            rule{"Paid: {} USDT", &reading::price_of_all},
            rule{"The price has changed: the total was {} USDT and is {} USDT now. Nothing was "
                 "charged; please confirm again.",
                 &reading::changed_price},
            rule{"This costs {} USDT and your wallet has {} USDT: {} USDT short. Nothing was "
                 "charged. To top up, send your user id (/id) to support or the admin, then "
                 "confirm again.",
                 &reading::missing_money},
            rule{"In stock: {}", &reading::stock},
            // The admins'.
            rule{"✅ Credited {} USDT to user {} in {}; the balance is {} USDT.",
                 &reading::credited},
            rule{"Crediting {} USDT to user {}. Send a note, or skip.", &reading::to_be_credited},
            rule{"✅ Order #{} has been refunded: {} USDT. User {} has {} USDT now.",
                 &reading::refunded},
            rule{"Refund order #{}: {} USDT go back to user {}? Delivered items are not taken "
                 "back.",
                 &reading::to_be_refunded},
            rule{"The agent’s profit of {} USDT is taken back.", &reading::profit_of_order},
            rule{"💰 {} USDT have been added to your wallet.", &reading::credited_to_me},
            rule{"↩️ Order #{} has been refunded: {} USDT.", &reading::refunded_to_me},
            rule{"✅ “{}” has been added at a base price of {} USDT, as number {}.",
                 &reading::new_product},
            rule{"✅ The base price is {} USDT now. It applies to future orders.",
                 &reading::base_price},
            rule{"✅ {} added to “{}”; {} in stock now.", &reading::stock_after_adding},
        };
        for (const auto& [pattern, run] : rules) {
            if (!fits(line_, pattern, parts_)) continue;
            (this->*run)();
            return;
        }
        if (names_an_amount(line_)) say("nobody checks this amount");
    }

    // `subject`: what its button is about.
    void read_label(number subject) {
        if (fits(line_, "#{} · {} × {} · {} USDT", parts_)) {
            const auto found = books_.orders.find(number_in(parts_[0]));
            if (found == books_.orders.end()) return say("there is no such order");
            const auto& order = found->second;
            expect(parts_[1], in_short(order.product_name, order_label_characters));
            expect(parts_[2], std::to_string(order.quantity));
            expect(parts_[3], in_words(order.total));
        } else if (fits(line_, "{} · {} USDT · {} left", parts_)) {
            product_ = subject;
            expect(parts_[0], in_short(product().name, label_characters));
            expect(parts_[1], in_words(books_.price(message_.bot, product_)));
            expect(parts_[2], std::to_string(product().stock()));
            on_sale();
        } else if (fits(line_, "🚫 {} · off sale", parts_)) {
            product_ = subject;
            expect(parts_[0], in_short(product().name, label_characters));
            off_sale();
        } else if (fits(line_, "{} · {} USDT", parts_)) {
            expect(parts_[0], std::to_string(subject));
            expect(parts_[1], in_words(books_.wallet(mind_.wallet_bot, subject)));
        } else if (names_an_amount(line_)) {
            say("nobody checks this amount");
        }
    }

    // --- What the lines are about ---

    void about_agent() {
        const auto found = books_.agents_by_id.find(parts_[0]);
        if (found == books_.agents_by_id.end()) return say("there is no such agent");
        agent_ = find_agent(found->second);
    }
    void about_request() {
        const auto found = books_.requests_by_id.find(parts_.back());
        if (found == books_.requests_by_id.end()) return say("there is no such request");
        request_ = find_request(found->second);
    }
    void about_order() {
        const auto found = books_.orders.find(number_in(parts_[0]));
        if (found == books_.orders.end()) return say("there is no such order");
        order_ = &found->second;
        const bool is_admins = people::admins().contains(message_.chat) && message_.bot == 0;
        if (order_->customer != message_.chat && !is_admins) say("the order is somebody else's");
    }
    void about_another_bot() { is_about_another_bot_ = true; }
    void about_another_user() {
        if (!is_about_another_bot_) return;
        another_user_ = number_in(parts_[0]);
        expect(parts_[0], std::to_string(order_ ? order_->customer : mind_.wallet_user));
    }
    void about_product() { expect(parts_[0], order_ ? order_->product_name : product().name); }
    void product_number() { expect(parts_[0], std::to_string(product_)); }
    void about_quantity() {
        quantity_ = number_in(parts_[0]);
        if (order_) expect(parts_[0], std::to_string(order_->quantity));
    }
    void status() {
        if (order_) return expect(parts_[0], order_->refunded ? "Refunded" : "Paid");
        if (request_) expect(parts_[0], status_in_words(request_->status));
    }

    void owner() {
        if (agent_) expect(parts_[0], std::to_string(agent_->owner));
    }

    // --- An agent's money ---

    void markup() {
        of_agent(0, [](const auto& a) { return a.markup; });
    }
    void available() {
        of_agent(0, [](const auto& a) { return a.available; });
    }
    void frozen() {
        of_agent(0, [](const auto& a) { return a.frozen; });
    }
    void fees() {
        of_agent(0, [](const auto& a) { return a.fees; });
    }
    void total_paid() {
        of_agent(0, [](const auto& a) { return a.payouts + a.fees; });
    }
    void earned() {
        of_agent(0, [](const auto& a) { return a.available + a.frozen + a.payouts + a.fees; });
    }
    void about_days() { lists_days_ = true; }
    void about_products() { lists_days_ = false; }
    void earned_with_it() {
        const auto& rows = lists_days_ ? books_.earned_by_day : books_.earned_by_product;
        for (auto row = rows.lower_bound({message_.bot, 0});
             row != rows.end() && row->first.first == message_.bot; ++row) {
            const auto about = row->first.second;
            const auto what = lists_days_
                                  ? day_in_words(about)
                                  : in_short(books_.products.at(about).name, label_characters);
            if (line_ == earnings_in_words(what, row->second)) return;
        }
        say("that is not what was earned");
    }
    void nothing_earned() {
        const auto first = books_.earned_by_day.lower_bound({message_.bot, 0});
        const bool has_any =
            first != books_.earned_by_day.end() && first->first.first == message_.bot;
        if (has_any) say("there are earnings");
    }
    void available_and_terms() {
        available();
        expect(parts_[1], in_words(books::least_withdrawal));
        expect(parts_[2], in_words(books::fee));
    }
    void available_below_minimum() {
        available();
        expect(parts_[1], in_words(books::least_withdrawal));
        of_agent(2, [](const auto& a) { return books::least_withdrawal - a.available; });
    }
    void minimum() { expect(parts_[0], in_words(books::least_withdrawal)); }
    void ceiling() { expect(parts_[0], in_words(books::highest_markup)); }
    void most_typed() { expect(parts_[0], in_words(books::most_typed)); }
    void harmless() {}

    // --- Withdrawals ---

    void request_amounts() {
        if (!request_) return say("of which request?");
        amounts_of(request_->amount);
    }
    void typed_amounts() { amounts_of(mind_.amount); }
    void amounts_of(micros amount) {
        expect(parts_[0], in_words(amount));
        expect(parts_[1], in_words(books::fee));
        expect(parts_[2], in_words(amount - books::fee));
    }
    void net_to_pay() {
        if (!request_) return say("of which request?");
        expect(parts_[0], in_words(request_->amount - books::fee));
    }
    void request_amount() {
        if (!request_) return say("of which request?");
        expect(parts_[0], in_words(request_->amount));
    }
    void all_fees() {
        sum_over_agents([](const auto& a) { return a.fees; });
    }
    void all_payouts() {
        sum_over_agents([](const auto& a) { return a.payouts; });
    }
    void totals_of_status() {
        number count = 0;
        micros sum = 0;
        for (const auto& [ref, request] : books_.requests) {
            if (status_in_words(request.status) != parts_[0]) continue;
            ++count;
            sum += request.amount;
        }
        expect(parts_[1], std::to_string(count));
        expect(parts_[2], in_words(sum));
    }

    // --- The shop ---

    void wallet() {
        const auto bot = another_user_ ? mind_.wallet_bot : message_.bot;
        const auto user = another_user_.value_or(message_.chat);
        expect(parts_[0], in_words(books_.wallet(bot, user)));
    }
    void profit_of_order() {
        if (!order_) return say("of which order?");
        expect(parts_[0], in_words(order_->profit));
    }
    void named_base_price() {
        expect(parts_[0], product().name);
        expect(parts_[1], in_words(product().base));
    }
    void base_price() { expect(parts_[0], in_words(product().base)); }
    void stock_and_sold() {
        expect(parts_[0], std::to_string(product().stock()));
        expect(parts_[1], std::to_string(product().sold));
    }
    void category() {
        const auto found = books_.categories.find(product().category);
        expect(parts_[0], found == books_.categories.end() ? "(no category)" : found->second);
    }
    void on_sale() {
        if (!product().is_on_sale) say("it is off sale");
    }
    void off_sale() {
        if (product().is_on_sale) say("it is on sale");
    }
    void price_of_one() {
        expect(parts_[0], in_words(order_ ? order_->each : books_.price(message_.bot, product_)));
    }
    void price_of_all() { expect(parts_[0], in_words(order_ ? order_->total : total_now())); }
    void changed_price() { expect(parts_[1], in_words(total_now())); }
    void missing_money() {
        const auto balance = books_.wallet(message_.bot, message_.chat);
        expect(parts_[0], in_words(total_now()));
        expect(parts_[1], in_words(balance));
        expect(parts_[2], in_words(total_now() - balance));
    }
    void stock() { expect(parts_[0], std::to_string(product().stock())); }

    // --- The admins' ---

    void credited() {
        expect(parts_[0], in_words(mind_.amount));
        expect(parts_[1], std::to_string(mind_.wallet_user));
        expect(parts_[3], in_words(books_.wallet(mind_.wallet_bot, mind_.wallet_user)));
    }
    void to_be_credited() {
        expect(parts_[0], in_words(mind_.amount));
        expect(parts_[1], std::to_string(mind_.wallet_user));
    }
    void to_be_refunded() {
        about_order();
        if (!order_) return;
        expect(parts_[1], in_words(order_->total));
        expect(parts_[2], std::to_string(order_->customer));
    }
    void credited_to_me() { expect(parts_[0], in_words(mind_.amount)); }
    void refunded_to_me() {
        about_order();
        if (order_) expect(parts_[1], in_words(order_->total));
    }
    void new_product() {
        expect(parts_[0], product().name);
        expect(parts_[1], in_words(product().base));
        expect(parts_[2], std::to_string(product_));
    }
    void stock_after_adding() {
        expect(parts_[1], product().name);
        expect(parts_[2], std::to_string(product().stock()));
    }
    void refunded() {
        const auto found = books_.orders.find(number_in(parts_[0]));
        if (found == books_.orders.end()) return say("there is no such order");
        const auto& order = found->second;
        expect(parts_[1], in_words(order.total));
        expect(parts_[2], std::to_string(order.customer));
        expect(parts_[3], in_words(books_.wallet(order.bot, order.customer)));
    }

    // --- Looking things up ---

    const books::agent* find_agent(number ref) const {
        const auto found = books_.agents.find(ref);
        return found == books_.agents.end() ? nullptr : &found->second;
    }
    const books::request* find_request(number ref) const {
        const auto found = books_.requests.find(ref);
        return found == books_.requests.end() ? nullptr : &found->second;
    }
    const books::product& product() {
        static const books::product none;
        const auto found = books_.products.find(product_);
        if (found != books_.products.end()) return found->second;
        say("of which product?");
        return none;
    }
    micros total_now() const { return books_.price(message_.bot, product_) * quantity_; }

    template <class Balance>
    void of_agent(std::size_t part, Balance balance) {
        if (!agent_) return say("of which agent?");
        expect(parts_[part], in_words(balance(*agent_)));
    }
    template <class Balance>
    void sum_over_agents(Balance balance) {
        micros sum = 0;
        for (const auto& [ref, agent] : books_.agents) sum += balance(agent);
        expect(parts_[0], in_words(sum));
    }
    void expect(std::string_view said, std::string_view truth) {
        if (said != truth) say("it is " + std::string(truth));
    }
    void say(std::string_view what) {
        if (!wrong_.empty()) return;
        wrong_ = "the screen says “" + std::string(line_) + "”, but " + std::string(what);
    }

    const books& books_;
    const shown& message_;
    const attention& mind_;
    std::string_view line_;
    parts_type parts_;
    const books::agent* agent_ = nullptr;
    const books::request* request_ = nullptr;
    const books::order* order_ = nullptr;
    number product_ = 0;
    number quantity_ = 0;
    bool is_about_another_bot_ = false;
    std::optional<number> another_user_;
    bool lists_days_ = false;
    std::string wrong_;
};

}  // namespace

bool fits(std::string_view line, std::string_view pattern, parts_type& parts) {
    constexpr std::string_view hole = "{}";
    parts.clear();
    auto end = std::min(pattern.find(hole), pattern.size());
    if (!line.starts_with(pattern.substr(0, end))) return false;
    line.remove_prefix(end);
    pattern.remove_prefix(end);
    while (!pattern.empty()) {
        pattern.remove_prefix(hole.size());
        end = std::min(pattern.find(hole), pattern.size());
        const auto literal = pattern.substr(0, end);
        const bool is_last = end == pattern.size();
        if (is_last && !line.ends_with(literal)) return false;
        const auto at = is_last ? line.size() - literal.size() : line.find(literal);
        if (at == line.npos) return false;
        parts.push_back(line.substr(0, at));
        line.remove_prefix(at + literal.size());
        pattern.remove_prefix(end);
    }
    return line.empty();
}

std::string in_short(const std::string& name, std::size_t most_characters) {
    return name.size() <= most_characters ? name : name.substr(0, most_characters) + "…";
}

std::string part_of(const shown& message, std::string_view pattern) {
    parts_type parts;
    std::string_view rest = message.text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (fits(rest.substr(0, end), pattern, parts)) return std::string(parts.at(0));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

std::string what_is_untrue(const books& kept, const shown& message, const attention& mind) {
    return reading(kept, message, mind).run();
}

}  // namespace agentbackend::simulation
