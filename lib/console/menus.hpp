// Which commands a bot's menu shows to whom.

#pragma once

#include <agentbackend/console/console.hpp>

#include <vector>

namespace agentbackend::console {

result<std::vector<command_menu>> menus_of(const backend&, reader&, bot_ref);

}  // namespace agentbackend::console
