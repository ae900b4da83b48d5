#include "bots/poller.hpp"

#include <algorithm>

#include "bot_api/methods.hpp"

namespace agentbackend::host {
namespace {

using bot_api::failure;

constexpr std::chrono::seconds long_poll{30};
constexpr std::chrono::seconds pause_after_conflict{3};

bool is_about_a_webhook(const failure& why) {
    return why.is_conflict() && why.description.find("webhook") != std::string::npos;
}

}  // namespace

// A bot that was served by a webhook before: what waits there comes with the polls.
awaitable<std::optional<failure>> poller::arrange() { return remove_webhook(); }

awaitable<> poller::attend() {
    while (!is_stopping()) {
        auto updates = co_await next_updates();
        if (updates) is_confirmed_ = true;
        if (is_stopping()) break;
        if (updates) {
            updates_at_once_ = most_updates_at_once;
            co_await call_went_well();
            const auto taken = co_await take(std::move(*updates));
            if (!taken) break;
        } else {
            const auto next = co_await poll_failed(updates.error());
            if (next == after_failure::give_up) break;
        }
    }
}

// What has been taken does not come again: somebody may have been told that it was not done, and
// have done it anew.
awaitable<> poller::leave() {
    if (is_confirmed_) co_return;
    bot_api::poll_request request;
    request.offset = offset_;
    request.limit = 1;
    const auto confirmed = co_await bot_api::get_updates(around().client, token(), request);
    if (!confirmed) around().log.debug("getUpdates: {}", to_string(confirmed.error()));
}

awaitable<bot_api::outcome<std::vector<bot_api::update>>> poller::next_updates() {
    bot_api::poll_request request;
    request.offset = offset_;
    request.limit = updates_at_once_;
    request.timeout = long_poll;
    auto call = bot_api::get_updates(around().client, token(), request);
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
    const auto rest = co_await around().listener.received(self(), std::move(updates));
    if (!rest) co_return rest.error();
    offset_ = confirmed;
    is_confirmed_ = false;
    if (rest->count() > 0) co_await pause(*rest);
    co_return success();
}

awaitable<poller::after_failure> poller::poll_failed(failure why) {
    if (is_about_a_webhook(why)) {
        co_await met_a_webhook();
        co_return after_failure::try_again;
    }
    if (why.is_conflict()) {
        co_await met_another_poller();
        co_return after_failure::try_again;
    }
    if (why.kind == bot_api::failure_kind::too_large && updates_at_once_ > 1) {
        updates_at_once_ /= 2;
        co_return after_failure::try_again;
    }
    co_return co_await call_failed(std::move(why));
}

// One that was left behind is removed. Whoever sets it again, and again, means it.
awaitable<> poller::met_a_webhook() {
    co_await met_another_program(console::bot_trouble::webhook_elsewhere);
    if (is_parked()) {
        co_await pause_or_stay_parked(pause_after_conflict);
        // Whoever set it may be gone, and has left it behind.
        if (!is_stopping()) co_await remove_webhook();
        co_return;
    }
    around().log.warn("@{} had a webhook, which keeps it from being polled; removing it",
                      self().identity.username);
    co_await remove_webhook();
    co_await pause_longer_each_time();
}

awaitable<> poller::met_another_poller() {
    if (!is_in_conflict()) {
        around().log.warn("another program polls @{}, too", self().identity.username);
    }
    co_await met_another_program(console::bot_trouble::polled_elsewhere);
    co_await pause_or_stay_parked(pause_after_conflict);
}

// A failure is told again by the polls, if it matters.
awaitable<std::optional<failure>> poller::remove_webhook() {
    auto call = bot_api::delete_webhook(around().client, token());
    const auto removed = co_await until_stopped(std::move(call));
    if (!removed) around().log.debug("deleteWebhook: {}", to_string(removed.error()));
    co_return std::nullopt;
}

}  // namespace agentbackend::host
