// The clerk: follows every conversation from what people did and were told, and keeps the books.
//
// It knows by itself what each act must lead to, takes the numbers of new rows from what people
// were told, and says so when they were told anything else. Of the library it uses the names of
// buttons and the reading of payloads, nothing more.

#pragma once

#include "books.hpp"
#include "screens.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace agentbackend::simulation {

// What somebody did in their private chat with a bot.
struct deed {
    number bot = 0;
    number user = 0;
    bool is_tap = false;
    std::string text{};  // typed, or the payload of the button
};

// What came of it.
struct reply {
    std::vector<shown> messages{};
    std::string alert{};
    number check_effect = 0;   // the token's check that was asked for; zero: none
    number started_agent = 0;  // whose bot was asked to start
};

// What became of a token's check.
struct token_answer {
    number effect = 0;
    number user = 0;
    bool is_good = false;
    number platform_id = 0;
    std::string username{};
};

class clerk {
public:
    explicit clerk(std::set<number> admins) : admins_(std::move(admins)) {}

    // Each answers a sentence about what is wrong; empty when all is well. `now` is the time of the
    // commit.
    std::string follow(const deed&, const reply&, micros now);
    std::string follow(const token_answer&, const reply&);
    std::string follow_start(number agent, bool is_up, const reply&);
    std::string follow_report(number agent, std::string_view what, const reply&);

    // Whether this delivery has not been committed before. Notes it.
    bool is_first(number source, number sequence) {
        return deliveries_.emplace(source, sequence).second;
    }

    books kept;

    // Whose rows the last act may have touched.
    struct touched_rows {
        std::set<number> agents;
        std::set<std::pair<number, number>> wallets;
        std::set<number> products;
    };
    touched_rows touched;

    // The success that people were told of least often, by its opening, and how often.
    std::pair<std::string_view, number> told_least() const;

private:
    enum class stage {
        nothing,
        markup,
        amount,
        address,
        quantity,
        token,
        token_check,
        agent_name,
        agent_owner,
        new_agent_name,
        new_owner,
        agent_search,
        reject_reason,
        payment_txid,
        cancel_reason,
        product_name,
        product_price,
        new_product_name,
        new_price,
        stock,
        category_name,
        new_category_name,
        wallet_user,
        credit_amount,
        credit_note,
        order_number,
        refund_reason,
        refund_confirmation,
        elsewhere,  // a dialog about links or buttons: no money, so it is not followed
    };
    struct talk {
        stage at = stage::nothing;
        number about = 0;  // a product, a category, an order, an agent, a bot or a request
        number customer = 0;
        micros amount = 0;
        number skip_ref = 0;     // of the dialog, as its skip button tells
        number cancel_ref = 0;   // the same, as its cancel button tells
        number confirm_ref = 0;  // the same, as its confirmation tells
        number effect = 0;
        number platform_id = 0;
        std::string username{};
        std::string name{};
    };
    struct act;

    std::string judge(const act&);
    std::string check_offer(const act&);
    std::string check_items(const act&);

    void take_command(act&, std::string_view name, std::string_view rest);
    void take_admin_command(act&, std::string_view name, std::string_view rest);
    void take_review_command(act&, std::string_view name, std::string_view rest);
    void take_text(act&);
    void take_owner_text(act&, talk&);
    void take_admin_text(act&, talk&);
    void take_tap(act&);
    void take_customer_tap(act&, int what, number first, number second);
    void take_owner_tap(act&, int what, number first);
    void take_admin_tap(act&, int what, number first, number second);
    void take_skip(act&, number ref, number state);
    void take_cancel(act&, number ref);
    void leave(act&);

    // --- Customers and owners: clerk_shop.cpp ---
    void begin_offer(act&, number product, number quantity);
    void confirm(act&, number offer);
    void request_withdrawal(act&, talk&);
    void accept_invitation(act&, std::string_view code);

    // --- Agents and their withdrawals: clerk_agents.cpp ---
    void take_agent_tap(act&, int what, number agent);
    void take_agent_text(act&, talk&);
    void take_review_tap(act&, int what, number request);
    void take_review_text(act&, talk&);
    void name_agent(talk&, const std::string& name);
    void create_agent(act&, talk&, number owner);
    void invite(act&, number agent);
    void search(act&, talk&);
    void decide(act&, verdict, number request, std::string_view told);

    // --- Goods, wallets and orders in the hands of the admins: clerk_goods.cpp ---
    void take_goods_tap(act&, int what, number first, number second);
    void take_goods_text(act&, talk&);
    void take_wallet_tap(act&, int what, number first, number second);
    void take_wallet_text(act&, talk&);
    void take_order_tap(act&, int what, number first);
    void take_order_text(act&, talk&);
    void add_product(act&, const std::string& name, micros base);
    void add_stock(act&, number product, std::string_view lines);
    void credit(act&, talk credited);
    void ask_to_confirm(act&, talk&);
    void refund(act&, number order);

    bool is_admin(const act&) const;
    bool is_owner(const act&) const;
    talk& talk_of(const act&);

    std::set<number> admins_;
    std::map<std::pair<number, number>, talk> talks_;
    std::set<std::pair<number, number>> deliveries_;
    std::map<std::string_view, number> told_;  // how often, by the opening of a success
};

}  // namespace agentbackend::simulation
