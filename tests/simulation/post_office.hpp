// What must arrive: every message that was committed, in the order of its chat, as it was
// committed. The host may say one twice, as long as it has not noted that it was sent.

#pragma once

#include "screens.hpp"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace agentbackend::simulation {

class post_office {
public:
    using chat = std::pair<number, number>;  // bot, person

    void committed(chat where, number message, std::string text) {
        chats_[where].due.push_back({message, std::move(text)});
        ++due_;
    }
    // It lies in the chat, or will never: the platform has refused it for good.
    std::string arrived(chat where, number message, const std::string& text) {
        auto& lane = chats_[where];
        if (!lane.due.empty() && lane.due.front().message == message) {
            const bool is_as_committed = lane.due.front().text == text;
            settle(lane, message);
            return is_as_committed ? "" : "a message arrived that is not what was committed";
        }
        return repeated(lane, message);
    }
    std::string refused(chat where, number message) {
        auto& lane = chats_[where];
        if (!lane.due.empty() && lane.due.front().message == message) {
            settle(lane, message);
            return {};
        }
        return repeated(lane, message);
    }
    // The note that it is done with is durable.
    void noted(chat where, number message) { chats_[where].noted.insert(message); }

    std::size_t due() const { return due_; }

private:
    struct letter {
        number message;
        std::string text;
    };
    struct lane {
        std::deque<letter> due;
        number last = 0;
        std::set<number> noted;
    };

    void settle(lane& of, number message) {
        of.due.pop_front();
        of.last = message;
        --due_;
    }
    static std::string repeated(const lane& of, number message) {
        const auto words = "message " + std::to_string(message);
        if (message > of.last) return words + " overtook one that was committed before it";
        if (of.noted.contains(message)) return words + " was sent again, although noted as sent";
        return {};
    }

    std::map<chat, lane> chats_;
    std::size_t due_ = 0;
};

}  // namespace agentbackend::simulation
