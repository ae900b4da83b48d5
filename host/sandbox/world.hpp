// A little Telegram in one process: a Bot API server on a loopback port, and the people and chats
// behind it. Tests and the demo act as people; the host under test talks HTTP to `url()` and cannot
// tell the difference.
//
// It keeps the limits and words of the Bot API, including the awkward ones: polling conflicts,
// updates that come again until confirmed, users who cannot be written to, queries that expire.
//
// A world runs its server on a thread of its own. Everything public is safe to use from any thread.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/event.hpp"
#include "sandbox/fault.hpp"
#include "sandbox/person.hpp"

namespace agentbackend::sandbox {

class state;
class server;

struct world_options {
    unsigned short port = 0;  // 0: any free one

    // How long `expect` and `await` wait before they give up.
    std::chrono::milliseconds patience = std::chrono::seconds{10};

    // The clock behind paces, polling rules and the dates of messages. Called from several threads.
    std::function<std::chrono::system_clock::time_point()> now = &std::chrono::system_clock::now;

    // One message a second in a chat, after a burst of five; twenty a minute in groups.
    bool limits_pace_per_chat = false;
    // Twenty bots that were not seen before a minute, 600 an hour.
    bool limits_first_seen_bots = false;

    std::chrono::milliseconds callback_lifetime = std::chrono::seconds{150};
};

struct bot_registration {
    std::string token = {};
    std::int64_t id = 0;
    std::string username = {};  // without the @
    std::string name = {};
    bool reads_all_group_messages = false;
};

class world {
public:
    // Listens from here on. Throws boost::system::system_error when the port is taken.
    explicit world(world_options = {});
    ~world();

    world(const world&) = delete;
    world& operator=(const world&) = delete;

    // The base URL of the server, as in http://127.0.0.1:40123.
    std::string url() const;

    // Tokens that are not of a bot are answered with 401. A token, id or username that is already
    // there is a std::invalid_argument.
    void add_bot(bot_registration);
    // The old token is 401 from now on. Queue and chats stay.
    void replace_token(std::string_view bot, std::string new_token);
    void revoke_token(std::string_view bot);

    // The person with this id, made when first named. Name and language are then as given first.
    sandbox::person person(std::int64_t id, std::string name, std::string language_code = "");
    // The same for chats of several. Their ids are negative; those of supergroups and channels are
    // from -1'000'000'000'000 down, those of basic groups above.
    sandbox::group group(std::int64_t id, std::string title);
    sandbox::group channel(std::int64_t id, std::string title);

    // What goes wrong.
    sandbox::faults& faults() noexcept;
    void close_all_connections();
    // No new connections until listen_again(), on the same port; open ones are still served. Both
    // return when it is so.
    void stop_listening();
    void listen_again();
    // The latest `count` updates a bot was given come once more with its next poll, whatever it has
    // confirmed.
    void redeliver(std::string_view bot, std::size_t count = 1);
    // As another program would that has the token.
    void remove_webhook(std::string_view bot);
    // The next update of this bot gets this id, as after a week without updates.
    void restart_update_ids(std::string_view bot, std::int64_t next);
    // No button pressed so far can be answered any more.
    void expire_callback_queries();

    // What happened. The record grows for as long as the world lives.
    std::vector<event> record() const;
    std::vector<event> record_since(std::uint64_t sequence) const;

    // Calls back for every later event, in order, with the world locked: the observer must be quick
    // and must not call back into the world. One observer at a time; an empty one ends it.
    void observe(std::function<void(const event&)>);

    // Waits for an event that satisfies the predicate, from `since` on (exclusive), and gives it.
    // Throws unmet_expectation when patience is over.
    event await(const std::function<bool(const event&)>&, std::uint64_t since = 0);

    // What the server saw.
    std::size_t connections_accepted() const;
    std::size_t requests_received(std::string_view method) const;  // complete ones, of any bot
    std::size_t pending_updates(std::string_view bot) const;       // not yet confirmed
    std::string webhook_url(std::string_view bot) const;           // empty: none is set
    // Waits until so many requests of a method have been received since the world began, faulty
    // ones included. Throws unmet_expectation when patience is over.
    void await_requests(std::string_view method, std::size_t count);

private:
    std::unique_ptr<state> state_;
    std::unique_ptr<server> server_;
};

}  // namespace agentbackend::sandbox
