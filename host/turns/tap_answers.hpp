// Answers button presses, at once and beside everything else: an answer is of no use later.
//
// Belongs to the thread of the network.

#pragma once

#include <agentbackend/console/screen.hpp>

#include <spdlog/logger.h>

#include <string>

#include "bot_api/client.hpp"
#include "bots/bot_tokens.hpp"
#include "log/cause.hpp"

namespace agentbackend::host {

class tap_answers {
public:
    // All must outlive this, and this the executor's work.
    tap_answers(asio::any_io_executor, bot_api::client&, bot_tokens&, spdlog::logger&);

    // Begins to send it and returns. Late or lost answers are passed over.
    void give(bot_ref, std::string query_id, console::tap_answer, cause);

private:
    awaitable<> send(bot_ref, std::string query_id, console::tap_answer, cause);

    asio::any_io_executor executor_;
    bot_api::client& client_;
    bot_tokens& tokens_;
    spdlog::logger& log_;
};

}  // namespace agentbackend::host
