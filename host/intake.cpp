#include "intake.hpp"

#include <map>
#include <optional>

#include "apology.hpp"
#include "task_group.hpp"

namespace agentbackend::host {
namespace {

// Whose turn it is among the updates of a batch; zero for those that belong to no chat.
std::int64_t chat_of(const bot_api::update& u) {
    if (const auto* message = std::get_if<bot_api::message>(&u.content)) return message->chat.id;
    const auto* query = std::get_if<bot_api::callback_query>(&u.content);
    return query != nullptr && query->message ? query->message->chat.id : 0;
}

turn_handler apologise(const console::input& in) {
    return [in](unit_of_work&, timestamp) -> result<console::response> {
        apology_facts facts;
        facts.bot = in.bot;
        facts.chat = in.chat;
        facts.tongue = console::language_of(in.from.language_code);
        facts.reference = in.delivery.sequence;
        console::response response;
        response.messages.push_back(apology(facts));
        return response;
    };
}

turn turn_of(const console::console& c, const running_bot& bot, console::input in) {
    turn t;
    t.label = "update " + std::to_string(in.delivery.sequence) + " of @" + bot.identity.username;
    t.delivery = in.delivery;
    t.otherwise = apologise(in);
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

intake::intake(asio::any_io_executor executor, const console::console& c, const turns& t,
               tap_answers& answers)
    : executor_(std::move(executor)), console_(c), turns_(t), answers_(answers) {}

awaitable<result<void>> intake::take(running_bot bot, std::vector<bot_api::update> updates) {
    std::map<std::int64_t, std::vector<bot_api::update>> by_chat;
    for (auto& u : updates) by_chat[chat_of(u)].push_back(std::move(u));

    const auto shared = std::make_shared<batch>();
    shared->bot = std::move(bot);
    task_group chats(executor_);
    for (auto& [chat, of_chat] : by_chat) chats.spawn(take_in_order(shared, std::move(of_chat)));
    co_await chats.join();
    if (shared->failed) co_return *shared->failed;
    co_return success();
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
    const auto query_id = callback_query_id(u);
    console::tap_answer answer;
    if (auto in = to_input(u, bot)) {
        auto t = turn_of(console_, bot, std::move(*in));
        const auto handled = co_await turns_.run(std::move(t));
        if (!handled) co_return handled.error();
        if (*handled) answer = **handled;
    }
    if (!query_id.empty()) answers_.give(bot.bot, query_id, std::move(answer));
    co_return success();
}

}  // namespace agentbackend::host
