// Which commands a bot's menu shows to whom.

#pragma once

#include <agentbackend/console/console.hpp>

#include <vector>

namespace agentbackend::console {

// `former` has been more than a customer, and gets a menu of their own all the same.
result<std::vector<command_menu>> menus_of(const backend&, reader&, bot_ref, user_id former);

}  // namespace agentbackend::console
