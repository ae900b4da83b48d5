#include "sandbox/webhook_sender.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>

#include "asio.hpp"
#include "bot_api/connection.hpp"

namespace agentbackend::sandbox {
namespace {

namespace asio = boost::asio;

using bot_api::connection;

constexpr std::chrono::seconds patience{60};
constexpr std::chrono::milliseconds first_pause{20};
constexpr std::chrono::milliseconds longest_pause{1000};
constexpr std::size_t max_answer_bytes = 64u << 10;

// One update, and where it is to go.
struct parcel {
    std::int64_t update_id = 0;
    webhook address;
    std::string body;
};

std::optional<parcel> next_parcel(state& s, std::int64_t bot_id) {
    const auto t = s.enter();
    auto& b = t->bot_with_id(bot_id);
    if (b.webhook.url.empty()) return std::nullopt;
    const auto updates = b.updates.take(1);
    if (updates.empty()) return std::nullopt;
    parcel next;
    next.update_id = updates.front().at("update_id").to_number<std::int64_t>();
    next.address = b.webhook;
    next.body = boost::json::serialize(updates.front());
    return next;
}

// Notes what became of it: taken, or the words of the trouble.
void settle(state& s, std::int64_t bot_id, const parcel& sent, const std::string& trouble) {
    const auto t = s.enter();
    auto& b = t->bot_with_id(bot_id);
    if (trouble.empty()) {
        b.updates.confirm(sent.update_id + 1);
    } else if (b.webhook.url == sent.address.url) {
        b.webhook.last_error = trouble;
    }
}

bot_api::http_request to_request(const parcel& p, const std::string& target) {
    bot_api::http_request request;
    request.target = target;
    request.content_type = "application/json";
    request.headers = {{"X-Telegram-Bot-Api-Secret-Token", p.address.secret_token}};
    request.body = p.body;
    return request;
}

}  // namespace

class webhook_sender::engine : public std::enable_shared_from_this<engine> {
public:
    engine(asio::any_io_executor executor, state& s) : executor_{std::move(executor)}, state_{s} {}

    void wake(std::int64_t bot_id) {
        auto& lane = lanes_[bot_id];
        if (!lane) lane = std::make_shared<sending>(executor_);
        lane->has_news = true;
        lane->pause.cancel();
        if (lane->is_running || is_stopped_) return;
        lane->is_running = true;
        asio::co_spawn(executor_, run(shared_from_this(), lane, bot_id), host::rethrows{});
    }

    void stop() {
        is_stopped_ = true;
        for (const auto& [bot, lane] : lanes_) {
            lane->pause.cancel();
            if (lane->open) lane->open->close();
        }
    }

private:
    // What is under way for one bot.
    struct sending {
        explicit sending(const asio::any_io_executor& executor) : pause{executor} {}

        asio::steady_timer pause;
        std::unique_ptr<connection> open;  // kept for the next update to the same place
        std::string origin;                // of the open connection
        bool is_running = false;
        bool has_news = false;
    };

    static asio::awaitable<void> run(std::shared_ptr<engine> self, std::shared_ptr<sending> lane,
                                     std::int64_t bot_id) {
        auto pause = first_pause;
        while (!self->is_stopped_) {
            lane->has_news = false;
            const auto next = next_parcel(self->state_, bot_id);
            if (!next) {
                if (lane->has_news) continue;
                break;
            }
            const auto trouble = co_await self->post(*lane, *next);
            if (self->is_stopped_) break;
            settle(self->state_, bot_id, *next, trouble);
            if (trouble.empty()) {
                pause = first_pause;
                continue;
            }
            lane->pause.expires_after(pause);
            co_await lane->pause.async_wait(asio::as_tuple(asio::use_awaitable));
            pause = std::min(pause * 2, longest_pause);
        }
        lane->is_running = false;
    }

    // Empty when it was taken; else what went wrong, as getWebhookInfo words it.
    asio::awaitable<std::string> post(sending& lane, const parcel& p) {
        const auto url = bot_api::parse_base_url(p.address.url);
        if (!lane.open || lane.origin != url.authority() || !lane.open->is_reusable()) {
            lane.open = bot_api::connector{executor_, url, {}}.make();
            lane.origin = url.authority();
            const auto broken = co_await lane.open->open(patience);
            if (broken) co_return "Connection failed";
        }
        const auto request = to_request(p, url.prefix);
        const bot_api::exchange_limits limits{patience, patience, max_answer_bytes};
        const auto answer = co_await lane.open->exchange(request, limits);
        if (!answer) co_return "Connection closed before an answer";
        if (answer->status / 100 == 2) co_return "";
        co_return "Wrong response from the webhook: " + std::to_string(answer->status);
    }

    asio::any_io_executor executor_;
    state& state_;
    std::map<std::int64_t, std::shared_ptr<sending>> lanes_;
    bool is_stopped_ = false;
};

webhook_sender::webhook_sender(asio::any_io_executor executor, state& s)
    : engine_{std::make_shared<engine>(std::move(executor), s)} {}

webhook_sender::~webhook_sender() { stop(); }

void webhook_sender::wake(std::int64_t bot_id) { engine_->wake(bot_id); }

void webhook_sender::stop() { engine_->stop(); }

}  // namespace agentbackend::sandbox
