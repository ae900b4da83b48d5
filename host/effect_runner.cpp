#include "effect_runner.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "apology.hpp"
#include "bot_api/methods.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t page_size = 100;
// Somebody waits in a chat for the answer.
constexpr int check_attempts = 3;
constexpr std::chrono::seconds pause_between_checks{1};

using page = std::vector<stored_effect>;

std::function<result<page>(unit_of_work&, timestamp)> open_after(effect_ref last) {
    return [last](unit_of_work& work, timestamp) { return work.open_effects(last, page_size); };
}

turn_handler give_up(const console::effect& e) {
    return [ref = e.ref, bot = e.bot, chat = e.chat, user = e.user](
               unit_of_work& work, timestamp) -> result<console::response> {
        AGENTBACKEND_TRY(work.close_effect(ref));
        AGENTBACKEND_ASSIGN(const auto asker, work.find_person(bot, user));
        apology_facts facts;
        facts.bot = bot;
        facts.chat = chat;
        facts.tongue = console::language_of(asker ? asker->language : "");
        facts.reference = ref.value;
        console::response response;
        response.messages.push_back(apology(facts));
        return response;
    };
}

console::effect_outcome judge(const bot_api::failure& why) {
    if (why.is_unauthorized()) return console::token_refused{why.description};
    if (why.kind == bot_api::failure_kind::refused && !why.may_be_retried()) {
        return console::token_refused{why.description};
    }
    return console::unreachable{to_string(why)};
}

}  // namespace

void effect_runner::carry_out(console::effect e) {
    if (!under_way_.insert(e.ref).second) return;
    asio::co_spawn(around_.executor, run(std::move(e)), rethrows{});
}

awaitable<result<void>> effect_runner::load() {
    effect_ref last;
    for (;;) {
        auto question = open_after(last);
        const auto stored = co_await around_.queue.ask(std::move(question));
        if (!stored) co_return stored.error();
        if (stored->empty()) co_return success();
        last = stored->back().ref;
        for (const auto& one : *stored) {
            if (auto e = console::decode(one)) {
                carry_out(std::move(*e));
            } else {
                co_await close_unreadable(one.ref);
            }
        }
    }
}

awaitable<> effect_runner::run(console::effect e) {
    const auto ref = e.ref;
    // Each kind is a coroutine of its own; the variant must outlive the one that is chosen.
    const auto what = e.what;
    auto performed = std::visit([this](const auto& kind) { return perform(kind); }, what);
    auto outcome = co_await std::move(performed);
    co_await hand_back(std::move(e), std::move(outcome));
    under_way_.erase(ref);
}

awaitable<> effect_runner::hand_back(console::effect e, console::effect_outcome outcome) {
    turn t;
    t.label = "effect " + std::to_string(e.ref.value);
    t.delivery = inbox_key{inbox_key::effects_source, e.ref.value};
    t.otherwise = give_up(e);
    t.handle = [&c = around_.conversations, e, outcome](unit_of_work& work, timestamp now) {
        return c.resume(work, now, e, outcome);
    };
    const auto handed = co_await around_.committed_turns.run(std::move(t));
    if (!handed) around_.log.debug("effect {} stays open: the host stops", e.ref.value);
}

awaitable<console::effect_outcome> effect_runner::perform(console::check_token check) {
    auto opened = around_.sealer.open(check.token, draft_purpose);
    if (!opened)
        co_return console::token_refused{"the token cannot be read any more; send it again"};
    const bot_api::bot_token token(std::move(*opened));
    for (int attempt = 1;; ++attempt) {
        const auto answer = co_await bot_api::get_me(around_.client, token);
        if (answer) {
            const auto& main = around_.bots.main_identity();
            if (main && main->platform_id == answer->id) {
                co_return console::token_refused{"this is the main bot's own token"};
            }
            co_return console::token_checked{{answer->id, answer->username}};
        }
        const auto& why = answer.error();
        if (!why.may_be_retried() || attempt == check_attempts) co_return judge(why);
        asio::steady_timer pause(around_.executor, why.retry_after.value_or(pause_between_checks));
        co_await pause.async_wait(asio::use_awaitable);
    }
}

awaitable<console::effect_outcome> effect_runner::perform(console::start_bot start) {
    return around_.bots.start(start.agent);
}

awaitable<console::effect_outcome> effect_runner::perform(console::stop_bot stop) {
    co_await around_.bots.stop(stop.agent);
    co_return console::done{};
}

awaitable<console::effect_outcome> effect_runner::perform(console::refresh_commands refresh) {
    around_.menus.refresh(refresh.bot);
    co_return console::done{};
}

awaitable<> effect_runner::close_unreadable(effect_ref ref) {
    around_.log.error("effect {} cannot be read and is given up", ref.value);
    committer::command close = [ref](unit_of_work& work, timestamp) -> result<void> {
        AGENTBACKEND_TRY(work.close_effect(ref));
        return success();
    };
    const auto closed = co_await around_.queue.run(std::move(close));
    if (!closed) around_.log.warn("effect {}: {}", ref.value, closed.error().to_string());
}

}  // namespace agentbackend::host
