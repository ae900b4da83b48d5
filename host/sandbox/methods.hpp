// The methods of the Bot API, except getUpdates, which waits and is therefore the server's.
//
// Internal to the sandbox, and guarded by the world's lock.

#pragma once

#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "sandbox/api_error.hpp"
#include "sandbox/arguments.hpp"
#include "sandbox/telegram.hpp"

namespace agentbackend::sandbox {

using method = api_result<boost::json::value> (*)(telegram&, bot&, const arguments&);

// The case of the name does not matter. Null when there is none.
method find_method(std::string_view name) noexcept;

// The bot of a token: 401 when there is none, 429 when the server has met too many new bots lately.
api_result<bot*> authorize(telegram&, std::string_view token);

// By subject; each is the method of its name in the documentation of the Bot API.
api_result<boost::json::value> get_me(telegram&, bot&, const arguments&);
api_result<boost::json::value> set_webhook(telegram&, bot&, const arguments&);
api_result<boost::json::value> delete_webhook(telegram&, bot&, const arguments&);
api_result<boost::json::value> get_webhook_info(telegram&, bot&, const arguments&);

api_result<boost::json::value> send_message(telegram&, bot&, const arguments&);
api_result<boost::json::value> edit_message_text(telegram&, bot&, const arguments&);
api_result<boost::json::value> delete_message(telegram&, bot&, const arguments&);
api_result<boost::json::value> send_chat_action(telegram&, bot&, const arguments&);
api_result<boost::json::value> answer_callback_query(telegram&, bot&, const arguments&);

api_result<boost::json::value> send_document(telegram&, bot&, const arguments&);
api_result<boost::json::value> get_file(telegram&, bot&, const arguments&);

api_result<boost::json::value> set_my_commands(telegram&, bot&, const arguments&);
api_result<boost::json::value> delete_my_commands(telegram&, bot&, const arguments&);
api_result<boost::json::value> get_my_commands(telegram&, bot&, const arguments&);

// The menu a person's client shows for one bot, the most specific list that is set.
struct menu_place {
    std::int64_t user_id = 0;
    chat_key chat;
};
std::vector<bot_command> commands_shown(const bot&, menu_place, std::string_view language_code);

}  // namespace agentbackend::sandbox
