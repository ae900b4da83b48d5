// What the host reads out of Bot API objects, as plain values.
//
// Parsing is total: whatever JSON comes in, missing fields, wrong types, unknown kinds, it gives a
// value or nothing, and never throws anything but std::bad_alloc. Strings are bounded. Values; safe
// to use from any thread.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/json/value.hpp>

#include "bot_api/failure.hpp"

namespace agentbackend::bot_api {

enum class chat_type { private_chat, group, supergroup, channel };

struct chat {
    std::int64_t id = 0;  // negative for groups and channels
    chat_type type = chat_type::private_chat;
    std::string title;  // of groups and channels
};

// Names are cut to 256 bytes, at a character's end.
struct user {
    std::int64_t id = 0;
    bool is_bot = false;
    std::string first_name;
    std::string last_name;      // empty when unset, as the two below
    std::string username;       // without the @
    std::string language_code;  // IETF tag, as in "zh-hans"
};

struct document {
    std::string file_id;
    std::string file_name;
    std::optional<std::int64_t> file_size;  // bytes, as announced by the sender's client
};

struct message {
    std::int64_t message_id = 0;
    bot_api::chat chat;
    std::optional<user> from;  // none in channels
    std::int64_t date = 0;     // seconds since 1970; 0: too old, its content is not accessible
    std::string text;          // the caption, when it has a document
    std::optional<bot_api::document> document;
};

struct callback_query {
    std::string id;
    user from;
    std::optional<bot_api::message> message;  // the one whose button was pressed
    std::string data;                         // whatever the person's client chose to send
};

// An update that means nothing to the host: of a kind it does not handle, or not readable. It is
// confirmed like any other.
struct ignored {};

struct update {
    std::int64_t update_id = 0;
    std::variant<message, callback_query, ignored> content;
};

// The bot behind a token, as `getMe` tells.
struct me {
    std::int64_t id = 0;
    std::string username;
    std::string first_name;
};

struct file {
    std::string file_id;
    std::string file_path;                  // empty when the file cannot be fetched now
    std::optional<std::int64_t> file_size;  // bytes
};

// What `getWebhookInfo` tells.
struct webhook_info {
    std::string url;         // empty: none is set
    std::string last_error;  // of the latest delivery that failed; empty when none has
};

// None when there is no readable update_id.
std::optional<update> parse_update(const boost::json::value&);

// The result of `getUpdates`, in the order of the answer; elements without a readable update_id are
// left out. A bad_response when it is no array, or has no element that is readable.
outcome<std::vector<update>> parse_updates(const boost::json::value&);

std::optional<message> parse_message(const boost::json::value&);
std::optional<me> parse_me(const boost::json::value&);
std::optional<file> parse_file(const boost::json::value&);
std::optional<webhook_info> parse_webhook_info(const boost::json::value&);

}  // namespace agentbackend::bot_api
