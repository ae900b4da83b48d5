#include "bots/webhook_routes.hpp"

#include <boost/algorithm/hex.hpp>

#include <charconv>
#include <optional>

#include "random_bytes.hpp"
#include "same_secret.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t secret_bytes = 32;

// Hexadecimal: of the characters that paths and secret tokens may have.
std::string draw_secret() { return boost::algorithm::hex_lower(random_bytes(secret_bytes)); }

// The bot's own number is no secret: it finds the route, whose secrets are then compared.
std::string path_of(bot_ref bot, const std::string& drawn) {
    return "/" + std::to_string(bot.value()) + "/" + drawn;
}

std::optional<bot_ref> bot_of(std::string_view target) {
    if (!target.starts_with('/')) return std::nullopt;
    std::int64_t number = 0;
    const auto* last = target.data() + target.size();
    const auto [end, failed] = std::from_chars(target.data() + 1, last, number);
    if (failed != std::errc() || end == last || *end != '/' || number < 0) return std::nullopt;
    return bot_ref::from_value(number);
}

}  // namespace

webhook_address webhook_routes::open(bot_ref bot, receiver takes) {
    webhook_address address{path_of(bot, draw_secret()), draw_secret()};
    routes_.insert_or_assign(bot, route{address, std::move(takes)});
    return address;
}

void webhook_routes::close(bot_ref bot) { routes_.erase(bot); }

const webhook_routes::receiver* webhook_routes::find(std::string_view target,
                                                     std::string_view secret) const {
    if (target.starts_with(prefix_)) target.remove_prefix(prefix_.size());
    const auto bot = bot_of(target);
    const auto found = bot ? routes_.find(*bot) : routes_.end();
    if (found == routes_.end()) return nullptr;
    const auto& [address, takes] = found->second;
    const bool is_path = is_same_secret(target, address.path);
    const bool is_secret = is_same_secret(secret, address.secret);
    return is_path && is_secret ? &takes : nullptr;
}

}  // namespace agentbackend::host
