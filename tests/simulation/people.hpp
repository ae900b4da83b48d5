// People: they read what is in their chats, tap what is there or was there once, type what they are
// asked for, and now and then something else; some of them forge.

#pragma once

#include "chance.hpp"
#include "clerk.hpp"
#include "platform.hpp"

namespace agentbackend::simulation {

class people {
public:
    // They know their own shops, wallets and requests as the books say: all of it was told them.
    people(chance& luck, platform& chats, const books& known)
        : luck_(luck), platform_(chats), known_(known) {}

    static const std::set<number>& admins();

    // Somebody does something; almost always, since most people wait most of the time.
    void act();

    // Who buys there, and whose shops there are.
    static number customer_of(number bot, number which) {
        return 100'000 + (bot * 3 + which) % 600;
    }
    static number owner(number which) { return 1'000 + which; }
    static constexpr number owners = 120;
    static constexpr number shops = 200;

private:
    struct place {
        number bot;
        number user;
    };
    void tries_to_act();
    void admin_acts();
    void admin_commands(number admin);
    void opens_invitation();
    // Goes on from the newest message, or with the opening where nothing leads on.
    void goes_on(place, const char* opening);
    void goes_on_from(place, const seen_message&, const char* opening);
    bool waits_for_an_answer(place, const seen_message& newest);
    void taps(place, const seen_message&);
    void forges(place);
    void types(place, std::string text);
    void does(const deed&, number message);
    // How much a button draws people. Leaving is rare, or nothing would ever be finished.
    int pull(const shown_button&) const;
    std::string answer_to(const std::string& question);
    std::string answer_about_agents(const std::string& question);
    std::string answer_about_goods(const std::string& question);
    std::string answer_about_customers(const std::string& question);
    std::string new_name(const char* kind);
    std::string items();
    std::string amount_up_to(micros most);
    std::string withdrawal_amount(const std::string& question);
    std::string address();
    std::string transaction();
    std::string token();
    // The newest screen there is: news without buttons leads nowhere.
    const seen_message* newest(place);

    number some_agent();
    number some_customer(number bot);
    number some_owner() { return owner(luck_.between(1, owners)); }
    std::string some_request(bool wants_open);

    chance& luck_;
    platform& platform_;
    const books& known_;
    bool has_acted_ = false;
    std::map<std::pair<number, number>, number> answered_up_to_;  // what they have reacted to
};

}  // namespace agentbackend::simulation
