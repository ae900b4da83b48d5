// Keeps the menus of commands that Telegram shows in step with who may do what.
//
// Belongs to the thread of the network.

#pragma once

#include <agentbackend/console/console.hpp>

#include <spdlog/logger.h>

#include <map>
#include <memory>
#include <set>

#include "bot_api/client.hpp"
#include "bots/bot_tokens.hpp"
#include "event.hpp"

namespace agentbackend::host {

class menu_registrar {
public:
    // All must outlive this, and this the executor's work.
    menu_registrar(asio::any_io_executor, bot_api::client&, const console::console&, bot_tokens&,
                   const commands&, spdlog::logger&);

    // Begins to register the bot's menus as they are now, and returns.
    void refresh(bot_ref);
    // Returns when they are registered, however long that takes, or the server has refused them for
    // good. `former`, where it is somebody, may have seen more than they should see now.
    awaitable<> refreshed(bot_ref, user_id former);

private:
    // Who is still to be seen to. A refresh that was asked for while one is under way follows it.
    struct request {
        bool is_due = true;
        std::set<user_id> former{};
        std::shared_ptr<event> is_settled;
    };

    std::shared_ptr<event> begin(bot_ref, user_id former);
    awaitable<> refresh_until_settled(bot_ref);
    awaitable<> register_menus(bot_ref, user_id former);
    awaitable<> register_menu(const bot_api::bot_token&, const console::command_menu&);

    asio::any_io_executor executor_;
    bot_api::client& client_;
    const console::console& console_;
    bot_tokens& tokens_;
    const commands& commands_;
    spdlog::logger& log_;
    std::map<bot_ref, request> requests_;
};

}  // namespace agentbackend::host
