#include "turns/effect_runner.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "backoff.hpp"
#include "bot_api/methods.hpp"
#include "turns/apology.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t effects_at_once = 100;
// Somebody waits in a chat for the answer.
constexpr int check_attempts = 3;
constexpr std::chrono::seconds pause_between_checks{1};
constexpr std::chrono::seconds longest_pause_between_checks{10};
constexpr int fetch_attempts = 5;
constexpr backoff::limits pauses_between_fetches{std::chrono::seconds(1), std::chrono::seconds(30)};

using page = std::vector<stored_effect>;

std::function<result<page>(unit_of_work&, timestamp)> open_after(effect_ref last) {
    return
        [last](unit_of_work& work, timestamp) { return work.open_effects(last, effects_at_once); };
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
    const bool is_refused = why.kind == bot_api::failure_kind::refused && !why.may_be_retried();
    if (why.is_unauthorized() || is_refused) {
        return console::token_refused{console::bot_trouble::token_refused, why.description};
    }
    return console::unreachable{to_string(why)};
}

// What is out of reach comes back later, and the conversation asks again.
console::effect_outcome judge_file(const bot_api::failure& why) {
    using cause = console::file_refused::cause;
    if (why.kind == bot_api::failure_kind::too_large || why.is_file_too_big()) {
        return console::file_refused{cause::too_large, why.description};
    }
    if (why.may_be_retried() || why.kind == bot_api::failure_kind::cancelled) {
        return console::unreachable{to_string(why)};
    }
    return console::file_refused{cause::not_given, why.description};
}

}  // namespace

void effect_runner::carry_out(console::effect e, const cause& because) {
    if (!under_way_.emplace(e.ref, because).second) return;
    around_.log.debug("effect {} begins{}", e.ref.value, on(e.ref));
    keep_file_of(e);
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
    auto performed =
        std::visit([this, bot = e.bot](const auto& kind) { return perform(bot, kind); }, what);
    auto outcome = co_await std::move(performed);
    around_.log.debug("effect {} has its outcome{}", ref.value, on(ref));
    co_await hand_back(e, std::move(outcome));
    let_go_file_of(e);
    under_way_.erase(ref);
}

awaitable<> effect_runner::hand_back(console::effect e, console::effect_outcome outcome) {
    turn t;
    t.because = on(e.ref).because;
    t.label = "effect " + std::to_string(e.ref.value);
    t.delivery = inbox_key{inbox_key::effects_source, e.ref.value};
    t.otherwise = give_up(e);
    t.handle = [&c = around_.conversations, e, outcome](unit_of_work& work, timestamp now) {
        return c.resume(work, now, e, outcome);
    };
    const auto handed = co_await around_.committed_turns.run(std::move(t));
    if (!handed)
        around_.log.debug("effect {} stays open: the host stops{}", e.ref.value, on(e.ref));
}

about effect_runner::on(effect_ref effect) const {
    const auto found = under_way_.find(effect);
    return {.because = found == under_way_.end() ? cause() : found->second, .effect = effect};
}

awaitable<console::effect_outcome> effect_runner::perform(bot_ref, console::check_token check) {
    auto opened = around_.sealer.open(check.token, draft_purpose);
    if (!opened) co_return console::token_refused{console::bot_trouble::token_unreadable, {}};
    const bot_api::bot_token token(std::move(*opened));
    if (around_.tokens.is_of_main(token)) {
        co_return console::token_refused{console::bot_trouble::token_of_main_bot, {}};
    }
    for (int attempt = 1;; ++attempt) {
        const auto answer = co_await bot_api::get_me(around_.client, token);
        if (answer) co_return console::token_checked{{answer->id, answer->username}};
        const auto& why = answer.error();
        const auto pause = why.retry_after.value_or(pause_between_checks);
        const bool is_over = attempt == check_attempts || pause > longest_pause_between_checks;
        if (!why.may_be_retried() || is_over) co_return judge(why);
        asio::steady_timer timer(around_.executor, pause);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

awaitable<console::effect_outcome> effect_runner::perform(bot_ref, console::start_bot start) {
    return around_.bots.start(start.agent);
}

awaitable<console::effect_outcome> effect_runner::perform(bot_ref, console::stop_bot stop) {
    co_await around_.bots.stop(stop.agent);
    co_return console::done{};
}

awaitable<console::effect_outcome> effect_runner::perform(bot_ref,
                                                          console::refresh_commands refresh) {
    co_await around_.menus.refreshed(refresh.bot, refresh.former);
    co_return console::done{};
}

awaitable<console::effect_outcome> effect_runner::perform(bot_ref bot, console::fetch_file fetch) {
    auto& file = files_.at({bot, fetch.file_id});
    backoff pauses(pauses_between_fetches);
    for (int attempt = 1; !file.content; ++attempt) {
        const auto token = co_await around_.tokens.of(bot);
        if (!token) co_return console::file_refused{console::file_refused::cause::no_token, {}};
        auto fetched = co_await bot_api::fetch_file(around_.client, *token, fetch.file_id,
                                                    static_cast<std::size_t>(fetch.max_bytes));
        if (fetched) {
            file.content = std::make_shared<const std::string>(std::move(*fetched));
        } else if (!fetched.error().may_be_retried() || attempt == fetch_attempts) {
            co_return judge_file(fetched.error());
        } else {
            const auto& asked = fetched.error().retry_after;
            const auto pause = asked ? std::chrono::milliseconds(*asked) : pauses.next();
            asio::steady_timer timer(around_.executor, pause);
            co_await timer.async_wait(asio::use_awaitable);
        }
    }
    co_return console::file_fetched{file.content};
}

void effect_runner::keep_file_of(const console::effect& e) {
    const auto* fetch = std::get_if<console::fetch_file>(&e.what);
    if (fetch != nullptr) ++files_[{e.bot, fetch->file_id}].wanted_by;
}

void effect_runner::let_go_file_of(const console::effect& e) {
    const auto* fetch = std::get_if<console::fetch_file>(&e.what);
    if (fetch == nullptr) return;
    const auto kept = files_.find({e.bot, fetch->file_id});
    if (--kept->second.wanted_by == 0) files_.erase(kept);
}

awaitable<> effect_runner::close_unreadable(effect_ref ref) {
    around_.log.error("effect {} cannot be read and is given up{}", ref.value, on(ref));
    committer::command close = [ref](unit_of_work& work, timestamp) -> result<void> {
        AGENTBACKEND_TRY(work.close_effect(ref));
        return success();
    };
    const auto closed = co_await around_.queue.run(std::move(close));
    if (!closed)
        around_.log.warn("effect {}: {}{}", ref.value, closed.error().to_string(), on(ref));
}

}  // namespace agentbackend::host
