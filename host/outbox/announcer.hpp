// Tells all admins something in passing: each in the chat with the main bot, in their language
// where the store can still tell it. Belongs to the thread of the network.

#pragma once

#include <agentbackend/console/messages.hpp>

#include <vector>

#include "outbox/outbox.hpp"
#include "turns/commands.hpp"

namespace agentbackend::host {

class announcer {
public:
    // All must outlive this, and this the executor's work.
    announcer(asio::any_io_executor, const commands&, outbox&, std::vector<user_id> admins);

    void tell_admins(console::phrase) const;

private:
    awaitable<> tell(user_id, console::phrase) const;

    asio::any_io_executor executor_;
    const commands& commands_;
    outbox& messages_;
    std::vector<user_id> admins_;
};

}  // namespace agentbackend::host
