#include "outbox/outbox.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <iterator>
#include <vector>

#include "outbox/outbox_body.hpp"
#include "turns/store_trouble.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t messages_at_once = 500;

using page = std::vector<outbox_message>;

std::function<result<page>(unit_of_work&, timestamp)> queued_after(outbox_ref last) {
    return [last](unit_of_work& work, timestamp) {
        return work.queued_messages(last, messages_at_once);
    };
}

committer::command sent_mark(const outbox_message& message, std::int64_t message_id) {
    screen_key screen{message.bot, message.chat, message.screen};
    return [ref = message.ref, screen = std::move(screen), message_id](unit_of_work& work,
                                                                       timestamp) -> result<void> {
        if (!screen.screen.empty()) AGENTBACKEND_TRY(work.note_screen(screen, message_id));
        return work.mark_sent(ref);
    };
}

}  // namespace

outbox::outbox(asio::any_io_executor executor, const courier& c, bot_tokens& tokens,
               const commands& q, undeliverable_listener& listener, spdlog::logger& log,
               outbox_options options)
    : executor_(std::move(executor)),
      courier_(c),
      tokens_(tokens),
      commands_(q),
      listener_(listener),
      log_(log),
      options_(options) {}

void outbox::accept(outbox_message message, const cause& because) {
    if (!known_.emplace(message.ref, because).second) return;
    log_.debug("message {} is queued for chat {}{}", message.ref.value, message.chat.value,
               on(message.ref));
    enter(std::move(message));
}

void outbox::say_in_passing(outbox_message message) {
    message.ref = {};
    enter(std::move(message));
}

void outbox::enter(outbox_message message) {
    const lane_key key{message.bot, message.chat};
    const auto [place, is_new] = lanes_.try_emplace(key, options_.pauses);
    auto& [messages, state, pauses] = place->second;
    // The first one may be on its way, and stays where it is.
    const auto movable = messages.begin() + (state == lane_state::under_way ? 1 : 0);
    auto place_in_lane = messages.end();
    if (message.ref) {
        // Before the first that was committed later. Words in passing are of no order.
        place_in_lane = std::find_if(movable, messages.end(), [&message](const auto& waiting) {
            return message.ref < waiting.ref;
        });
    }
    const bool is_stuck = state == lane_state::suspended && !errand_of(message.body).empty();
    messages.insert(place_in_lane, std::move(message));
    if (is_stuck) {
        pass_on_errands(key);
    } else if (is_new) {
        make_ready(key);
    }
}

awaitable<result<void>> outbox::load() {
    const auto holds_to_end = holds_;
    outbox_ref last;
    for (;;) {
        auto question = queued_after(last);
        auto messages = co_await commands_.ask(std::move(question));
        if (!messages) co_return messages.error();
        if (messages->empty()) break;
        last = messages->back().ref;
        for (auto& message : *messages) accept(std::move(message));
    }
    if (!lanes_.empty()) log_.info("messages waiting to be sent: {}", waiting());
    holds_ended_ = std::max(holds_ended_, holds_to_end);
    start_what_is_ready();
    co_return success();
}

void outbox::resume(bot_ref bot) {
    std::vector<lane_key> suspended;
    for (const auto& [key, waiting] : lanes_) {
        if (key.bot == bot && waiting.state == lane_state::suspended) suspended.push_back(key);
    }
    for (const auto& key : suspended) make_ready(key);
}

awaitable<> outbox::drain(std::chrono::milliseconds limit) {
    if (!could_send_more()) co_return;
    const auto drained = std::make_shared<event>(executor_);
    drained_ = drained;
    co_await drained->wait_for(limit);
}

std::size_t outbox::waiting() const {
    std::size_t count = 0;
    for (const auto& [key, waiting] : lanes_) count += waiting.messages.size();
    return count;
}

// What is said in passing has no place in the store's queue that it could overtake.
void outbox::make_ready(lane_key key) {
    auto& waiting = lanes_.at(key);
    waiting.state = lane_state::ready;
    (waiting.messages.front().ref ? ready_ : ready_in_passing_).push_back(key);
    start_what_is_ready();
}

void outbox::start_what_is_ready() {
    const bool is_held = holds_ended_ != holds_;
    std::vector<lane_key> begun;
    const auto begin_from = [&](std::deque<lane_key>& ready) {
        while (!ready.empty() && under_way_ < options_.max_under_way) {
            begun.push_back(ready.front());
            ready.pop_front();
            lanes_.at(begun.back()).state = lane_state::under_way;
            ++under_way_;
        }
    };
    begin_from(ready_in_passing_);
    if (!is_held) begin_from(ready_);
    for (const auto& key : begun) asio::co_spawn(executor_, send_first(key), rethrows{});
    if (drained_ && !could_send_more()) drained_->set();
}

awaitable<> outbox::send_first(lane_key key) {
    auto message = lanes_.at(key).messages.front();
    const auto outcome = co_await deliver(std::move(message));
    --under_way_;
    std::visit([&](const auto& what) { settle(key, what); }, outcome);
    start_what_is_ready();
}

