#include "tap_answers.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace agentbackend::host {
namespace {

constexpr int attempts = 3;
constexpr std::chrono::seconds pause_between{1};

}  // namespace

tap_answers::tap_answers(asio::any_io_executor executor, bot_api::client& c, bot_tokens& tokens,
                         spdlog::logger& log)
    : executor_(std::move(executor)), client_(c), tokens_(tokens), log_(log) {}

void tap_answers::give(bot_ref bot, std::string query_id, console::tap_answer answer) {
    asio::co_spawn(executor_, send(bot, std::move(query_id), std::move(answer)), rethrows{});
}

awaitable<> tap_answers::send(bot_ref bot, std::string query_id, console::tap_answer answer) {
    const auto token = co_await tokens_.of(bot);
    if (!token) co_return;
    boost::json::object parameters;
    parameters["callback_query_id"] = query_id;
    if (!answer.text.empty()) parameters["text"] = answer.text;
    if (answer.style == console::tap_answer::style::alert) parameters["show_alert"] = true;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        const auto taken = co_await client_.call(*token, "answerCallbackQuery", parameters);
        if (taken) co_return;
        log_.debug("answer to press {}: {}", query_id, to_string(taken.error()));
        if (!taken.error().may_be_retried()) co_return;
        asio::steady_timer pause(executor_, pause_between);
        co_await pause.async_wait(asio::use_awaitable);
    }
}

}  // namespace agentbackend::host
