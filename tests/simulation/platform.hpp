// The messaging platform, as far as a bot can see it: chats with their messages and buttons,
// updates that wait until they are confirmed, and answers that are not always what one would wish
// for.
//
// Modelled: it speaks no HTTP, but its answers are bodies and broken exchanges as the host's own
// code reads and judges them.

#pragma once

#include "chance.hpp"
#include "clerk.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "bot_api/connection.hpp"

namespace agentbackend::simulation {

struct update {
    number id = 0;
    deed what{};
    number message = 0;  // whose button was tapped
};

// A message as it lies in a chat.
struct seen_message {
    number id = 0;
    number touched = 0;  // rises with everything that is sent or edited
    std::string text{};
    std::vector<shown_button> buttons{};
};

class platform {
public:
    explicit platform(chance& luck) : luck_(luck) {}

    // --- The people's side ---

    void does(const deed&, number message);
    // The newest messages of a chat, oldest first; at most a handful.
    const std::deque<seen_message>& chat(number bot, number user) { return chats_[{bot, user}]; }

    // --- The host's side ---

    static number platform_id(number bot) { return 7'000'000 + bot; }
    bool has_waiting() const { return !bots_waiting_.empty(); }
    number some_waiting_bot();
    // Some of what waits, in the order of each chat; late, repeated and mixed as it comes.
    std::vector<update> poll(number bot, micros now);
    // All of the same, without any tricks.
    std::vector<update> poll_all(number bot);
    void confirm(number bot, const std::vector<update>&, micros now);

    using answer = std::variant<bot_api::http_answer, bot_api::broken_exchange>;
    struct taken {
        answer said;
        bool is_shown = false;    // whether the chat has it, whatever was answered
        bool is_refused = false;  // for good
    };
    taken send(const shown&);

    bool is_kind = false;  // from now on everything is answered as one would wish

private:
    taken accept(const shown&);
    void show(const shown&, number id);

    chance& luck_;
    std::map<number, std::deque<update>> waiting_;
    std::set<number> bots_waiting_;
    std::map<number, number> last_update_;
    std::deque<std::pair<number, std::pair<micros, update>>> confirmed_;  // bot, when, what
    std::map<std::pair<number, number>, std::deque<seen_message>> chats_;
    number messages_ = 0;
    number touches_ = 0;
};

}  // namespace agentbackend::simulation
