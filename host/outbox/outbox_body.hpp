// The stored form of a message that waits to be sent: JSON with a version, opaque to stores.
//
// Values; safe from any thread.

#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agentbackend::host {

enum class message_kind { send, edit, upload };

struct outbox_body {
    message_kind kind = message_kind::send;
    boost::json::object parameters;  // of the Bot API's method, without chat_id and message_id
    std::int64_t message_id = 0;     // of an edit; zero: the one its screen stands for
    std::string file_name;           // of an upload, as the next
    std::string file_bytes;
    std::string errand;  // the console's, see `outgoing::errand`
};

std::string encode(const outbox_body&);

// None for bytes that are not an `outbox_body`.
std::optional<outbox_body> decode_outbox_body(std::string_view);

// The errand of an encoded body. Empty for none, and for what cannot be read.
std::string errand_of(std::string_view encoded);

}  // namespace agentbackend::host
