#include "bot_api/client.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <boost/json/serialize.hpp>

#include "bot_api/answer.hpp"
#include "bot_api/connection_pool.hpp"
#include "bot_api/multipart.hpp"

namespace agentbackend::bot_api {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

using exchanged = boost::system::result<http_answer, broken_exchange>;

// Doing these twice leaves the same behind as doing them once, and answers the same.
bool is_repeatable(std::string_view method) noexcept {
    constexpr std::array repeatable{
        std::string_view{"setMyCommands"}, std::string_view{"deleteMyCommands"},
        std::string_view{"setWebhook"}, std::string_view{"deleteWebhook"}};
    return method.starts_with("get") ||
           std::find(repeatable.begin(), repeatable.end(), method) != repeatable.end();
}

bool was_closed_while_idle(const broken_exchange& broken) noexcept {
    return broken.cause == break_cause::transport &&
           (broken.phase == exchange_phase::writing || broken.phase == exchange_phase::waiting);
}

failure malformed_token() {
    failure f{failure_kind::refused, "Unauthorized: this is not a bot token"};
    f.error_code = 401;
    return f;
}

failure cancelled() { return {failure_kind::cancelled, "The call was cancelled."}; }

// A coroutine that was cancelled between two operations ends by an exception at the next one.
bool is_cancellation(const boost::system::system_error& e) noexcept {
    return e.code() == asio::error::operation_aborted;
}

// Neither this client nor Telegram puts tokens into descriptions; what stands at the base URL
// might.
failure without(const bot_token& token, failure f) {
    const auto& secret = token.reveal();
    for (auto at = f.description.find(secret); at != std::string::npos;
         at = f.description.find(secret, at)) {
        f.description.replace(at, secret.size(), "<token>");
    }
    return f;
}

struct exchange_plan {
    http_request request;
    exchange_limits limits;
    std::chrono::milliseconds connect_limit{0};
    bool is_repeatable = false;
};

exchanged cancelled_before_it_began() {
    return broken_exchange{exchange_phase::connecting, break_cause::cancellation, {}};
}

asio::awaitable<exchanged> exchange(connection_pool& pool, const exchange_plan& plan) {
    while (!pool.is_closed()) {
        auto reused = pool.take_idle();
        if (!reused) break;
        auto result = co_await reused->exchange(plan.request, plan.limits);
        if (result || !was_closed_while_idle(result.error())) co_return result;
        const bool may_be_processed = result.error().phase != exchange_phase::writing;
        if (may_be_processed && !plan.is_repeatable) co_return result;
    }
    if (pool.is_closed()) co_return cancelled_before_it_began();

    auto fresh = pool.make();
    auto broken = co_await fresh->open(plan.connect_limit);
    if (broken) co_return *broken;
    co_return co_await fresh->exchange(plan.request, plan.limits);
}

}  // namespace

// Shared with the calls under way, which may outlive the client.
class client::state {
public:
    state(asio::any_io_executor executor, client_options given)
        : options_{std::move(given)},
          url_{parse_base_url(options_.base_url)},
          pool_{connector{std::move(executor), url_, options_.trusted_certificates},
                {options_.max_idle_connections, options_.max_idle_time}} {}

    exchange_plan plan_for(http_request request) const {
        exchange_plan plan;
        plan.limits.write = options_.write_timeout + time_for(request.body.size());
        plan.limits.read = options_.read_timeout;
        plan.limits.answer_bytes = options_.max_answer_bytes;
        plan.connect_limit = options_.connect_timeout;
        plan.request = std::move(request);
        return plan;
    }

    std::string target(std::string_view place, const bot_token& token,
                       std::string_view rest) const {
        return url_.prefix + std::string{place} + token.reveal() + "/" + encode_path(rest);
    }

    // At the slowest pace that is waited for.
    std::chrono::milliseconds time_for(std::size_t bytes) const noexcept {
        return std::chrono::milliseconds{bytes * 1000 / options_.slowest_bytes_per_second};
    }

    // `read` makes an outcome of the server's answer.
    template <class Read>
    static auto call(std::shared_ptr<state> self, bot_token token, exchange_plan plan, Read read)
        -> asio::awaitable<decltype(read(std::declval<http_answer>()))> {
        if (!token.is_well_formed()) co_return malformed_token();
        try {
            auto result = co_await exchange(self->pool_, plan);
            if (!result) co_return describe(result.error());
            auto answer = read(std::move(*result));
            if (!answer) co_return without(token, answer.error());
            co_return answer;
        } catch (const boost::system::system_error& e) {
            if (!is_cancellation(e)) throw;
        }
        co_return cancelled();
    }

    void stop() { pool_.close(); }

private:
    client_options options_;
    base_url url_;
    connection_pool pool_;
};

call_options call_options::polling_for(std::chrono::seconds time) noexcept {
    call_options options;
    options.long_poll = time;
    return options;
}

client::client(asio::any_io_executor executor, client_options options)
    : state_{std::make_shared<state>(std::move(executor), std::move(options))} {}

client::client(client&&) noexcept = default;

client::~client() {
    if (state_) state_->stop();
}

asio::awaitable<outcome<json::value>> client::call(bot_token token, std::string_view method,
                                                   const json::object& parameters,
                                                   call_options options) {
    http_request request;
    request.target = state_->target("/bot", token, method);
    request.content_type = "application/json";
    request.body = json::serialize(parameters);
    auto plan = state_->plan_for(std::move(request));
    plan.limits.read += options.long_poll;
    plan.is_repeatable = is_repeatable(method);
    return state::call(state_, std::move(token), std::move(plan), interpret);
}

asio::awaitable<outcome<json::value>> client::call(bot_token token, std::string_view method) {
    return call(std::move(token), method, json::object{});
}

asio::awaitable<outcome<json::value>> client::upload(bot_token token, std::string_view method,
                                                     const json::object& parameters,
                                                     upload_file file) {
    auto body = encode_multipart(parameters, std::move(file));
    http_request request;
    request.target = state_->target("/bot", token, method);
    request.content_type = std::move(body.content_type);
    request.body = std::move(body.bytes);
    return state::call(state_, std::move(token), state_->plan_for(std::move(request)), interpret);
}

asio::awaitable<outcome<std::string>> client::download(bot_token token, std::string_view file_path,
                                                       std::size_t max_bytes) {
    http_request request;
    request.is_post = false;
    request.target = state_->target("/file/bot", token, file_path);
    auto plan = state_->plan_for(std::move(request));
    plan.limits.read += state_->time_for(max_bytes);
    plan.limits.answer_bytes = max_bytes;
    plan.is_repeatable = true;
    return state::call(state_, std::move(token), std::move(plan), interpret_file);
}

void client::stop() { state_->stop(); }

}  // namespace agentbackend::bot_api
