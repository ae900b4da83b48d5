#include "bot_api/answer.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/json/parse.hpp>

#include "bot_api/json_depth.hpp"
#include "bot_api/text.hpp"

namespace agentbackend::bot_api {
namespace {

namespace json = boost::json;

constexpr std::size_t max_description_bytes = 1024;

// How long to wait as a server says it, if it can be meant: not at all would be a storm of calls,
// and more than an hour a bot that never comes back.
std::optional<std::chrono::seconds> sensible_wait(std::optional<std::chrono::seconds> said) {
    constexpr std::chrono::seconds longest = std::chrono::hours{1};
    if (!said || said->count() <= 0) return std::nullopt;
    return std::min(*said, longest);
}

failure bad_response(const http_answer& answer, std::string why) {
    failure f{failure_kind::bad_response, std::move(why)};
    f.http_status = answer.status;
    f.retry_after = sensible_wait(answer.retry_after);
    // A request that was refused for its form or pace, or went to the wrong place, did nothing.
    f.may_have_taken_effect = answer.status < 300 || answer.status >= 500;
    return f;
}

const json::object* parse_object(const http_answer& answer, json::value& storage) {
    json::error_code error;
    storage = json::parse(answer.body, error, {}, bounded_depth());
    return error ? nullptr : storage.if_object();
}

std::int64_t integer_at(const json::object& object, std::string_view key) noexcept {
    const auto* value = object.if_contains(key);
    const auto* number = value ? value->if_int64() : nullptr;
    return number ? *number : 0;
}

failure refusal(const http_answer& answer, const json::object& body) {
    const auto* text = body.if_contains("description");
    const auto* words = text ? text->if_string() : nullptr;
    failure f{failure_kind::refused,
              words && !words->empty()
                  ? std::string{cut_to_bytes({words->data(), words->size()}, max_description_bytes)}
                  : "The Bot API gave no reason."};
    f.http_status = answer.status;
    const auto code = integer_at(body, "error_code");
    f.error_code = code > 0 && code < 1000 ? static_cast<int>(code) : answer.status;
    f.retry_after = sensible_wait(answer.retry_after);

    const auto* value = body.if_contains("parameters");
    if (const auto* parameters = value ? value->if_object() : nullptr) {
        const auto wait = integer_at(*parameters, "retry_after");
        if (wait > 0) f.retry_after = sensible_wait(std::chrono::seconds{wait});
        const auto chat = integer_at(*parameters, "migrate_to_chat_id");
        if (chat != 0) f.migrate_to_chat_id = chat;
    }
    return f;
}

failure explain(const http_answer& answer) {
    json::value storage;
    const auto* body = parse_object(answer, storage);
    if (body != nullptr && body->contains("ok")) return refusal(answer, *body);
    return bad_response(answer,
                        "The server answered with something that the Bot API does not say.");
}

std::string_view sentence(const broken_exchange& broken) noexcept {
    switch (broken.cause) {
        case break_cause::cancellation: return "The call was cancelled.";
        case break_cause::too_large: return "The answer of the server is larger than allowed.";
        case break_cause::timeout:
            switch (broken.phase) {
                case exchange_phase::connecting: return "Connecting to the server took too long.";
                case exchange_phase::writing: return "The server took the request too slowly.";
                case exchange_phase::waiting: return "The server did not answer in time.";
                case exchange_phase::reading:
                    return "The answer of the server did not end in time.";
            }
            break;
        case break_cause::transport:
            switch (broken.phase) {
                case exchange_phase::connecting: return "The server could not be reached.";
                case exchange_phase::writing:
                    return "The connection broke while the request was sent.";
                case exchange_phase::waiting: return "The connection broke before the answer.";
                case exchange_phase::reading:
                    return "The connection broke in the middle of the answer.";
            }
            break;
    }
    return "The call failed.";
}

failure_kind kind_of(break_cause cause) noexcept {
    switch (cause) {
        case break_cause::transport: break;
        case break_cause::timeout: return failure_kind::timed_out;
        case break_cause::cancellation: return failure_kind::cancelled;
        case break_cause::too_large: return failure_kind::too_large;
    }
    return failure_kind::transport;
}

}  // namespace

outcome<json::value> interpret(const http_answer& answer) {
    json::value storage;
    auto* body = parse_object(answer, storage);
    const auto* ok = body ? body->if_contains("ok") : nullptr;
    const bool is_ok = ok != nullptr && ok->is_bool() && ok->get_bool();
    if (!is_ok) return explain(answer);
    const auto* result = body->if_contains("result");
    if (result == nullptr) {
        return bad_response(answer, "The answer of the Bot API lacks its result.");
    }
    return *result;
}

outcome<std::string> interpret_file(http_answer answer) {
    if (answer.status == 200) return std::move(answer.body);
    return explain(answer);
}

failure describe(const broken_exchange& broken) {
    std::string why{sentence(broken)};
    if (!broken.reason.empty()) why += " (" + broken.reason + ")";
    failure f{kind_of(broken.cause), std::move(why)};
    f.may_have_taken_effect =
        broken.phase == exchange_phase::waiting || broken.phase == exchange_phase::reading;
    return f;
}

}  // namespace agentbackend::bot_api
