// Keyboards, entities and commands between their JSON and the sandbox's own values. Pure functions.

#pragma once

#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "sandbox/api_error.hpp"
#include "sandbox/person.hpp"
#include "sandbox/transcript.hpp"

namespace agentbackend::sandbox {

// Read what a bot sent; null is empty. Limits are not looked at. Of reply markups only inline
// keyboards are shown, the other kinds are taken and ignored.
api_result<keyboard> read_keyboard(const boost::json::value& reply_markup);
api_result<std::vector<entity>> read_entities(const boost::json::value&);
api_result<std::vector<bot_command>> read_commands(const boost::json::value&);

boost::json::object write_keyboard(const keyboard&);
boost::json::array write_entities(const std::vector<entity>&);
boost::json::array write_commands(const std::vector<bot_command>&);

}  // namespace agentbackend::sandbox
