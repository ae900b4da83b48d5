#include "turns.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

#include "backoff.hpp"
#include "log_line.hpp"
#include "render.hpp"

namespace agentbackend::host {
namespace {

constexpr backoff::limits retry_pauses{std::chrono::milliseconds(100), std::chrono::seconds(10)};
// A store that fails so often, or so long, does not do so in passing.
constexpr int passing_failures = 3;
constexpr std::chrono::seconds passing_time{4};

// What keeps the store from writing, where the caller is to be told: a commit that failed says what
// it failed for. None for what is over with the next attempt, or nobody's but the host's.
std::optional<errc> cause_of(const error& why) {
    switch (why.code()) {
        case errc::outcome_unknown:
            return why.facts().state == name(errc::store_full) ? errc::store_full : errc::store_io;
        case errc::store_full: return errc::store_full;
        case errc::store_busy:
        case errc::store_locked: return errc::store_locked;
        case errc::store_io:
        case errc::store_read_only:
        case errc::store_corrupt: return errc::store_io;
        default: return std::nullopt;
    }
}

result<std::vector<outbox_message>> enqueue_all(unit_of_work& work, timestamp now,
                                                const std::vector<console::outgoing>& messages) {
    std::vector<outbox_message> queued;
    for (const auto& said : messages) {
        outbox_message message;
        message.bot = said.bot;
        message.chat = said.chat;
        message.body = encode(render(said));
        message.screen = screen_name(said);
        message.queued_at = now;
        AGENTBACKEND_ASSIGN(message.ref, work.enqueue(message));
        queued.push_back(std::move(message));
    }
    return queued;
}

}  // namespace

// What the last run of a turn's command led to.
struct turns::trace {
    bool is_new = false;
    std::vector<outbox_message> messages;
    std::optional<console::tap_answer> answer;
    std::vector<console::effect> effects;
};

turns::turns(const commands& q, turn_listener& listener, spdlog::logger& log,
             asio::any_io_executor executor)
    : commands_(q), listener_(listener), log_(log), executor_(std::move(executor)) {}

awaitable<result<std::optional<console::tap_answer>>> turns::run(turn t) const {
    backoff pauses(retry_pauses);
    bool is_uncertain = false;  // whether an attempt may have been durable after all
    const auto began = std::chrono::steady_clock::now();
    for (int failures = 1;; ++failures) {
        const auto last_run = std::make_shared<trace>();
        const auto committed = co_await commit(t, last_run);
        if (committed) {
            listener_.store_works();
            co_return std::move(last_run->answer);
        }
        const auto& why = committed.error();
        if (why.code() == errc::stopped) co_return why;
        report(t, why);
        is_uncertain = is_uncertain || why.code() == errc::outcome_unknown;
        if (classify(why.code()) != error_class::retryable) {
            if (!t.otherwise) co_return std::optional<console::tap_answer>();
            t.handle = std::exchange(t.otherwise, nullptr);
        }
        const auto cause = cause_of(why);
        const bool has_lasted = failures >= passing_failures ||
                                std::chrono::steady_clock::now() - began >= passing_time;
        if (cause && has_lasted) {
            auto facts = why.facts();
            listener_.store_fails(error(*cause, std::move(facts)));
            const bool may_give_up =
                t.when_store_fails == when_store_fails::give_up && *cause != errc::store_io;
            if (may_give_up && is_uncertain) {
                const auto committed_after_all = co_await is_committed(*t.delivery);
                is_uncertain = !committed_after_all || *committed_after_all;
            }
            if (may_give_up && !is_uncertain) co_return *cause;
        }
        asio::steady_timer pause(executor_, pauses.next());
        co_await pause.async_wait(asio::use_awaitable);
    }
}

awaitable<result<bool>> turns::is_committed(inbox_key delivery) const {
    std::function<result<bool>(unit_of_work&, timestamp)> question =
        [delivery](unit_of_work& work, timestamp) { return work.has_update(delivery); };
    co_return co_await commands_.ask(std::move(question));
}

awaitable<result<void>> turns::commit(const turn& t, std::shared_ptr<trace> last_run) const {
    committer::command command = [delivery = t.delivery, handle = t.handle, last_run](
                                     unit_of_work& work, timestamp now) -> result<void> {
        *last_run = {};
        if (delivery) {
            AGENTBACKEND_ASSIGN(last_run->is_new, work.record_update(*delivery, now));
            if (!last_run->is_new) return success();
        }
        AGENTBACKEND_ASSIGN(auto response, handle(work, now));
        AGENTBACKEND_ASSIGN(last_run->messages, enqueue_all(work, now, response.messages));
        last_run->is_new = true;
        last_run->answer = std::move(response.answer);
        last_run->effects = std::move(response.effects);
        return success();
    };
    commands::continuation at_commit = [this, &t, last_run](const result<void>& committed) {
        if (committed) {
            follow(t, *last_run);
        } else if (committed.error().code() == errc::outcome_unknown) {
            listener_.must_look_again();
        }
    };
    co_return co_await commands_.run(std::move(command), std::move(at_commit));
}

void turns::follow(const turn& t, trace& committed) const {
    log_.debug("{}: {}, {} messages, {} effects{}", t.label,
               committed.is_new ? "committed" : "known already", committed.messages.size(),
               committed.effects.size(), about{t.because});
    listener_.queued(std::move(committed.messages), t.because);
    listener_.asked(std::move(committed.effects), t.because);
}

void turns::report(const turn& t, const error& why) const {
    if (classify(why.code()) == error_class::retryable) {
        log_.warn("{}: {}; trying again{}", t.label, why.to_string(), about{t.because});
    } else {
        log_.error("{}: cannot be handled: {}{}", t.label, why.to_string(), about{t.because});
    }
}

}  // namespace agentbackend::host
