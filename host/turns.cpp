#include "turns.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "backoff.hpp"
#include "render.hpp"

namespace agentbackend::host {
namespace {

constexpr backoff::limits retry_pauses{std::chrono::milliseconds(100), std::chrono::seconds(10)};

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
    for (;;) {
        const auto last_run = std::make_shared<trace>();
        const auto committed = co_await commit(t, last_run);
        if (committed) co_return std::move(last_run->answer);
        const auto& why = committed.error();
        if (why.code() == errc::stopped) co_return why;
        report(t, why);
        if (classify(why.code()) != error_class::retryable) {
            if (!t.otherwise) co_return std::optional<console::tap_answer>();
            t.handle = t.otherwise;
        }
        asio::steady_timer pause(executor_, pauses.next());
        co_await pause.async_wait(asio::use_awaitable);
    }
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
    log_.debug("{}: {}, {} messages, {} effects", t.label,
               committed.is_new ? "committed" : "known already", committed.messages.size(),
               committed.effects.size());
    listener_.queued(std::move(committed.messages));
    listener_.asked(std::move(committed.effects));
}

void turns::report(const turn& t, const error& why) const {
    if (classify(why.code()) == error_class::retryable) {
        log_.warn("{}: {}; trying again", t.label, why.to_string());
    } else {
        log_.error("{}: cannot be handled: {}", t.label, why.to_string());
    }
}

}  // namespace agentbackend::host
