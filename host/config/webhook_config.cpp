#include "config/webhook_config.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "bot_api/base_url.hpp"
#include "config/cannot_start.hpp"

namespace agentbackend::host {
namespace {

// The ports that Telegram posts to.
constexpr std::array<std::string_view, 4> reachable_ports{"443", "80", "88", "8443"};

std::string check_url(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    bot_api::base_url parsed;
    try {
        parsed = bot_api::parse_base_url(url);
    } catch (const std::invalid_argument& unusable) {
        throw cannot_start("--webhook-url cannot be used: " + std::string(unusable.what()));
    }
    // Whose Bot API server sits on the same machine may do without TLS.
    if (parsed.is_this_machine()) return url;
    if (!parsed.is_tls) {
        throw cannot_start("--webhook-url is " + url +
                           ", but Telegram posts to https addresses only. Give the one of your "
                           "proxy, or name --webhook-certificate and --webhook-key.");
    }
    if (std::find(reachable_ports.begin(), reachable_ports.end(), parsed.port) ==
        reachable_ports.end()) {
        throw cannot_start("--webhook-url names port " + parsed.port +
                           ", but Telegram posts to 443, 80, 88 and 8443 only.");
    }
    return url;
}

// `address:port`, with IPv6 in brackets.
void check_listen(const std::string& text, listen_options& options) {
    const auto colon = text.rfind(':');
    const auto* last = text.data() + text.size();
    unsigned short port = 0;
    const auto [end, failed] = colon == std::string::npos
                                   ? std::from_chars_result{last, std::errc::invalid_argument}
                                   : std::from_chars(text.data() + colon + 1, last, port);
    if (failed != std::errc() || end != last || port == 0) {
        throw cannot_start("--webhook-listen is \"" + text +
                           "\", which is no address and port such as 127.0.0.1:8443.");
    }
    options.address = text.substr(0, colon);
    if (options.address.starts_with('[') && options.address.ends_with(']')) {
        options.address = options.address.substr(1, options.address.size() - 2);
    }
    options.port = port;
}

}  // namespace

std::optional<webhook_options> check_webhooks(const settings& s) {
    const bool names_certificate = !s.webhook_certificate.empty();
    if (names_certificate != !s.webhook_key.empty()) {
        throw cannot_start(
            "--webhook-certificate and --webhook-key belong together: name both, or neither when a "
            "proxy does TLS.");
    }
    if (s.webhook_url.empty()) {
        if (names_certificate) {
            throw cannot_start(
                "--webhook-certificate is of no use without --webhook-url, the address by which "
                "Telegram reaches this host.");
        }
        return std::nullopt;
    }
    webhook_options options;
    options.public_url = check_url(s.webhook_url);
    check_listen(s.webhook_listen, options.listen);
    if (names_certificate) {
        options.listen.tls = tls_files{s.webhook_certificate, s.webhook_key};
    }
    return options;
}

}  // namespace agentbackend::host
