// People, and what they do in chats with bots.
//
// These are handles: small values that refer to a world, which must outlive them. Safe to use from
// any thread, a single conversation from one at a time.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "sandbox/event.hpp"
#include "sandbox/transcript.hpp"

namespace agentbackend::sandbox {

class state;
class group;

// What a test waited for did not come, or what it wanted to press is not there. The message shows
// the chat as it was then.
class unmet_expectation : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct outgoing_document {
    std::string name = {};
    std::string bytes = {};
    std::string caption = {};
};

struct forged_callback {
    std::string data = {};        // 1–64 bytes: a client cannot send more
    std::int64_t message_id = 0;  // any message of a bot in this chat
};

// A line of the menu behind the / button.
struct bot_command {
    std::string name;
    std::string description;

    friend bool operator==(const bot_command&, const bot_command&) = default;
};

// One person in one chat. Acts return at once; what a bot does about them is waited for with
// `expect`, `await_reply` and `await`, which throw unmet_expectation when the world's patience is
// over:
//
//     customer.in("alpha_bot").sends("/start").expect("Welcome").taps("🛍 Shop").expect("Gift
//     card");
//
// `expect` and `await_reply` look at what happened after this conversation's latest act. One that
// has not acted yet looks at everything.
class conversation {
public:
    conversation& sends(std::string text);
    conversation& sends_document(outgoing_document);
    // Opens https://t.me/<bot>?start=<payload> and presses Start.
    conversation& follows_link(const std::string& payload);

    // Presses the button on the newest message that has it, or on an older one.
    conversation& taps(std::string_view label);
    conversation& taps(std::string_view label, std::int64_t message_id);

    // Presses a button that is not there, as a modified client can. What not even such a client can
    // send is a std::invalid_argument, as it is for texts and links.
    conversation& forges_callback(const forged_callback&);

    // Puts an update into the bot's queue as it is, only with an update_id of its own added when it
    // has none. In private chats only.
    conversation& sends_raw_update(boost::json::object);

    // In private chats only. Sending anything unblocks, too.
    conversation& blocks();
    conversation& unblocks();

    // Lets `expect` and `await_reply` look at what comes from here on.
    conversation& from_now_on();

    // Waits for a message, an edit or an answer of a bot that contains the fragment.
    conversation& expect(std::string_view fragment);

    // Waits for the next message or edit of a bot and gives it as it then was.
    message await_reply();

    // Waits until the chat satisfies a predicate, which runs with the world locked and must not
    // call back into it. The first form waits for as long as the world's patience.
    conversation& await(const std::function<bool(const transcript&)>&);
    conversation& await(const std::function<bool(const transcript&)>&, std::chrono::milliseconds);

    transcript reads() const;

    // The menu of commands this person's client shows here.
    std::vector<bot_command> sees_commands() const;

    std::int64_t chat_id() const noexcept { return chat_id_; }

private:
    friend class person;
    struct scene;

    conversation(state&, std::int64_t user_id, std::int64_t chat_id, std::int64_t bot_id) noexcept;

    state* state_;
    std::int64_t user_id_;
    std::int64_t chat_id_;
    std::int64_t bot_id_;      // 0 in a group or channel
    std::uint64_t since_ = 0;  // the sequence of the latest act
};

class person {
public:
    std::int64_t id() const noexcept { return id_; }

    // The private chat with a bot, or a group. A bot that is not there is a std::out_of_range.
    conversation in(std::string_view bot_username) const;
    conversation in(const group&) const;

    // Deletes their account: bots are told 403 from now on.
    void deactivates();

private:
    friend class world;
    person(state& s, std::int64_t id) noexcept : state_{&s}, id_{id} {}

    state* state_;
    std::int64_t id_;
};

// A group, supergroup or channel. Bots get from a group what their privacy mode lets through:
// commands that name them or nobody, unless they were registered to read everything.
class group {
public:
    std::int64_t id() const noexcept { return id_; }

    group& adds_bot(std::string_view username);
    group& removes_bot(std::string_view username);

    // Becomes a supergroup with another id: bots that use the old one are told the new one.
    group& migrates_to(std::int64_t new_id);

private:
    friend class world;
    friend class person;
    group(state& s, std::int64_t id) noexcept : state_{&s}, id_{id} {}

    state* state_;
    std::int64_t id_;
};

}  // namespace agentbackend::sandbox
