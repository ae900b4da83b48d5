// The life of one bot on the network: greeted, polled for updates, until it is stopped or its token
// is refused. Another poller on the same token is reported, not fought.
//
// Belongs to the thread of the network.

#pragma once

#include <boost/asio/cancellation_signal.hpp>

#include <memory>
#include <string>
#include <vector>

#include "backoff.hpp"
#include "bot_api/client.hpp"
#include "bot_api/types.hpp"
#include "conflict_watch.hpp"
#include "event.hpp"
#include "server_health.hpp"
#include "updates.hpp"

namespace agentbackend::host {

// Who hears of it. The poller goes on when these return.
class poller_listener {
public:
    virtual ~poller_listener() = default;
    // The bot answers; its updates come from here on. Also after a failure that has passed.
    virtual awaitable<> came_up(running_bot) = 0;
    // The token was refused, which ends the poller; or another poller holds it, which does not.
    virtual awaitable<> failed(bot_ref, std::string reason) = 0;
    // Returns when the updates may be confirmed. After an error they are not, and the poller ends.
    virtual awaitable<result<void>> received(running_bot, std::vector<bot_api::update>) = 0;
    // The server asks to slow down while bots come up.
    virtual void asked_to_wait(std::chrono::seconds) = 0;
};

// What all pollers share; must outlive them.
struct poller_surroundings {
    asio::any_io_executor executor;
    bot_api::client& client;
    server_health& health;
    poller_listener& listener;
    spdlog::logger& log;
};

class poller {
public:
    poller(const poller_surroundings&, bot_ref, bot_api::bot_token);

    // Runs until the bot's life is over. Call once.
    static awaitable<> run(std::shared_ptr<poller>);

    // Ends it soon: a waiting poll at once, a batch under way when it is committed.
    void stop();
    awaitable<> ended() { return has_ended_.wait(); }

    // What went wrong last, in one line; empty when nothing has.
    const std::string& trouble() const noexcept { return trouble_; }

private:
    enum class after_failure { try_again, give_up };

    awaitable<bool> greet();
    awaitable<> poll();
    awaitable<bot_api::outcome<bot_api::me>> introduce();
    awaitable<bot_api::outcome<std::vector<bot_api::update>>> next_updates();
    awaitable<result<void>> take(std::vector<bot_api::update>);
    awaitable<> poll_went_well();
    awaitable<after_failure> poll_failed(bot_api::failure);
    awaitable<> met_another_poller();
    awaitable<> remove_webhook();
    template <class T>
    awaitable<T> until_stopped(awaitable<T>);
    awaitable<> wait_after(bot_api::failure);

    poller_surroundings around_;
    running_bot self_;
    bot_api::bot_token token_;
    std::int64_t offset_ = 0;
    backoff pauses_;
    conflict_watch conflicts_;
    std::string trouble_;
    bool is_parked_ = false;  // reported as failed for another poller
    asio::cancellation_signal end_call_;
    event stopping_;
    event has_ended_;
};

}  // namespace agentbackend::host
