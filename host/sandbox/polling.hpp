// The rules of getUpdates that need no waiting.
//
// Internal to the sandbox, and guarded by the world's lock.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <boost/json/array.hpp>

#include "sandbox/api_error.hpp"
#include "sandbox/arguments.hpp"
#include "sandbox/telegram.hpp"

namespace agentbackend::sandbox {

struct poll {
    std::int64_t bot_id = 0;
    std::int64_t offset = 0;
    std::size_t limit = 100;
    std::chrono::seconds timeout{0};
};

// Reads the parameters, confirms what the offset confirms, and notes which kinds the bot wants.
// Refused while a webhook is set. An offset repeated within half a second lowers the limit to one.
api_result<poll> begin_poll(telegram&, bot&, const arguments&);

// The updates that are there, at most `limit`.
boost::json::array take_updates(bot&, const poll&);

// Notes that the poll has been answered.
void end_poll(telegram&, bot&, const poll&);

enum class interruption { by_other_poll, by_webhook };
api_error interrupted(interruption);

}  // namespace agentbackend::sandbox
