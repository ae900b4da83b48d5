#include "clerk_act.hpp"

#include <agentbackend/console/payload.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace agentbackend::simulation {

// --- What came of it ----------------------------------------------------------------------------

std::vector<std::string> clerk::act::told(std::string_view pattern) const {
    std::vector<std::string_view> parts;
    for (const auto& message : answer.messages) {
        if (message.bot != bot || message.chat != user) continue;
        std::string_view rest = message.text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            if (fits(rest.substr(0, end), pattern, parts)) {
                std::vector<std::string> copies{std::string(rest.substr(0, end))};
                copies.insert(copies.end(), parts.begin(), parts.end());
                return copies;
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return {};
}

number clerk::act::told_number(std::string_view pattern, std::size_t part) const {
    const auto parts = told(pattern);
    return parts.size() > part ? whole_number(parts[part]) : 0;
}

number clerk::act::button(action what, std::optional<number> in_chat) const {
    for (const auto& message : answer.messages) {
        if (in_chat && (message.bot != bot || message.chat != *in_chat)) continue;
        for (const auto& shown : message.buttons) {
            const auto claim = console::decode_payload(shown.payload);
            if (claim && claim->what == what) return claim->args[0];
        }
    }
    return 0;
}

// --- What people type ---------------------------------------------------------------------------

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) {
        text.remove_prefix(1);
    }
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) {
        text.remove_suffix(1);
    }
    return text;
}

std::string_view take_word(std::string_view& text) {
    text = trimmed(text);
    const auto end =
        std::find_if(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c); });
    const auto word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text = trimmed(text.substr(word.size()));
    return word;
}

number whole_number(std::string_view text) {
    text = trimmed(text);
    number value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = failure == std::errc() && end == text.data() + text.size();
    return is_number && value > 0 ? value : 0;
}

std::optional<std::string> name_in(std::string_view text, std::size_t most_characters) {
    text = trimmed(text);
    const bool is_one_line = std::ranges::none_of(
        text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; });
    if (text.empty() || text.size() > most_characters || !is_one_line) return std::nullopt;
    return std::string(text);
}

std::vector<std::string> items_in(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto item = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!item.empty()) items.emplace_back(item);
    }
    return items;
}

std::optional<std::string> transaction_in(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
    if (text.size() != 64) return std::nullopt;
    std::string folded;
    for (const unsigned char c : text) {
        if (!std::isxdigit(c)) return std::nullopt;
        folded.push_back(static_cast<char>(std::tolower(c)));
    }
    return folded;
}

bool is_token(std::string_view text) {
    const auto colon = text.find(':');
    return colon != text.npos && whole_number(text.substr(0, colon)) > 0 &&
           text.size() - colon - 1 >= 30;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return lower;
}

std::string in_quotes(std::string_view text) { return "“" + std::string(text) + "”"; }

}  // namespace agentbackend::simulation
