// A bot whose updates are fetched by long polling. Another poller on the same token is reported,
// not fought.
//
// Belongs to the thread of the network.

#pragma once

#include <cstdint>
#include <vector>

#include "bots/bot_life.hpp"

namespace agentbackend::host {

class poller final : public bot_life {
public:
    using bot_life::bot_life;

private:
    static constexpr int most_updates_at_once = 100;

    awaitable<std::optional<bot_api::failure>> arrange() override;
    awaitable<> attend() override;
    awaitable<> leave() override;

    awaitable<bot_api::outcome<std::vector<bot_api::update>>> next_updates();
    awaitable<result<void>> take(std::vector<bot_api::update>);
    awaitable<after_failure> poll_failed(bot_api::failure);
    awaitable<> met_another_poller();
    awaitable<std::optional<bot_api::failure>> remove_webhook();
    awaitable<> met_a_webhook();

    std::int64_t offset_ = 0;
    bool is_confirmed_ = true;  // whether the server knows the offset
    int updates_at_once_ = most_updates_at_once;
};

}  // namespace agentbackend::host
