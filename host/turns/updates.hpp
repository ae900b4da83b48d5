// From a Bot API update to an input of the console. Pure; safe from any thread.

#pragma once

#include <agentbackend/console/input.hpp>

#include <optional>
#include <string>

#include "bot_api/types.hpp"

namespace agentbackend::host {

// A bot while it runs: whose shop it is, and who it is on its platform.
struct running_bot {
    bot_ref bot;
    bot_identity identity;
};

// None for what no conversation can take up: other kinds of updates, posts in channels, messages of
// bots, taps without a message, stickers and the like in groups.
std::optional<console::input> to_input(const bot_api::update&, const running_bot&);

// The press that has to be answered, whatever comes of it; else empty.
std::string callback_query_id(const bot_api::update&);

}  // namespace agentbackend::host
