// The life of one bot on the network: greeted, then attended to, until it is stopped or its token
// is refused. How its updates come, by polls or by a webhook, is what derived classes know.
//
// Belongs to the thread of the network.

#pragma once

#include <agentbackend/console/effects.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backoff.hpp"
#include "bot_api/client.hpp"
#include "bot_api/types.hpp"
#include "bots/conflict_watch.hpp"
#include "bots/server_health.hpp"
#include "event.hpp"
#include "turns/updates.hpp"

namespace agentbackend::host {

// Who hears of it. A life goes on when these return.
class bot_listener {
public:
    virtual ~bot_listener() = default;
    // The bot answers; its updates come from here on. Also after a failure that has passed.
    virtual awaitable<> came_up(running_bot) = 0;
    // The token was refused: the life is over.
    virtual awaitable<> failed(bot_ref, std::string reason) = 0;
    // Another program uses the token, too; the life goes on, with long pauses. `came_up` follows
    // when that is over.
    virtual awaitable<> parked(bot_ref, console::bot_trouble) = 0;
    // Returns when the updates may be confirmed, and how long the bot is to rest then. After an
    // error they may not, and come again.
    virtual awaitable<result<std::chrono::milliseconds>> received(running_bot,
                                                                  std::vector<bot_api::update>) = 0;
    // The server asks to slow down while bots come up.
    virtual void asked_to_wait(std::chrono::seconds) = 0;
};

// What all bots share; must outlive them.
struct bot_surroundings {
    asio::any_io_executor executor;
    bot_api::client& client;
    server_health& health;
    bot_listener& listener;
    spdlog::logger& log;
    conflict_limits conflicts{};
};

class bot_life {
public:
    bot_life(const bot_surroundings&, bot_ref, bot_api::bot_token);
    virtual ~bot_life() = default;

    // Runs until the bot's life is over. Call once.
    static awaitable<> run(std::shared_ptr<bot_life>);

    // Ends it soon: a call that waits at once, updates under way when they are committed.
    void stop();
    awaitable<> ended() { return has_ended_.wait(); }

    // What went wrong last, in one line; empty when nothing has.
    const std::string& trouble() const noexcept { return trouble_; }

protected:
    // Tells the server how updates shall come, once it has told who the bot is. A failure is waited
    // out, and all is tried again.
    virtual awaitable<std::optional<bot_api::failure>> arrange() = 0;
    // Sees to the updates until `is_stopping()`, or the token is refused.
    virtual awaitable<> attend() = 0;
    // The last act, also when the bot never came up.
    virtual awaitable<> leave();

    const bot_surroundings& around() const noexcept { return around_; }
    const running_bot& self() const noexcept { return self_; }
    const bot_api::bot_token& token() const noexcept { return token_; }
    bool is_stopping() const noexcept { return stopping_.is_set(); }

    // Calls that `stop` cuts short.
    template <class T>
    awaitable<T> until_stopped(awaitable<T> call) {
        auto token = asio::bind_cancellation_slot(end_call_.slot(), asio::use_awaitable);
        co_return co_await asio::co_spawn(around_.executor, std::move(call), std::move(token));
    }

    // Also ends a conflict that has been over for long enough.
    awaitable<> call_went_well();
    enum class after_failure { try_again, give_up };
    // Reports a refused token, and waits after everything else.
    awaitable<after_failure> call_failed(bot_api::failure);
    // Another program uses the token, too, in this way: reported once it has lasted, and once more
    // when it is over. In between the bot is parked.
    awaitable<> met_another_program(console::bot_trouble);
    bool is_in_conflict() const noexcept { return conflicts_.is_open(); }
    bool is_parked() const noexcept { return is_parked_; }

    awaitable<> pause(std::chrono::milliseconds time) { return stopping_.wait_for(time); }
    awaitable<> pause_longer_each_time() { return stopping_.wait_for(pauses_.next()); }
    // For a bot that is parked, a long one: the other program is not fought.
    awaitable<> pause_or_stay_parked(std::chrono::milliseconds time);

private:
    awaitable<bool> greet();
    awaitable<std::optional<bot_api::failure>> introduce();

    bot_surroundings around_;
    running_bot self_;
    bot_api::bot_token token_;
    backoff pauses_;
    std::string trouble_;
    conflict_watch conflicts_;
    bool is_parked_ = false;
    asio::cancellation_signal end_call_;
    event stopping_;
    event has_ended_;
};

}  // namespace agentbackend::host
