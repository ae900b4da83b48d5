#include "bots/bot_life.hpp"

#include "bot_api/methods.hpp"

namespace agentbackend::host {
namespace {

constexpr backoff::limits pauses_between_attempts{std::chrono::milliseconds(250),
                                                  std::chrono::seconds(30)};

}  // namespace

bot_life::bot_life(const bot_surroundings& around, bot_ref bot, bot_api::bot_token token)
    : around_(around),
      self_{bot, {}},
      token_(std::move(token)),
      pauses_(pauses_between_attempts),
      conflicts_(around.conflicts.patience),
      stopping_(around.executor),
      has_ended_(around.executor) {}

awaitable<> bot_life::run(std::shared_ptr<bot_life> self) {
    const bool is_up = co_await self->greet();
    if (is_up) co_await self->attend();
    co_await self->leave();
    self->around_.health.left(self->self_.bot);
    self->has_ended_.set();
}

awaitable<> bot_life::leave() { co_return; }

void bot_life::stop() {
    stopping_.set();
    end_call_.emit(asio::cancellation_type::terminal);
}

awaitable<bool> bot_life::greet() {
    while (!is_stopping()) {
        auto refused = co_await introduce();
        if (is_stopping()) break;
        if (!refused) {
            around_.health.answered(self_.bot);
            pauses_.reset();
            co_await around_.listener.came_up(self_);
            co_return true;
        }
        if (refused->retry_after) around_.listener.asked_to_wait(*refused->retry_after);
        const auto next = co_await call_failed(std::move(*refused));
        if (next == after_failure::give_up) break;
    }
    co_return false;
}

awaitable<std::optional<bot_api::failure>> bot_life::introduce() {
    auto call = bot_api::get_me(around_.client, token_);
    const auto answer = co_await until_stopped(std::move(call));
    if (!answer) co_return answer.error();
    self_.identity = {answer->id, answer->username};
    if (is_stopping()) co_return std::nullopt;
    co_return co_await arrange();
}

awaitable<> bot_life::call_went_well() {
    around_.health.answered(self_.bot);
    pauses_.reset();
    conflicts_.saw_success(std::chrono::steady_clock::now());
    if (!is_parked_ || conflicts_.is_open()) co_return;
    is_parked_ = false;
    co_await around_.listener.came_up(self_);
}

awaitable<bot_life::after_failure> bot_life::call_failed(bot_api::failure why) {
    if (why.is_unauthorized()) {
        co_await around_.listener.failed(self_.bot, why.description);
        co_return after_failure::give_up;
    }
    auto trouble = to_string(why);
    const bool is_the_bots_own = why.kind == bot_api::failure_kind::refused;
    if (is_the_bots_own && trouble != trouble_) {
        around_.log.warn("bot {} gets no updates: {}", self_.bot.value(), trouble);
    }
    trouble_ = std::move(trouble);
    if (why.retry_after) {
        co_await stopping_.wait_for(*why.retry_after);
        co_return after_failure::try_again;
    }
    around_.health.failed(self_.bot, why);
    co_await pause_longer_each_time();
    co_return after_failure::try_again;
}

awaitable<> bot_life::met_another_program(console::bot_trouble how) {
    conflicts_.saw_conflict(std::chrono::steady_clock::now());
    if (is_parked_ || !conflicts_.has_lasted()) co_return;
    is_parked_ = true;
    co_await around_.listener.parked(self_.bot, how);
}

awaitable<> bot_life::pause_or_stay_parked(std::chrono::milliseconds time) {
    return pause(is_parked_ ? around_.conflicts.pause_while_parked : time);
}

}  // namespace agentbackend::host
