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
    void goes_on(place, const char* opening);
    void taps(place, const seen_message&);
    void forges(place);
    void types(place, std::string text);
    void does(const deed&, number message);
    std::string answer_to(const std::string& question);
    std::string amount_up_to(micros most);
    std::string withdrawal_amount(const std::string& question);
    std::string address();
    std::string transaction();
    std::string token();
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
