// Whether the store can write, as all turns together see it: said once when it cannot, in the log
// and to the admins, and once when it can again. Belongs to the thread of the network.

#pragma once

#include <agentbackend/console/messages.hpp>

#include <spdlog/logger.h>

#include <vector>

#include "commands.hpp"
#include "outbox.hpp"

namespace agentbackend::host {

class storage_watch {
public:
    // All must outlive this, and this the executor's work.
    storage_watch(asio::any_io_executor, const commands&, outbox&, std::vector<user_id> admins,
                  spdlog::logger&);

    // `store_full`, `store_locked`, or anything else for "broken".
    void failed(const error&);
    void worked();

private:
    // Each in the chat with the main bot, in their language where the store can still tell it.
    void tell_admins(console::phrase);
    awaitable<> tell(user_id, console::phrase);

    asio::any_io_executor executor_;
    const commands& commands_;
    outbox& messages_;
    std::vector<user_id> admins_;
    spdlog::logger& log_;
    bool is_failing_ = false;
};

}  // namespace agentbackend::host
