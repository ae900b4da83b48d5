#include "sandbox/limits.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "sandbox/unicode.hpp"

namespace agentbackend::sandbox {
namespace {

api_error not_utf8() { return bad_request("strings must be encoded in UTF-8"); }

std::optional<api_error> check_entities(const std::string& text,
                                        const std::vector<entity>& entities) {
    const auto end = static_cast<std::int64_t>(count_utf16_units(text));
    for (const auto& e : entities) {
        if (e.offset < 0 || e.length <= 0 || e.offset >= end) {
            return bad_request("entity beginning at UTF-16 offset " + std::to_string(e.offset) +
                               " is not within the text");
        }
        if (e.length > end - e.offset) {
            return bad_request("entity beginning at UTF-16 offset " + std::to_string(e.offset) +
                               " ends after the end of the text at UTF-16 offset " +
                               std::to_string(end));
        }
    }
    return std::nullopt;
}

// Whether an address names a port that there is, or none.
bool has_possible_port(std::string_view url) {
    const auto host = url.substr(url.find("://") + 3);
    const auto authority = host.substr(0, host.find_first_of("/?#"));
    const auto colon = authority.find(':');
    if (colon == std::string_view::npos) return true;
    const auto text = authority.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
    return failed == std::errc() && end == text.data() + text.size() && port != 0;
}

std::optional<api_error> check_button(const button& b) {
    if (!is_valid_utf8(b.label) || !is_valid_utf8(b.callback_data)) return not_utf8();
    if (b.label.empty()) return bad_request("inline keyboard button text must be non-empty");
    if (b.url.empty()) {
        if (b.callback_data.empty() || b.callback_data.size() > max_callback_bytes) {
            return bad_request("BUTTON_DATA_INVALID");
        }
        return std::nullopt;
    }
    const std::string_view url = b.url;
    const bool is_link =
        url.starts_with("https://") || url.starts_with("http://") || url.starts_with("tg://");
    if (!is_link || url.find(' ') != std::string_view::npos) {
        return bad_request("BUTTON_URL_INVALID");
    }
    if (!has_possible_port(url)) {
        return bad_request("inline keyboard button URL '" + b.url +
                           "' is invalid: Wrong port number specified in the URL");
    }
    return std::nullopt;
}

bool is_command_name(const std::string& name) noexcept {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !name.empty() && name.size() <= max_command_characters &&
           std::all_of(name.begin(), name.end(), is_allowed);
}

}  // namespace

std::optional<api_error> check_text(const std::string& text, const std::vector<entity>& entities) {
    if (!is_valid_utf8(text)) return not_utf8();
    if (text.empty()) return bad_request("message text is empty");
    if (count_characters(text) > max_text_characters) return bad_request("message is too long");
    return check_entities(text, entities);
}

std::optional<api_error> check_caption(const std::string& text,
                                       const std::vector<entity>& entities) {
    if (!is_valid_utf8(text)) return not_utf8();
    if (count_characters(text) > max_caption_characters) {
        return bad_request("message caption is too long");
    }
    return check_entities(text, entities);
}

std::optional<api_error> check_answer(const std::string& text) {
    if (!is_valid_utf8(text)) return not_utf8();
    if (count_characters(text) > max_answer_characters) return bad_request("MESSAGE_TOO_LONG");
    return std::nullopt;
}

std::optional<api_error> check_keyboard(const keyboard& rows) {
    std::size_t count = 0;
    for (const auto& row : rows) {
        if (row.size() > max_buttons_in_row) return bad_request("reply markup is too long");
        count += row.size();
    }
    if (count > max_buttons) return bad_request("reply markup is too long");
    for (const auto& row : rows) {
        for (const auto& b : row) {
            if (auto refused = check_button(b)) return refused;
        }
    }
    return std::nullopt;
}

std::optional<api_error> check_commands(const std::vector<bot_command>& commands) {
    if (commands.size() > max_commands) return bad_request("BOT_COMMANDS_TOO_MUCH");
    for (const auto& c : commands) {
        if (!is_command_name(c.name)) return bad_request("BOT_COMMAND_INVALID");
        const auto length = is_valid_utf8(c.description) ? count_characters(c.description) : 0;
        if (length == 0 || length > max_command_description_characters) {
            return bad_request("BOT_COMMAND_DESCRIPTION_INVALID");
        }
    }
    return std::nullopt;
}

std::optional<api_error> check_upload(const std::string& bytes) {
    if (bytes.empty()) return bad_request("file must be non-empty");
    if (bytes.size() > max_upload_bytes) return api_error{413, "Request Entity Too Large", {}};
    return std::nullopt;
}

}  // namespace agentbackend::sandbox
