#include "bot_api/failure.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

namespace agentbackend::bot_api {
namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The Bot API words its errors; there are no finer codes. The case of its words has changed before.
bool contains(std::string_view text, std::string_view words) noexcept {
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    return std::search(text.begin(), text.end(), words.begin(), words.end(), same) != text.end();
}

bool is_bad_request_saying(const failure& f,
                           std::initializer_list<std::string_view> phrases) noexcept {
    return f.kind == failure_kind::refused && f.error_code == 400 &&
           std::any_of(phrases.begin(), phrases.end(),
                       [&](std::string_view phrase) { return contains(f.description, phrase); });
}

}  // namespace

std::string_view to_string(failure_kind kind) noexcept {
    switch (kind) {
        case failure_kind::transport: return "transport";
        case failure_kind::timed_out: return "timed out";
        case failure_kind::cancelled: return "cancelled";
        case failure_kind::bad_response: return "bad response";
        case failure_kind::too_large: return "too large";
        case failure_kind::refused: return "refused";
    }
    return "unknown";
}

bool failure::is_unauthorized() const noexcept {
    return kind == failure_kind::refused && (error_code == 401 || error_code == 404);
}

bool failure::is_conflict() const noexcept {
    return kind == failure_kind::refused && error_code == 409;
}

bool failure::is_rate_limited() const noexcept { return error_code == 429 || http_status == 429; }

bool failure::is_message_not_modified() const noexcept {
    return is_bad_request_saying(*this, {"message is not modified"});
}

bool failure::is_message_not_found() const noexcept {
    return is_bad_request_saying(
        *this, {"message to edit not found", "message to delete not found",
                "message can't be edited", "message can't be deleted", "MESSAGE_ID_INVALID"});
}

bool failure::is_file_too_big() const noexcept {
    return is_bad_request_saying(*this, {"file is too big"});
}

bool failure::is_button_url_invalid() const noexcept {
    return is_bad_request_saying(*this, {"BUTTON_URL_INVALID", "keyboard button URL"});
}

bool failure::is_query_expired() const noexcept {
    return is_bad_request_saying(*this, {"query is too old", "QUERY_ID_INVALID"});
}

bool failure::may_be_retried() const noexcept {
    if (is_rate_limited()) return true;
    switch (kind) {
        case failure_kind::transport:
        case failure_kind::timed_out: return true;
        case failure_kind::cancelled:
        case failure_kind::too_large: return false;
        // Half an answer or a proxy's error page passes; a redirect or a page that is not there
        // stays.
        case failure_kind::bad_response: return http_status < 300 || http_status >= 500;
        case failure_kind::refused: return error_code >= 500;
    }
    return false;
}

std::string to_string(const failure& f) {
    std::string line{to_string(f.kind)};
    if (f.http_status != 0) line += ", HTTP " + std::to_string(f.http_status);
    if (f.error_code != 0) line += ", error " + std::to_string(f.error_code);
    if (f.retry_after) line += ", retry after " + std::to_string(f.retry_after->count()) + " s";
    return line + ": " + f.description;
}

void throw_exception_from_error(const failure& f, const boost::source_location&) {
    throw std::runtime_error{"The Bot API call failed: " + to_string(f)};
}

}  // namespace agentbackend::bot_api