awaitable<delivery> outbox::deliver(outbox_message message) {
    auto token = co_await tokens_.of(message.bot);
    if (!token && is_worth_waiting_for(token.error())) {
        co_return try_later{std::nullopt, token.error().to_string()};
    }
    if (!token) co_return token_refused{};
    co_return co_await courier_.deliver(std::move(*token), std::move(message));
}

void outbox::settle(lane_key key, const delivered& what) {
    const auto& message = lanes_.at(key).messages.front();
    log_.debug("message {} sent to chat {}{}", message.ref.value, key.chat.value, on(message.ref));
    finish_first(key, commit_mark(message.ref, sent_mark(message, what.message_id)));
}

void outbox::settle(lane_key key, const undeliverable& what) {
    auto message = lanes_.at(key).messages.front();
    log_.warn("message {} to chat {} of bot {} will not arrive: {}{}", message.ref.value,
              key.chat.value, key.bot.value(), what.reason, on(message.ref));
    finish_first(key, give_up(std::move(message), what.reason));
}

void outbox::settle(lane_key key, const try_later& what) {
    auto& waiting = lanes_.at(key);
    waiting.state = lane_state::frozen;
    const auto pause = what.after ? std::chrono::milliseconds(*what.after) : waiting.pauses.next();
    const auto ref = waiting.messages.front().ref;
    log_.info("message {} to chat {} of bot {} waits {} ms: {}{}", ref.value, key.chat.value,
              key.bot.value(), pause.count(), what.reason, on(ref));
    asio::co_spawn(executor_, thaw_after(key, pause), rethrows{});
}

void outbox::settle(lane_key key, const token_refused&) {
    tokens_.forget(key.bot);
    lanes_.at(key).state = lane_state::suspended;
    pass_on_errands(key);
    if (!lanes_.contains(key)) return;
    // The token may have been replaced meanwhile, or the refusal a slip of the server's.
    asio::co_spawn(executor_, resume_later(key), rethrows{});
    log_.warn("messages to chat {} wait until bot {} has a valid token", key.chat.value,
              key.bot.value());
}

// What is an errand reaches its person in another way, and need not wait for a token.
void outbox::pass_on_errands(lane_key key) {
    if (key.bot.is_main()) return;
    auto& waiting = lanes_.at(key).messages;
    const auto errands = std::stable_partition(
        waiting.begin(), waiting.end(),
        [](const outbox_message& message) { return errand_of(message.body).empty(); });
    for (auto errand = errands; errand != waiting.end(); ++errand) {
        auto passing_on = give_up(std::move(*errand), "its bot has no valid token");
        asio::co_spawn(executor_, std::move(passing_on), rethrows{});
    }
    waiting.erase(errands, waiting.end());
    if (waiting.empty()) lanes_.erase(key);
}

void outbox::finish_first(lane_key key, awaitable<> settling) {
    auto& rest = lanes_.at(key);
    // What was said in passing is not in the store.
    if (rest.messages.front().ref) asio::co_spawn(executor_, std::move(settling), rethrows{});
    rest.messages.pop_front();
    rest.pauses.reset();
    if (rest.messages.empty()) {
        lanes_.erase(key);
    } else {
        make_ready(key);
    }
}

awaitable<> outbox::thaw_after(lane_key key, std::chrono::milliseconds pause) {
    asio::steady_timer timer(executor_, pause);
    co_await timer.async_wait(asio::use_awaitable);
    make_ready(key);
}

awaitable<> outbox::resume_later(lane_key key) {
    asio::steady_timer timer(executor_, options_.pause_while_suspended);
    co_await timer.async_wait(asio::use_awaitable);
    const auto found = lanes_.find(key);
    if (found == lanes_.end() || found->second.state != lane_state::suspended) co_return;
    make_ready(key);
}

// A mark that is lost means a message that is sent twice, so it is worth some patience.
awaitable<> outbox::commit_mark(outbox_ref ref, committer::command mark) {
    backoff pauses(options_.pauses);
    for (;;) {
        const auto committed = co_await commands_.run(mark);
        if (committed) known_.erase(ref);
        if (committed || committed.error().code() == errc::stopped) co_return;
        log_.warn("a sent message could not be marked: {}{}", committed.error().to_string(),
                  on(ref));
        if (!is_worth_waiting_for(committed.error())) co_return;
        asio::steady_timer timer(executor_, pauses.next());
        co_await timer.async_wait(asio::use_awaitable);
    }
}

awaitable<> outbox::give_up(outbox_message message, std::string reason) {
    const auto ref = message.ref;
    const auto settled = co_await listener_.gave_up(std::move(message), std::move(reason));
    if (settled) known_.erase(ref);
}

about outbox::on(outbox_ref message) const {
    const auto found = known_.find(message);
    return {.because = found == known_.end() ? cause() : found->second, .message = message};
}

bool outbox::could_send_more() const {
    return std::any_of(lanes_.begin(), lanes_.end(), [](const auto& entry) {
        return entry.second.state != lane_state::suspended;
    });
}

}  // namespace agentbackend::host
