// What can go wrong when a bot talks to the Bot API, and what the caller can tell from it.
//
// A failure is a value: every call ends in an outcome, a result or a failure, and nothing is thrown
// for what a network or a server does. No failure ever carries a bot token, so it can be logged and
// shown as it is. Values; safe to use from any thread.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace agentbackend::bot_api {

enum class failure_kind {
    transport,     // no connection, or it broke before the whole answer was there
    timed_out,     // the server was too slow in one of the phases
    cancelled,     // the client was stopped, or the call was cancelled by its caller
    bad_response,  // an answer came that is not one of the Bot API's: no JSON, wrong shape
    too_large,     // an answer came that exceeds the limit
    refused,       // the Bot API said no; `error_code` and `description` are its own words
};

std::string_view to_string(failure_kind) noexcept;

struct failure {
    failure() = default;  // result::error() of Boost 1.81 asks for it
    failure(failure_kind what, std::string why) : kind{what}, description{std::move(why)} {}

    failure_kind kind = failure_kind::transport;
    int http_status = 0;      // 0 when no status line was read
    int error_code = 0;       // of a refusal, else 0
    std::string description;  // a sentence or the server's text, at most 1 KiB
    std::optional<std::chrono::seconds> retry_after;
    std::optional<std::int64_t> migrate_to_chat_id;

    // Whether the server may have carried the request out although its answer is missing. Repeating
    // such a request can do the thing twice. Always false for a refusal.
    bool may_have_taken_effect = false;

    // The token is not, or no longer, one of a bot. Servers answer 404 to what is not even shaped
    // like one.
    bool is_unauthorized() const noexcept;
    // Another process polls with this token, or a webhook is set.
    bool is_conflict() const noexcept;
    // Wait for `retry_after`, if it is there, and ask again.
    bool is_rate_limited() const noexcept;
    // An edit that would change nothing: what was wanted is already so.
    bool is_message_not_modified() const noexcept;
    // The message to edit or delete is gone, or can no longer be edited: send it anew.
    bool is_message_not_found() const noexcept;
    // The file is larger than what bots may download.
    bool is_file_too_big() const noexcept;
    // A button's address is none that the server takes; the whole message is refused for it.
    bool is_button_url_invalid() const noexcept;
    // The button press is too old to be answered.
    bool is_query_expired() const noexcept;
    // Whether the same request may succeed later: the network, the server's own trouble, its pace.
    // A refusal for what the request says never does.
    bool may_be_retried() const noexcept;
};

// One line for a log: kind, codes and description.
std::string to_string(const failure&);

// The value of a call or why there is none. Asking for a value that is not there throws
// std::runtime_error with the failure in words.
template <class T>
class [[nodiscard]] outcome : public boost::system::result<T, failure> {
public:
    using boost::system::result<T, failure>::result;
};

[[noreturn]] void throw_exception_from_error(const failure&, const boost::source_location&);

}  // namespace agentbackend::bot_api
