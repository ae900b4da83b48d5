// The inside of a world: bots, people, chats and what was said, without locks, threads and network.
//
// Internal to the sandbox, and guarded by the world's lock. The Bot API's methods and people's acts
// are functions over it; it keeps its own rules only: message ids, who may write to whom, which
// updates a bot gets.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "sandbox/api_error.hpp"
#include "sandbox/chronicle.hpp"
#include "sandbox/pace.hpp"
#include "sandbox/transcript.hpp"
#include "sandbox/update_queue.hpp"
#include "sandbox/world.hpp"

namespace agentbackend::sandbox {

// A private chat has an id per person, so the bot belongs to the key; a group has one of its own.
struct chat_key {
    std::int64_t chat_id = 0;
    std::int64_t bot_id = 0;  // 0 for a group or channel

    friend auto operator<=>(const chat_key&, const chat_key&) = default;
};

struct command_list {
    std::string scope;  // canonical: type, chat and user
    std::string language_code;
    std::vector<bot_command> commands;
};

struct webhook {
    std::string url;  // empty: none
    std::string secret_token;
    std::string last_error = {};  // of the latest delivery that failed
};

struct bot {
    bot_registration registration;
    update_queue updates;
    std::vector<std::string> allowed_updates;  // empty: the usual ones
    sandbox::webhook webhook;
    std::vector<command_list> commands;
    bool was_seen = false;  // by the pace for new bots

    struct {
        std::int64_t offset = 0;
        std::optional<time_point> answered_at;
    } last_poll;
};

struct human {
    std::int64_t id = 0;
    std::string name;
    std::string language_code;
    bool is_deactivated = false;
    std::set<std::int64_t> started;  // bots
    std::set<std::int64_t> blocked;  // bots
};

enum class room_kind { private_chat, group, supergroup, channel };

struct room {
    room_kind kind = room_kind::private_chat;
    std::string title;
    std::set<std::int64_t> bots;
    std::optional<std::int64_t> migrated_to;
    std::vector<message> messages;
    std::vector<callback_answer> answers;
    std::int64_t next_message_id = 1;
    std::map<std::int64_t, chat_pace> paces;         // by bot
    std::map<std::int64_t, sliding_window> minutes;  // by bot, in groups
};

struct callback {
    std::int64_t bot_id = 0;
    std::int64_t user_id = 0;
    chat_key chat;
    std::int64_t message_id = 0;
    time_point pressed_at;
    bool is_over = false;  // answered, or made to expire
};

struct stored_file {
    std::string file_id;
    std::string path;
    std::string name;
    std::string bytes;
};

class telegram {
public:
    explicit telegram(world_options);

    // Null when there is none.
    bot* find_bot(std::string_view username) noexcept;
    bot* find_bot_by_token(std::string_view token) noexcept;

    // These throw std::out_of_range when there is none.
    bot& bot_named(std::string_view username);
    bot& bot_with_id(std::int64_t id);
    human& person(std::int64_t id);
    room& room_at(chat_key);

    time_point now() const { return options_.now(); }
    std::int64_t unix_time() const;

    // Where a bot's message to this id goes, or why it may not.
    api_result<chat_key> reach(const bot&, std::int64_t chat_id) const;

    // Adds a message to a chat, with id and date, and gives it as it is there. The reference is
    // good until the chat changes.
    message& post(chat_key, message);
    stored_file& keep_file(std::string name, std::string bytes);

    // Queues an update for the bot, if it wants this kind, and wakes whoever polls.
    void push(bot&, std::string_view kind, boost::json::object content);
    void push_raw(bot&, boost::json::object update);
    // Has polls of this bot looked at again.
    void wake(const bot& b) { wake_pollers(b.registration.id); }

    std::uint64_t record(event e) { return events.add(std::move(e)); }
    transcript read(chat_key) const;

    const world_options& options() const noexcept { return options_; }

    chronicle events;
    std::map<std::int64_t, bot> bots;
    std::map<std::int64_t, human> people;
    std::map<chat_key, room> rooms;
    std::map<std::string, callback, std::less<>> callbacks;
    std::map<std::string, stored_file, std::less<>> files;  // by id
    sliding_window new_bots_a_minute{{20, std::chrono::minutes{1}}};
    sliding_window new_bots_an_hour{{600, std::chrono::hours{1}}};
    std::function<void(std::int64_t bot_id)> wake_pollers = [](std::int64_t) {};

private:
    world_options options_;
};

}  // namespace agentbackend::sandbox
