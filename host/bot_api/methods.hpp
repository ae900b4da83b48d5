// The few methods whose answers the host looks into, typed.
//
// Thin: each is one call of the client and a parse of its result; what does not parse is a
// bad_response. The client must outlive the call.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "bot_api/client.hpp"
#include "bot_api/types.hpp"

namespace agentbackend::bot_api {

boost::asio::awaitable<outcome<me>> get_me(client&, bot_token);

struct poll_request {
    std::int64_t offset = 0;          // confirms every update below it
    int limit = 100;                  // 1–100
    std::chrono::seconds timeout{0};  // 0–50: how long the server may wait for the first update
};

// Asks for messages and callback queries only.
boost::asio::awaitable<outcome<std::vector<update>>> get_updates(client&, bot_token, poll_request);

struct webhook_request {
    std::string url;
    std::string secret_token;  // comes back as a header with every update
};

// Has messages and callback queries posted to a URL, one at a time; what waits already stays.
boost::asio::awaitable<outcome<boost::json::value>> set_webhook(client&, bot_token,
                                                                const webhook_request&);
// What waits stays, and comes with polls.
boost::asio::awaitable<outcome<boost::json::value>> delete_webhook(client&, bot_token);
boost::asio::awaitable<outcome<webhook_info>> get_webhook_info(client&, bot_token);

// Sends and gives the id of the new message: `sendMessage` and its like.
boost::asio::awaitable<outcome<std::int64_t>> send(client&, bot_token, std::string method,
                                                   boost::json::object parameters);
boost::asio::awaitable<outcome<std::int64_t>> send_document(client&, bot_token,
                                                            boost::json::object parameters,
                                                            upload_file document);

// `getFile` and the download of what it points to.
boost::asio::awaitable<outcome<std::string>> fetch_file(client&, bot_token, std::string file_id,
                                                        std::size_t max_bytes);

}  // namespace agentbackend::bot_api
