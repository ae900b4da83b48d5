#include "bot_api/base_url.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace agentbackend::bot_api {
namespace {

bool is_alphanumeric(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_host_character(char c) noexcept {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_';
}

bool is_address_character(char c) noexcept { return is_alphanumeric(c) || c == ':' || c == '.'; }

bool is_path_character(char c) noexcept {
    return is_alphanumeric(c) || std::string_view{"-._~/"}.find(c) != std::string_view::npos;
}

// The URL is not repeated: it may carry a password.
[[noreturn]] void refuse(std::string_view why) {
    throw std::invalid_argument{
        "The Bot API URL cannot be used: " + std::string{why} +
        " It looks like https://api.telegram.org or http://127.0.0.1:8081."};
}

bool take(std::string_view& text, std::string_view prefix) noexcept {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string take_host(std::string_view& text) {
    const bool is_bracketed = take(text, "[");
    const auto end = is_bracketed ? text.find(']') : std::min(text.find(':'), text.size());
    if (end == std::string_view::npos) refuse("an IPv6 address lacks its closing bracket.");
    const auto host = text.substr(0, end);
    text.remove_prefix(is_bracketed ? end + 1 : end);
    const auto is_allowed = is_bracketed ? is_address_character : is_host_character;
    if (host.empty() || !std::all_of(host.begin(), host.end(), is_allowed)) {
        refuse("its host name is empty or has characters that no host name has.");
    }
    return std::string{host};
}

std::string take_port(std::string_view text, bool is_tls) {
    if (text.empty()) return is_tls ? "443" : "80";
    std::uint16_t port = 0;
    const auto* last = text.data() + text.size();
    const auto parsed = text.front() == ':'
                            ? std::from_chars(text.data() + 1, last, port)
                            : std::from_chars_result{text.data(), std::errc::invalid_argument};
    if (parsed.ec != std::errc{} || parsed.ptr != last || port == 0) {
        refuse("its port is not a number from 1 to 65535.");
    }
    return std::to_string(port);
}

}  // namespace

std::string base_url::authority() const {
    const bool is_address = host.find(':') != std::string::npos;
    std::string text = is_address ? "[" + host + "]" : host;
    if (port != (is_tls ? "443" : "80")) text += ":" + port;
    return text;
}

bool base_url::is_this_machine() const {
    boost::system::error_code is_a_name;
    const auto address = boost::asio::ip::make_address(host, is_a_name);
    return is_a_name ? host == "localhost" : address.is_loopback();
}

base_url parse_base_url(std::string_view text) {
    base_url url;
    url.is_tls = text.starts_with("https://");
    if (!take(text, "https://") && !take(text, "http://")) {
        refuse("it must begin with https:// or http://.");
    }

    const auto slash = std::min(text.find('/'), text.size());
    auto authority = text.substr(0, slash);
    auto path = text.substr(slash);
    while (path.ends_with('/')) path.remove_suffix(1);
    if (!std::all_of(path.begin(), path.end(), is_path_character)) {
        refuse("its path has characters that are not allowed there.");
    }
    url.prefix = path;
    url.host = take_host(authority);
    url.port = take_port(authority, url.is_tls);
    return url;
}

std::string encode_path(std::string_view path) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(path.size());
    for (const char c : path) {
        if (is_path_character(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += hex[byte >> 4];
        encoded += hex[byte & 0x0f];
    }
    return encoded;
}

}  // namespace agentbackend::bot_api
