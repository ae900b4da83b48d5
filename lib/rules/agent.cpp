#include <agentbackend/agent.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "invariant.hpp"
#include "rules/line.hpp"
#include "values/text.hpp"

namespace agentbackend {
namespace {

constexpr std::size_t max_name_characters = 64;
constexpr std::size_t max_title_characters = 32;
constexpr std::size_t max_link_bytes = 256;

error illegal(agent_status status, agent_event event) {
    return error(errc::illegal_transition).states(name(status), name(event));
}

bool is_username_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_username(std::string_view text) {
    return text.size() >= 5 && text.size() <= 32 &&
           std::all_of(text.begin(), text.end(), is_username_character);
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(),
                      [&](char a, char b) { return a == lower(b); });
}

// From 1 to 65535: the platform refuses a whole message for one button with another.
bool is_port(std::string_view text) {
    std::uint16_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc() && end == text.data() + text.size() && number != 0;
}

// A host of letters, digits, dots and hyphens with a dot inside, perhaps a port, and a rest without
// blanks, quotes, angle brackets or backslashes.
bool is_authority_and_path(std::string_view rest) {
    const auto end = std::min(rest.find_first_of("/?#"), rest.size());
    auto host = rest.substr(0, end);
    if (const auto colon = host.find(':'); colon != std::string_view::npos) {
        if (!is_port(host.substr(colon + 1))) return false;
        host = host.substr(0, colon);
    }
    const auto dot = host.find('.');
    const bool has_inner_dot = dot != std::string_view::npos && dot > 0 && host.back() != '.' &&
                               host.find("..") == std::string_view::npos;
    const bool is_host = has_inner_dot && std::all_of(host.begin(), host.end(), [](char c) {
                             return (is_username_character(c) && c != '_') || c == '.' ||
                                    c == '-' || static_cast<unsigned char>(c) >= 0x80;
                         });
    const auto path = rest.substr(end);
    return is_host && std::none_of(path.begin(), path.end(), [](char c) {
               return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>' ||
                      c == '\\' || c == '`' || c == 0x7F;
           });
}

bool is_web_url(std::string_view text) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (starts_with_ignoring_case(text, scheme)) {
            return is_authority_and_path(text.substr(scheme.size()));
        }
    }
    return false;
}

bool is_telegram_path(std::string_view text) {
    return starts_with_ignoring_case(text, "t.me/") && text.size() > 5 &&
           is_authority_and_path(text);
}

// A web address, with `https://` before a bare `t.me/…`; none when it is neither.
std::optional<std::string> web_url(std::string_view text) {
    if (text.size() > max_link_bytes || !text::count_characters(text)) return std::nullopt;
    if (is_telegram_path(text)) return "https://" + std::string(text);
    if (is_web_url(text)) return std::string(text);
    return std::nullopt;
}

}  // namespace

std::string_view name(agent_status status) noexcept {
    switch (status) {
        case agent_status::stopped: return "stopped";
        case agent_status::starting: return "starting";
        case agent_status::running: return "running";
        case agent_status::error: return "error";
        case agent_status::archived: return "archived";
    }
    unreachable();
}

std::string_view name(agent_event event) noexcept {
    switch (event) {
        case agent_event::start: return "start";
        case agent_event::came_up: return "came_up";
        case agent_event::fail: return "fail";
        case agent_event::stop: return "stop";
        case agent_event::archive: return "archive";
    }
    unreachable();
}

std::optional<agent_status> parse_agent_status(std::string_view text) noexcept {
    for (const auto status : {agent_status::stopped, agent_status::starting, agent_status::running,
                              agent_status::error, agent_status::archived}) {
        if (text == name(status)) return status;
    }
    return std::nullopt;
}

result<agent_status> transition(agent_status status, agent_event event) {
    using enum agent_status;
    const bool is_up = status == starting || status == running;
    switch (event) {
        case agent_event::start:
            if (status == stopped || status == error) return starting;
            break;
        case agent_event::came_up:
            if (status == starting) return running;
            break;
        case agent_event::fail:
            if (is_up) return error;
            break;
        case agent_event::stop:
            if (is_up || status == error) return stopped;
            break;
        case agent_event::archive:
            if (status == stopped || status == error) return archived;
            break;
    }
    return illegal(status, event);
}

usdt agent::total_paid() const {
    const auto sum = add(payouts, fees);
    AGENTBACKEND_INVARIANT(sum.has_value());
    return *sum;
}

result<std::string> check_name(std::string_view typed) {
    return check_line(typed, max_name_characters, errc::name_malformed);
}

result<void> check_agent_id(std::string_view given) {
    if (is_public_id(given) && text::lower_case(given) != "main") return success();
    return error(errc::name_malformed)
        .subject(given)
        .count(static_cast<std::int64_t>(text::count_characters(given).value_or(0)),
               static_cast<std::int64_t>(max_public_id_characters));
}

result<std::string> check_button_title(std::string_view typed) {
    return check_line(typed, max_title_characters, errc::button_title_malformed);
}

result<std::string> check_link(std::string_view typed) {
    const auto link = text::trim(typed);
    if (link.starts_with('@') && is_username(link.substr(1))) return std::string(link);
    if (auto url = web_url(link)) return std::move(*url);
    return error(errc::link_malformed).subject(link);
}

result<std::string> check_button_url(std::string_view typed) {
    const auto link = text::trim(typed);
    if (auto url = web_url(link)) return std::move(*url);
    return error(errc::button_url_malformed).subject(link);
}

result<void> check_markup(usdt markup, const agent_policy& policy) {
    if (markup.is_negative()) return error(errc::amount_out_of_range).amount(markup);
    if (markup > policy.markup_ceiling) {
        return error(errc::markup_above_ceiling).amount(markup).limit(policy.markup_ceiling);
    }
    return success();
}

result<void> check_not_archived(const agent& current) {
    if (current.status == agent_status::archived) {
        return error(errc::agent_archived).subject(current.agent_id);
    }
    return success();
}

result<agent_status> archive(const agent& current, const archive_facts& facts) {
    AGENTBACKEND_ASSIGN(const auto next, transition(current.status, agent_event::archive));
    if (facts.open_withdrawals > 0) {
        return error(errc::agent_has_open_withdrawal)
            .subject(current.agent_id)
            .count(facts.open_withdrawals, 0);
    }
    if (!current.available.is_zero()) {
        return error(errc::agent_has_balance).subject(current.agent_id).amount(current.available);
    }
    return next;
}

}  // namespace agentbackend
