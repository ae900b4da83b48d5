#include "turns/turns.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

#include "backoff.hpp"
#include "log/log_line.hpp"
#include "outbox/render.hpp"
#include "turns/store_trouble.hpp"

namespace agentbackend::host {
namespace {

constexpr backoff::limits retry_pauses{std::chrono::milliseconds(100), std::chrono::seconds(10)};
// A store that fails so often, or so long, does not do so in passing.
constexpr int passing_failures = 3;
constexpr std::chrono::seconds passing_time{4};
// A store that takes so long to fail, as a locked one does, is left alone for a while by those who
// wait for an answer.
constexpr std::chrono::seconds slow_failure{1};
constexpr std::chrono::seconds rest_after_slow_failure{5};

// An apology asks nothing of the store but its queues: when it finds those damaged, everything is.
bool may_go_well(const error& why, bool is_apology) {
    return is_worth_waiting_for(why) || (is_apology && why.code() == errc::store_corrupt);
}

std::optional<console::tap_answer> nothing_to_answer() { return std::nullopt; }

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

awaitable<result<std::optional<console::tap_answer>>> turns::run(turn t) {
    backoff pauses(retry_pauses);
    bool is_uncertain = false;  // whether an attempt may have been durable after all
    bool is_apology = false;
    const bool may_be_refused = t.when_store_fails == when_store_fails::give_up;
    const auto began = clock::now();
    for (int failures = 1;; ++failures) {
        if (t.delivery && refused_.contains(*t.delivery)) co_return nothing_to_answer();
        if (!may_be_refused || !is_resting()) {
            const auto last_run = std::make_shared<trace>();
            const auto attempted = clock::now();
            const auto committed = co_await commit(t, last_run);
            if (committed) co_return std::move(last_run->answer);
            const auto& why = committed.error();
            if (why.code() == errc::stopped) co_return why;
            is_uncertain = is_uncertain || why.code() == errc::outcome_unknown;
            const bool waits = may_go_well(why, is_apology);
            report(t, why, waits ? "trying again" : "cannot be handled");
            if (!waits) {
                if (!t.otherwise) co_return nothing_to_answer();
                t.handle = std::exchange(t.otherwise, nullptr);
                is_apology = true;
            }
            if (trouble_ || failures >= passing_failures || clock::now() - began >= passing_time) {
                note_trouble(why, attempted);
            }
        }
        if (may_be_refused && may_refuse() && is_uncertain) {
            is_uncertain = co_await may_be_committed(*t.delivery);
        }
        if (may_be_refused && may_refuse() && !is_uncertain) {
            refused_.add(*t.delivery);
            co_return trouble_->cause;
        }
        asio::steady_timer pause(executor_, pauses.next());
        co_await pause.async_wait(asio::use_awaitable);
    }
}

void turns::note_trouble(const error& why, clock::time_point attempted) {
    const auto cause = trouble_of(why);
    if (!cause) return;
    const auto now = clock::now();
    const bool was_slow = now - attempted >= slow_failure;
    trouble_ = {*cause, was_slow ? now + rest_after_slow_failure : now};
    auto facts = why.facts();
    listener_.store_fails(error(*cause, std::move(facts)));
}

// What failed in another way than these may be on the disk.
bool turns::may_refuse() const { return trouble_ && trouble_->cause != errc::store_io; }

bool turns::is_resting() const { return may_refuse() && clock::now() < trouble_->rests_until; }

awaitable<bool> turns::may_be_committed(inbox_key delivery) const {
    std::function<result<bool>(unit_of_work&, timestamp)> question =
        [delivery](unit_of_work& work, timestamp) { return work.has_update(delivery); };
    const auto known = co_await commands_.ask(std::move(question));
    co_return !known || *known;
}

awaitable<result<void>> turns::commit(const turn& t, std::shared_ptr<trace> last_run) {
    const auto refused = refused_.take();
    committer::command command = [delivery = t.delivery, handle = t.handle, last_run, refused](
                                     unit_of_work& work, timestamp now) -> result<void> {
        *last_run = {};
        for (const auto key : refused) AGENTBACKEND_TRY(work.record_update(key, now));
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
    commands::continuation at_commit = [this, &t, last_run,
                                        refused](const result<void>& committed) {
        if (committed) {
            refused_.recorded(refused);
            trouble_.reset();
            listener_.store_works();
            follow(t, *last_run);
            return;
        }
        refused_.not_recorded(refused);
        if (committed.error().code() == errc::outcome_unknown) listener_.must_look_again();
    };
    co_return co_await commands_.run(std::move(command), std::move(at_commit));
}

void turns::follow(const turn& t, trace& committed) {
    log_.debug("{}: {}, {} messages, {} effects{}", t.label,
               committed.is_new ? "committed" : "known already", committed.messages.size(),
               committed.effects.size(), about{t.because});
    listener_.queued(std::move(committed.messages), t.because);
    listener_.asked(std::move(committed.effects), t.because);
}

void turns::report(const turn& t, const error& why, std::string_view what_next) const {
    const auto level =
        classify(why.code()) == error_class::retryable ? spdlog::level::warn : spdlog::level::err;
    log_.log(level, "{}: {}: {}{}", t.label, what_next, why.to_string(), about{t.because});
}

}  // namespace agentbackend::host
