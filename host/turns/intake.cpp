#include "turns/intake.hpp"

#include <agentbackend/console/messages.hpp>

#include <map>
#include <optional>

#include "outbox/passing_message.hpp"
#include "task_group.hpp"
#include "turns/apology.hpp"

namespace agentbackend::host {
namespace {

// Whose turn it is among the updates of a batch; zero for those that belong to no chat.
std::int64_t chat_of(const bot_api::update& u) {
    if (const auto* message = std::get_if<bot_api::message>(&u.content)) return message->chat.id;
    const auto* query = std::get_if<bot_api::callback_query>(&u.content);
    return query != nullptr && query->message ? query->message->chat.id : 0;
}

console::language tongue_of(const console::input& in) {
    return console::language_of(in.from.language_code);
}

turn_handler apologise(const console::input& in) {
    return [in](unit_of_work&, timestamp) -> result<console::response> {
        apology_facts facts;
        facts.bot = in.bot;
        facts.chat = in.chat;
        facts.tongue = tongue_of(in);
        facts.reference = in.delivery.sequence;
        console::response response;
        response.messages.push_back(apology(facts));
        return response;
    };
}

turn turn_of(const console::console& c, const running_bot& bot, console::input in) {
    turn t;
    t.because = {bot.identity.username, in.delivery.sequence};
    t.label = "update " + std::to_string(in.delivery.sequence) + " of @" + bot.identity.username;
    t.delivery = in.delivery;
    t.otherwise = apologise(in);
    t.when_store_fails = when_store_fails::give_up;
    t.handle = [&c, in = std::move(in)](unit_of_work& work, timestamp now) {
        return c.handle(work, now, in);
    };
    return t;
}

}  // namespace

struct intake::batch {
    running_bot bot;
    std::optional<error> failed;
};

intake::intake(asio::any_io_executor executor, const console::console& c, turns& t,
               tap_answers& answers, outbox& messages, inbound_options limits)
    : executor_(std::move(executor)),
      console_(c),
      turns_(t),
      answers_(answers),
      messages_(messages),
      limits_(limits) {}

awaitable<result<std::chrono::milliseconds>> intake::take(running_bot bot,
                                                          std::vector<bot_api::update> updates) {
    const auto ref = bot.bot;
    const auto count = updates.size();
    std::map<std::int64_t, std::vector<bot_api::update>> by_chat;
    for (auto& u : updates) by_chat[chat_of(u)].push_back(std::move(u));

    const auto shared = std::make_shared<batch>();
    shared->bot = std::move(bot);
    task_group chats(executor_);
    for (auto& [chat, of_chat] : by_chat) chats.spawn(take_in_order(shared, std::move(of_chat)));
    co_await chats.join();
    if (shared->failed) co_return *shared->failed;
    co_return limits_.rest_after(ref, count, std::chrono::steady_clock::now());
}

awaitable<> intake::take_in_order(std::shared_ptr<batch> shared,
                                  std::vector<bot_api::update> updates) {
    for (const auto& u : updates) {
        const auto taken = co_await take_one(shared->bot, u);
        if (!taken) {
            shared->failed = taken.error();
            co_return;
        }
    }
}

awaitable<result<void>> intake::take_one(const running_bot& bot, const bot_api::update& u) {
    auto in = to_input(u, bot);
    if (!in) {
        answer(bot, u, {});
        co_return success();
    }
    switch (limits_.judge(bot.bot, in->from.user, std::chrono::steady_clock::now())) {
        case inbound_limits::verdict::admitted: break;
        case inbound_limits::verdict::refused: co_return success();
        case inbound_limits::verdict::refused_first:
            refuse(bot, u, *in, console::sentence(tongue_of(*in), error(errc::rate_limited)));
            co_return success();
    }
    co_return co_await handle(bot, u, std::move(*in));
}

awaitable<result<void>> intake::handle(const running_bot& bot, const bot_api::update& u,
                                       console::input in) {
    auto t = turn_of(console_, bot, in);
    const auto handled = co_await turns_.run(std::move(t));
    if (handled) {
        answer(bot, u, handled->value_or(console::tap_answer()));
        co_return success();
    }
    if (handled.error().code() == errc::stopped) co_return handled.error();
    refuse(bot, u, in, console::say(tongue_of(in), console::phrase::error_storage_refuses));
    co_return success();
}

void intake::answer(const running_bot& bot, const bot_api::update& u,
                    console::tap_answer said) const {
    const auto id = callback_query_id(u);
    if (id.empty()) return;
    answers_.give(bot.bot, id, std::move(said), {bot.identity.username, u.update_id});
}

void intake::refuse(const running_bot& bot, const bot_api::update& u, const console::input& in,
                    const console::styled_text& why) const {
    if (!callback_query_id(u).empty()) {
        answer(bot, u, {console::tap_answer::style::alert, why.text()});
    } else if (in.kind == console::chat_kind::direct) {
        messages_.say_in_passing(passing_message({in.bot, in.chat, why}));
    }
}

}  // namespace agentbackend::host
