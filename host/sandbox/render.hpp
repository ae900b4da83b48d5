// Bot API objects as JSON, from what the telegram knows. Pure functions.

#pragma once

#include <cstdint>

#include <boost/json/object.hpp>

#include "sandbox/telegram.hpp"

namespace agentbackend::sandbox {

boost::json::object render_user(const human&);
boost::json::object render_bot(const bot&);
boost::json::object render_chat(const telegram&, chat_key);
boost::json::object render_message(const telegram&, chat_key, const message&);
boost::json::object render_document(const attachment&);

}  // namespace agentbackend::sandbox
