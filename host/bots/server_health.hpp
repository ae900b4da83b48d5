// Whether the Bot API server can be reached, as all bots together see it: said once when it is
// lost, once when it is back. Of a bot that alone gets no answer it is said once, until it gets
// one. Belongs to the thread of the network.

#pragma once

#include <agentbackend/ids.hpp>

#include <spdlog/logger.h>

#include <set>

#include "bot_api/failure.hpp"

namespace agentbackend::host {

class server_health {
public:
    explicit server_health(spdlog::logger& log) : log_(log) {}

    void answered(bot_ref bot) {
        failing_.erase(bot);
        if (!is_lost_) return;
        is_lost_ = false;
        log_.info("the Bot API server answers again");
    }

    // For a call that got no result. A refusal is an answer, unless it is for the server's own
    // trouble.
    void failed(bot_ref bot, const bot_api::failure& why) {
        if (why.kind == bot_api::failure_kind::cancelled) return;
        if (why.kind == bot_api::failure_kind::refused && why.error_code < 500) return;
        const bool is_news = failing_.insert(bot).second;
        if (is_lost_ || !is_news) return;
        is_lost_ = true;
        log_.warn("the Bot API server cannot be used ({}); trying until it can", to_string(why));
    }

    // The bot asks nothing any more.
    void left(bot_ref bot) { failing_.erase(bot); }

private:
    spdlog::logger& log_;
    bool is_lost_ = false;
    std::set<bot_ref> failing_;  // since their last answer
};

}  // namespace agentbackend::host
