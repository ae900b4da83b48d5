// Posts updates to the webhooks that bots have set: each bot's one after another, a failed one
// again until it is taken, with growing pauses.
//
// Internal to the sandbox. Belongs to the server's thread.

#pragma once

#include <cstdint>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "sandbox/state.hpp"

namespace agentbackend::sandbox {

class webhook_sender {
public:
    // The state must outlive the sender.
    webhook_sender(boost::asio::any_io_executor, state&);
    // Stops.
    ~webhook_sender();

    // There may be something to send, or another address to send it to.
    void wake(std::int64_t bot_id);

    // Ends what is under way. Idempotent.
    void stop();

private:
    class engine;
    std::shared_ptr<engine> engine_;
};

}  // namespace agentbackend::sandbox
