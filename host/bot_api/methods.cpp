#include "bot_api/methods.hpp"

#include <utility>

#include <boost/json/array.hpp>

namespace agentbackend::bot_api {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

// The kinds of updates that mean something to the host.
json::array wanted_updates() {
    json::array kinds;
    kinds.emplace_back("message");
    kinds.emplace_back("callback_query");
    return kinds;
}

failure unreadable(std::string_view method) {
    failure f{failure_kind::bad_response,
              "The answer to " + std::string{method} + " is not readable."};
    f.may_have_taken_effect = true;
    return f;
}

outcome<std::int64_t> message_id_of(const outcome<json::value>& answer, std::string_view method) {
    if (!answer) return answer.error();
    const auto sent = parse_message(*answer);
    if (!sent) return unreadable(method);
    return sent->message_id;
}

}  // namespace

asio::awaitable<outcome<me>> get_me(client& c, bot_token token) {
    const auto answer = co_await c.call(std::move(token), "getMe");
    if (!answer) co_return answer.error();
    auto bot = parse_me(*answer);
    if (!bot) co_return unreadable("getMe");
    co_return std::move(*bot);
}

asio::awaitable<outcome<std::vector<update>>> get_updates(client& c, bot_token token,
                                                          poll_request poll) {
    json::object parameters;
    parameters["offset"] = poll.offset;
    parameters["limit"] = poll.limit;
    parameters["timeout"] = poll.timeout.count();
    parameters["allowed_updates"] = wanted_updates();
    const auto answer = co_await c.call(std::move(token), "getUpdates", parameters,
                                        call_options::polling_for(poll.timeout));
    if (!answer) co_return answer.error();
    co_return parse_updates(*answer);
}

asio::awaitable<outcome<json::value>> set_webhook(client& c, bot_token token,
                                                  const webhook_request& wanted) {
    json::object parameters;
    parameters["url"] = wanted.url;
    parameters["secret_token"] = wanted.secret_token;
    parameters["allowed_updates"] = wanted_updates();
    parameters["max_connections"] = 1;  // one after another, so that they stay in order
    return c.call(std::move(token), "setWebhook", parameters);
}

asio::awaitable<outcome<json::value>> delete_webhook(client& c, bot_token token) {
    return c.call(std::move(token), "deleteWebhook");
}

asio::awaitable<outcome<webhook_info>> get_webhook_info(client& c, bot_token token) {
    const auto answer = co_await c.call(std::move(token), "getWebhookInfo");
    if (!answer) co_return answer.error();
    auto info = parse_webhook_info(*answer);
    if (!info) co_return unreadable("getWebhookInfo");
    co_return std::move(*info);
}

asio::awaitable<outcome<std::int64_t>> send(client& c, bot_token token, std::string method,
                                            json::object parameters) {
    const auto answer = co_await c.call(std::move(token), method, parameters);
    co_return message_id_of(answer, method);
}

asio::awaitable<outcome<std::int64_t>> send_document(client& c, bot_token token,
                                                     json::object parameters,
                                                     upload_file document) {
    document.field = "document";
    const auto answer =
        co_await c.upload(std::move(token), "sendDocument", parameters, std::move(document));
    co_return message_id_of(answer, "sendDocument");
}

asio::awaitable<outcome<std::string>> fetch_file(client& c, bot_token token, std::string file_id,
                                                 std::size_t max_bytes) {
    json::object parameters;
    parameters["file_id"] = file_id;
    const auto answer = co_await c.call(token, "getFile", parameters);
    if (!answer) co_return answer.error();
    auto where = parse_file(*answer);
    if (!where || where->file_path.empty()) co_return unreadable("getFile");
    co_return co_await c.download(std::move(token), where->file_path, max_bytes);
}

}  // namespace agentbackend::bot_api
