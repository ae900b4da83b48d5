// Where the updates of each bot are posted, and the secret that comes with them: drawn anew
// whenever a bot takes up its webhook. No network in here.
//
// Belongs to the thread of the network.

#pragma once

#include <agentbackend/error.hpp>
#include <agentbackend/ids.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "asio.hpp"
#include "bot_api/types.hpp"

namespace agentbackend::host {

// What the platform is told: where to post, and what to send along. Both are secrets.
struct webhook_address {
    std::string path;    // below the public URL; begins with a slash
    std::string secret;  // for X-Telegram-Bot-Api-Secret-Token
};

class webhook_routes {
public:
    // Takes one update. Success: it is committed, or has no effect; else it must come again.
    using receiver = std::function<awaitable<result<void>>(bot_api::update)>;

    // What proxies may leave before the paths: `/hooks` of https://bots.example.com/hooks.
    explicit webhook_routes(std::string prefix = "") : prefix_(std::move(prefix)) {}

    // Replaces the bot's earlier address, if there is one.
    webhook_address open(bot_ref, receiver);
    void close(bot_ref);

    // Null for a path that is not a bot's, and for a secret that is not that bot's: nothing tells
    // which, neither the answer nor the time it takes. Good until the bot's address is closed.
    const receiver* find(std::string_view target, std::string_view secret) const;

private:
    struct route {
        webhook_address address;
        receiver takes;
    };
    std::string prefix_;
    std::map<bot_ref, route> routes_;
};

}  // namespace agentbackend::host
