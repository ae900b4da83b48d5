// The books that the shop must keep, kept a second time: in plain integers, from the requirements
// alone. Written apart from the library, of which nothing is included here; whoever mends one of
// the two because the other disagrees has to say which of them was wrong.

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace agentbackend::simulation {

using number = std::int64_t;  // of a row, a bot (the agent's; zero: the main bot) or a person
using micros = std::int64_t;  // of USDT, or of a second

// `0.05`, `10.00`, `-0.004`: at least two decimals, no zeros past them.
std::string in_words(micros amount);
// Digits, a point and at most six decimals; blanks around, and `USDT` or `u` after it. At most 10⁹.
std::optional<micros> read_sum(std::string_view typed);

enum class verdict { done, repeated, refused };

class books {
public:
    static constexpr micros one_usdt = 1'000'000;
    static constexpr micros most_typed = 1'000'000'000 * one_usdt;
    static constexpr micros least_withdrawal = 10 * one_usdt;
    static constexpr micros fee = 1 * one_usdt;
    static constexpr micros highest_markup = 10'000 * one_usdt;
    static constexpr micros one_day = micros{24} * 3'600 * 1'000'000;
    static constexpr micros offers_live = one_day;
    static constexpr micros invitations_live = one_day;
    static constexpr number most_at_once = 1'000;
    static constexpr std::size_t longest_agent_name = 64;
    static constexpr std::size_t longest_product_name = 128;

    struct agent {
        std::string id{};
        std::string name{};
        number owner = 0;
        number platform_id = 0;
        std::string username{};  // of its bot
        std::string status{"starting"};
        bool wanted = true;
        micros markup = 0;
        micros available = 0;
        micros frozen = 0;
        micros payouts = 0;
        micros fees = 0;
        bool is_archived() const { return status == "archived"; }
        bool is_up() const { return status == "starting" || status == "running"; }
    };
    struct product {
        std::string name{};
        micros base = 0;
        std::deque<std::string> items{};  // not sold yet; the oldest goes first
        number sold = 0;
        bool is_on_sale = true;
        number category = 0;  // zero: none
        number stock() const { return std::ssize(items); }
    };
    struct offer {
        number bot = 0;
        number customer = 0;
        number product = 0;
        number quantity = 0;
        micros base = 0;
        micros markup = 0;
        micros made_at = 0;
    };
    struct order {
        number bot = 0;
        number customer = 0;
        number product = 0;
        std::string product_name{};  // as it was then
        number quantity = 0;
        micros each = 0;
        micros total = 0;
        micros profit = 0;
        std::vector<std::string> items{};
        bool refunded = false;
    };
    struct request {
        std::string id{};
        number agent = 0;
        micros amount = 0;
        std::string status{"pending"};
        bool is_open() const { return status == "pending" || status == "approved"; }
    };
    // Which offer led to which order, until the shop forgets it.
    struct purchase {
        number order = 0;
        number bot = 0;
        number customer = 0;
    };

    // To own an agent; the newest one alone.
    struct invitation {
        std::string code{};
        micros made_at = 0;
        number used_by = 0;
        bool is_void = false;  // somebody was made the owner by hand
    };
    struct earned {
        number sales = 0;
        number refunds = 0;
        micros profit = 0;
        micros taken_back = 0;
    };

    // --- What people do. Each changes the books, or refuses and leaves them as they are. ---------

    verdict credit(number bot, number user, micros amount);
    void open_shop(number agent, books::agent row);
    void add_product(number product, std::string name, micros base);
    verdict set_price(number product, micros base);
    verdict rename_product(number product, std::string name);
    verdict put_on_sale(number product, bool is_on_sale);
    verdict move_product(number product, number category);
    verdict add_stock(number product, const std::vector<std::string>& items);
    void add_category(number category, std::string name);
    verdict rename_category(number category, std::string name);
    void offer_made(number offer, const books::offer& row);
    // `as_order`: the number the customer was told; used when it is done.
    verdict buy(number offer, number bot, number user, micros now, number as_order);
    verdict refund(number order, micros now);
    verdict set_markup(number agent, micros markup);
    verdict request_withdrawal(number agent, micros amount, const std::string& id, number ref);
    verdict approve(number request);
    verdict reject(number request);
    verdict pay(number request, const std::string& txid);
    verdict cancel_by_admin(number request);
    verdict cancel_by_owner(number request, number agent);
    verdict archive(number agent);
    verdict rename_agent(number agent, std::string name);
    verdict change_owner(number agent, number owner);
    verdict invite(number agent, std::string code, micros now);
    verdict accept_invitation(number agent, number user, std::string_view code, micros now);
    verdict start(number agent);
    verdict stop(number agent);
    // Of the host: `start`, `came_up`, `fail` or `stop`.
    void reported(number agent, std::string_view what);
    // Offers that are older than that are forgotten. What was bought is remembered for good.
    void forget(micros before);

    // --- Questions ------------------------------------------------------------------------------

    bool is_open(number bot) const;  // whether anything can be sold there
    bool is_on_sale(number product) const;
    micros markup_in(number bot) const;
    micros price(number bot, number product) const;
    micros wallet(number bot, number user) const;
    number open_requests(number agent) const;
    // The unarchived agent whose bot has this platform id; zero: none.
    number holder_of(number platform_id) const;
    bool terms_still_hold(const offer&) const;
    // What customers brought in is somewhere: in wallets, with the operator, with the agents, or
    // paid out. And every agent's frozen money is under an open request.
    std::string what_does_not_add_up() const;

    std::map<number, agent> agents;
    std::map<number, product> products;
    std::map<number, std::string> categories;
    std::map<number, offer> offers;
    std::map<number, purchase> purchases;  // by offer
    std::map<number, order> orders;
    std::map<number, request> requests;
    std::map<std::pair<number, number>, micros> wallets;
    std::map<std::string, number, std::less<>> requests_by_id;
    std::map<std::string, number, std::less<>> agents_by_id;
    std::map<number, invitation> invitations;                       // by agent
    std::map<std::pair<number, number>, earned> earned_by_day;      // agent, day since 1970
    std::map<std::pair<number, number>, earned> earned_by_product;  // agent, product
    std::set<std::string> txids;
    micros deposits = 0;
    micros revenue = 0;

private:
    void note_sale(const order&, micros now);
    verdict close(number request, const char* from, const char* to);
};

}  // namespace agentbackend::simulation
