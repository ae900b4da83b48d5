// Takes the updates of a poll to the console: those of one chat one after another, chats side by
// side. Whoever sends too much, or something the store cannot take now, is told so in passing, and
// nothing is changed. Belongs to the thread of the network.

#pragma once

#include <agentbackend/console/console.hpp>

#include <vector>

#include "bot_api/types.hpp"
#include "outbox/outbox.hpp"
#include "turns/inbound_limits.hpp"
#include "turns/tap_answers.hpp"
#include "turns/turns.hpp"
#include "turns/updates.hpp"

namespace agentbackend::host {

class intake {
public:
    // All must outlive this.
    intake(asio::any_io_executor, const console::console&, turns&, tap_answers&, outbox&,
           inbound_options);

    // Returns when every update is committed, or has no effect: how long the bot must rest before
    // it is asked for more. Error: `stopped`; some are not, and all must come again.
    awaitable<result<std::chrono::milliseconds>> take(running_bot, std::vector<bot_api::update>);

private:
    struct batch;
    awaitable<> take_in_order(std::shared_ptr<batch>, std::vector<bot_api::update>);
    awaitable<result<void>> take_one(const running_bot&, const bot_api::update&);
    awaitable<result<void>> handle(const running_bot&, const bot_api::update&, console::input);
    // Says it to whoever pressed a button; nothing for other updates.
    void answer(const running_bot&, const bot_api::update&, console::tap_answer) const;
    void refuse(const running_bot&, const bot_api::update&, const console::input&,
                const console::styled_text& why) const;

    asio::any_io_executor executor_;
    const console::console& console_;
    turns& turns_;
    tap_answers& answers_;
    outbox& messages_;
    inbound_limits limits_;
};

}  // namespace agentbackend::host
