#include "bots/webhook_bot.hpp"

#include "bot_api/methods.hpp"

namespace agentbackend::host {
namespace {

using bot_api::failure;

}  // namespace

webhook_bot::webhook_bot(const bot_surroundings& around, bot_ref bot, bot_api::bot_token token,
                         const webhook_site& site)
    : bot_life(around, bot, std::move(token)), site_(site), is_idle_(around.executor) {}

awaitable<std::optional<failure>> webhook_bot::arrange() {
    const auto address = site_.routes.open(
        self().bot, [this](bot_api::update received) { return take(std::move(received)); });
    url_ = site_.public_url + address.path;
    bot_api::webhook_request wanted;
    wanted.url = url_;
    wanted.secret_token = address.secret;
    auto call = bot_api::set_webhook(around().client, token(), wanted);
    const auto registered = co_await until_stopped(std::move(call));
    if (!registered) co_return registered.error();
    co_return std::nullopt;
}

awaitable<> webhook_bot::attend() {
    while (!is_stopping()) {
        co_await pause_or_stay_parked(site_.between_looks);
        if (is_stopping()) break;
        const auto next = co_await look_after_address();
        if (next == after_failure::give_up) break;
    }
}

awaitable<webhook_bot::after_failure> webhook_bot::look_after_address() {
    auto call = bot_api::get_webhook_info(around().client, token());
    auto seen = co_await until_stopped(std::move(call));
    if (is_stopping()) co_return after_failure::give_up;
    if (!seen) co_return co_await call_failed(seen.error());
    if (seen->url != url_) {
        auto refused = co_await found_another_address();
        if (refused && !is_stopping()) co_return co_await call_failed(std::move(*refused));
        co_return after_failure::try_again;
    }
    co_await call_went_well();
    if (seen->last_error != delivery_trouble_) {
        delivery_trouble_ = std::move(seen->last_error);
        if (!delivery_trouble_.empty()) {
            around().log.warn("the platform could not deliver updates of @{}: {}",
                              self().identity.username, delivery_trouble_);
        }
    }
    co_return after_failure::try_again;
}

// Once may be an accident. Whoever does it again uses the token, too.
awaitable<std::optional<failure>> webhook_bot::found_another_address() {
    around().log.warn("another program has changed the webhook of @{}", self().identity.username);
    co_await met_another_program(console::bot_trouble::used_elsewhere);
    co_return co_await arrange();
}

awaitable<> webhook_bot::leave() {
    if (url_.empty()) co_return;
    // Another program may have set its own since.
    const auto seen = co_await bot_api::get_webhook_info(around().client, token());
    const bool is_ours = seen ? seen->url == url_ : !is_parked();
    if (is_ours) {
        const auto removed = co_await bot_api::delete_webhook(around().client, token());
        if (!removed) around().log.debug("deleteWebhook: {}", to_string(removed.error()));
    }
    site_.routes.close(self().bot);
    is_leaving_ = true;
    if (under_way_ != 0) co_await is_idle_.wait();
}

awaitable<result<void>> webhook_bot::take(bot_api::update received) {
    ++under_way_;
    std::vector<bot_api::update> one;
    one.push_back(std::move(received));
    const auto rest = co_await around().listener.received(self(), std::move(one));
    // The platform posts the next one when this one is answered.
    if (rest && rest->count() > 0) co_await pause(*rest);
    --under_way_;
    if (is_leaving_ && under_way_ == 0) is_idle_.set();
    if (!rest) co_return rest.error();
    co_return success();
}

}  // namespace agentbackend::host
