// A bot whose updates the platform posts to the webhooks' listener: registered when the bot comes
// up, removed when it is stopped. What was not taken waits at the platform, and comes by whichever
// way is arranged next.
//
// Belongs to the thread of the network.

#pragma once

#include <chrono>
#include <string>

#include "bots/bot_life.hpp"
#include "bots/webhook_routes.hpp"

namespace agentbackend::host {

// What all webhooks share.
struct webhook_site {
    std::string public_url;  // by which the platform reaches the listener; no slash at its end
    webhook_routes& routes;  // must outlive the bots
    std::chrono::milliseconds between_looks = std::chrono::minutes(2);
};

class webhook_bot final : public bot_life {
public:
    webhook_bot(const bot_surroundings&, bot_ref, bot_api::bot_token, const webhook_site&);

private:
    awaitable<std::optional<bot_api::failure>> arrange() override;
    awaitable<> attend() override;
    awaitable<> leave() override;

    // What the platform is asked now and then: an address can be taken away by other programs.
    awaitable<after_failure> look_after_address();
    awaitable<std::optional<bot_api::failure>> found_another_address();
    awaitable<result<void>> take(bot_api::update);

    webhook_site site_;
    std::string url_;  // as registered last; empty before
    std::string delivery_trouble_;
    std::size_t under_way_ = 0;
    bool is_leaving_ = false;
    event is_idle_;  // set when it leaves and nothing is under way any more
};

}  // namespace agentbackend::host
