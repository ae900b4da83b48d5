#include "bots/menu_registrar.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include <utility>

#include "backoff.hpp"
#include "turns/store_trouble.hpp"

namespace agentbackend::host {
namespace {

namespace json = boost::json;
using menus = std::vector<console::command_menu>;

constexpr backoff::limits pauses_between{std::chrono::seconds(1), std::chrono::seconds(30)};

json::object parameters_of(const console::command_menu& menu) {
    json::array commands;
    for (const auto& c : menu.commands) {
        json::object command;
        command["command"] = c.name;
        command["description"] = c.description;
        commands.push_back(std::move(command));
    }
    json::object scope;
    switch (menu.who) {
        case console::command_menu::audience::everyone: scope["type"] = "default"; break;
        case console::command_menu::audience::one_chat:
            scope["type"] = "chat";
            scope["chat_id"] = menu.chat.value;
            break;
    }
    json::object parameters;
    parameters["commands"] = std::move(commands);
    parameters["scope"] = std::move(scope);
    if (!menu.language.empty()) parameters["language_code"] = menu.language;
    return parameters;
}

}  // namespace

menu_registrar::menu_registrar(asio::any_io_executor executor, bot_api::client& client,
                               const console::console& c, bot_tokens& tokens, const commands& q,
                               spdlog::logger& log)
    : executor_(std::move(executor)),
      client_(client),
      console_(c),
      tokens_(tokens),
      commands_(q),
      log_(log) {}

void menu_registrar::refresh(bot_ref bot) { begin(bot, {}); }

awaitable<> menu_registrar::refreshed(bot_ref bot, user_id former) {
    const auto settled = begin(bot, former);
    co_await settled->wait();
}

std::shared_ptr<event> menu_registrar::begin(bot_ref bot, user_id former) {
    const auto [place, is_first] = requests_.try_emplace(bot);
    auto& asked = place->second;
    asked.is_due = true;
    if (former) asked.former.insert(former);
    if (is_first) asked.is_settled = std::make_shared<event>(executor_);
    auto settled = asked.is_settled;
    if (is_first) asio::co_spawn(executor_, refresh_until_settled(bot), rethrows{});
    return settled;
}

awaitable<> menu_registrar::refresh_until_settled(bot_ref bot) {
    while (requests_[bot].is_due) {
        requests_[bot].is_due = false;
        const auto former = std::exchange(requests_[bot].former, {});
        constexpr user_id nobody{};
        if (former.empty()) co_await register_menus(bot, nobody);
        for (const auto user : former) co_await register_menus(bot, user);
    }
    const auto settled = requests_[bot].is_settled;
    requests_.erase(bot);
    settled->set();
}

awaitable<> menu_registrar::register_menus(bot_ref bot, user_id former) {
    std::function<result<menus>(unit_of_work&, timestamp)> question =
        [this, bot, former](unit_of_work& work, timestamp) {
            return console_.menus(work, bot, former);
        };
    for (backoff pauses(pauses_between);;) {
        const auto wanted = co_await commands_.ask(question);
        const auto token = co_await tokens_.of(bot);
        if (wanted && token) {
            for (const auto& menu : *wanted) co_await register_menu(*token, menu);
            co_return;
        }
        const auto& why = wanted ? token.error() : wanted.error();
        if (why.code() == errc::stopped || !is_worth_waiting_for(why)) co_return;
        asio::steady_timer timer(executor_, pauses.next());
        co_await timer.async_wait(asio::use_awaitable);
    }
}

awaitable<> menu_registrar::register_menu(const bot_api::bot_token& token,
                                          const console::command_menu& menu) {
    const auto parameters = parameters_of(menu);
    for (backoff pauses(pauses_between);;) {
        const auto answer = co_await client_.call(token, "setMyCommands", parameters);
        if (answer) co_return;
        const auto& why = answer.error();
        // An admin who has not pressed Start yet has no chat to register a menu for.
        log_.debug("a menu was not registered: {}", to_string(why));
        if (!why.may_be_retried()) co_return;
        const auto pause =
            why.retry_after ? std::chrono::milliseconds(*why.retry_after) : pauses.next();
        asio::steady_timer timer(executor_, pause);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

}  // namespace agentbackend::host
