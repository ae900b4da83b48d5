// Whether the Bot API server can be reached, as all bots together see it: said once when it is
// lost, once when it is back. Belongs to the thread of the network.

#pragma once

#include <spdlog/logger.h>

#include "bot_api/failure.hpp"

namespace agentbackend::host {

class server_health {
public:
    explicit server_health(spdlog::logger& log) : log_(log) {}

    void answered() {
        if (!is_lost_) return;
        is_lost_ = false;
        log_.info("the Bot API server answers again");
    }

    // For a call that got no result. A refusal is an answer, unless it is for the server's own
    // trouble.
    void failed(const bot_api::failure& why) {
        if (is_lost_ || why.kind == bot_api::failure_kind::cancelled) return;
        if (why.kind == bot_api::failure_kind::refused && why.error_code < 500) return;
        is_lost_ = true;
        log_.warn("the Bot API server cannot be used ({}); trying until it can", to_string(why));
    }

private:
    spdlog::logger& log_;
    bool is_lost_ = false;
};

}  // namespace agentbackend::host
