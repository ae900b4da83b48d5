#include "turns/tap_answers.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "backoff.hpp"
#include "log/log_line.hpp"

namespace agentbackend::host {
namespace {

// Telegram takes no answer later than this; and long before, nobody looks at the button any more.
constexpr std::chrono::seconds life{60};
constexpr backoff::limits pauses_between{std::chrono::seconds(1), std::chrono::seconds(8)};

}  // namespace

tap_answers::tap_answers(asio::any_io_executor executor, bot_api::client& c, bot_tokens& tokens,
                         spdlog::logger& log)
    : executor_(std::move(executor)), client_(c), tokens_(tokens), log_(log) {}

void tap_answers::give(bot_ref bot, std::string query_id, console::tap_answer answer,
                       cause because) {
    asio::co_spawn(executor_, send(bot, std::move(query_id), std::move(answer), std::move(because)),
                   rethrows{});
}

awaitable<> tap_answers::send(bot_ref bot, std::string query_id, console::tap_answer answer,
                              cause because) {
    const auto token = co_await tokens_.of(bot);
    if (!token) co_return;
    boost::json::object parameters;
    parameters["callback_query_id"] = query_id;
    if (!answer.text.empty()) parameters["text"] = answer.text;
    if (answer.style == console::tap_answer::style::alert) parameters["show_alert"] = true;
    const auto dies = std::chrono::steady_clock::now() + life;
    backoff pauses(pauses_between);
    for (;;) {
        const auto taken = co_await client_.call(*token, "answerCallbackQuery", parameters);
        if (taken || taken.error().is_query_expired()) co_return;
        const auto& why = taken.error();
        log_.debug("answer to press {}: {}{}", query_id, to_string(why), about{because});
        asio::steady_timer pause(executor_, why.retry_after ? *why.retry_after : pauses.next());
        if (!why.may_be_retried() || pause.expiry() >= dies) co_return;
        co_await pause.async_wait(asio::use_awaitable);
    }
}

}  // namespace agentbackend::host
