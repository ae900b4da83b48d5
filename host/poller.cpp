#include "poller.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

#include "bot_api/methods.hpp"

namespace agentbackend::host {
namespace {

using bot_api::failure;

constexpr std::chrono::seconds long_poll{30};
constexpr backoff::limits pauses_between_attempts{std::chrono::milliseconds(250),
                                                  std::chrono::seconds(30)};
constexpr std::chrono::seconds pause_after_conflict{3};
constexpr std::chrono::minutes pause_while_parked{5};

bool is_about_a_webhook(const failure& why) {
    return why.is_conflict() && why.description.find("webhook") != std::string::npos;
}

}  // namespace

template <class T>
awaitable<T> poller::until_stopped(awaitable<T> call) {
    auto token = asio::bind_cancellation_slot(end_call_.slot(), asio::use_awaitable);
    co_return co_await asio::co_spawn(around_.executor, std::move(call), std::move(token));
}

poller::poller(const poller_surroundings& around, bot_ref bot, bot_api::bot_token token)
    : around_(around),
      self_{bot, {}},
      token_(std::move(token)),
      pauses_(pauses_between_attempts),
      stopping_(around.executor),
      has_ended_(around.executor) {}

awaitable<> poller::run(std::shared_ptr<poller> self) {
    const bool is_up = co_await self->greet();
    if (is_up) co_await self->poll();
    self->has_ended_.set();
}

void poller::stop() {
    stopping_.set();
    end_call_.emit(asio::cancellation_type::terminal);
}

awaitable<bool> poller::greet() {
    while (!stopping_.is_set()) {
        const auto answer = co_await introduce();
        if (stopping_.is_set()) break;
        if (answer) {
            around_.health.answered();
            pauses_.reset();
            self_.identity = {answer->id, answer->username};
            co_await around_.listener.came_up(self_);
            co_return !stopping_.is_set();
        }
        const auto& why = answer.error();
        if (why.is_unauthorized()) {
            co_await around_.listener.failed(self_.bot, why.description);
            co_return false;
        }
        if (why.retry_after) around_.listener.asked_to_wait(*why.retry_after);
        co_await wait_after(why);
    }
    co_return false;
}

awaitable<bot_api::outcome<bot_api::me>> poller::introduce() {
    co_await remove_webhook();
    if (stopping_.is_set()) {
        co_return failure(bot_api::failure_kind::cancelled, "the bot is being stopped");
    }
    auto call = bot_api::get_me(around_.client, token_);
    co_return co_await until_stopped(std::move(call));
}

awaitable<> poller::poll() {
    while (!stopping_.is_set()) {
        auto updates = co_await next_updates();
        if (stopping_.is_set()) break;
        if (updates) {
            co_await poll_went_well();
            const auto taken = co_await take(std::move(*updates));
            if (!taken) break;
        } else {
            const auto next = co_await poll_failed(updates.error());
            if (next == after_failure::give_up) break;
        }
    }
}

awaitable<bot_api::outcome<std::vector<bot_api::update>>> poller::next_updates() {
    bot_api::poll_request request;
    request.offset = offset_;
    request.timeout = long_poll;
    auto call = bot_api::get_updates(around_.client, token_, request);
    co_return co_await until_stopped(std::move(call));
}

awaitable<result<void>> poller::take(std::vector<bot_api::update> updates) {
    if (updates.empty()) {
        // All is confirmed. Asking from the beginning again also finds updates whose numbers start
        // anew, which they may after a quiet week.
        offset_ = 0;
        co_return success();
    }
    const auto newest =
        std::max_element(updates.begin(), updates.end(),
                         [](const auto& a, const auto& b) { return a.update_id < b.update_id; });
    const auto confirmed = newest->update_id + 1;
    const auto taken = co_await around_.listener.received(self_, std::move(updates));
    if (taken) offset_ = confirmed;
    co_return taken;
}

awaitable<> poller::poll_went_well() {
    around_.health.answered();
    pauses_.reset();
    conflicts_.saw_success(std::chrono::steady_clock::now());
    if (!is_parked_ || conflicts_.is_open()) co_return;
    is_parked_ = false;
    co_await around_.listener.came_up(self_);
}

awaitable<poller::after_failure> poller::poll_failed(failure why) {
    if (is_about_a_webhook(why)) {
        around_.log.warn("@{} had a webhook, which keeps it from being polled; removing it",
                         self_.identity.username);
        co_await remove_webhook();
        co_await stopping_.wait_for(pauses_.next());
    } else if (why.is_conflict()) {
        co_await met_another_poller();
    } else if (why.is_unauthorized()) {
        co_await around_.listener.failed(self_.bot, why.description);
        co_return after_failure::give_up;
    } else {
        co_await wait_after(std::move(why));
    }
    co_return after_failure::try_again;
}

awaitable<> poller::met_another_poller() {
    if (!conflicts_.is_open()) {
        around_.log.warn("another program polls @{}, too", self_.identity.username);
    }
    conflicts_.saw_conflict(std::chrono::steady_clock::now());
    if (conflicts_.has_lasted() && !is_parked_) {
        is_parked_ = true;
        co_await around_.listener.failed(self_.bot, "another poller uses the same token");
    }
    if (is_parked_) {
        co_await stopping_.wait_for(pause_while_parked);
    } else {
        co_await stopping_.wait_for(pause_after_conflict);
    }
}

awaitable<> poller::remove_webhook() {
    auto call = around_.client.call(token_, "deleteWebhook");
    const auto removed = co_await until_stopped(std::move(call));
    if (!removed) around_.log.debug("deleteWebhook: {}", to_string(removed.error()));
}

awaitable<> poller::wait_after(failure why) {
    auto trouble = to_string(why);
    const bool is_the_bots_own = why.kind == bot_api::failure_kind::refused;
    if (is_the_bots_own && trouble != trouble_) {
        around_.log.warn("@{} cannot poll: {}", self_.identity.username, trouble);
    }
    trouble_ = std::move(trouble);
    if (why.retry_after) {
        co_await stopping_.wait_for(*why.retry_after);
        co_return;
    }
    around_.health.failed(why);
    co_await stopping_.wait_for(pauses_.next());
}

}  // namespace agentbackend::host
