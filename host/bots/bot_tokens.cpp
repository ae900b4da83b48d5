#include "bots/bot_tokens.hpp"

#include <agentbackend/console/reading.hpp>

namespace agentbackend::host {

std::string_view token_purpose(const agent& owner) noexcept { return owner.agent_id; }

bot_tokens::bot_tokens(bot_api::bot_token main, const commands& c, const token_sealer& sealer)
    : commands_(c), sealer_(sealer), main_(std::move(main)) {}

awaitable<result<bot_api::bot_token>> bot_tokens::of(bot_ref bot) {
    if (bot.is_main()) co_return main_;
    if (const auto known = agents_.find(bot); known != agents_.end()) co_return known->second;

    std::function<result<agent>(unit_of_work&, timestamp)> question =
        [ref = bot.agent()](unit_of_work& work, timestamp) -> result<agent> {
        AGENTBACKEND_ASSIGN(auto found, work.find_agent(ref));
        if (!found) return errc::agent_not_found;
        return std::move(*found);
    };
    const auto found = co_await commands_.ask(std::move(question));
    if (!found) co_return found.error();
    auto opened = sealer_.open(found->token, token_purpose(*found));
    if (!opened) co_return opened.error();
    const auto [place, is_new] =
        agents_.insert_or_assign(bot, bot_api::bot_token(std::move(*opened)));
    co_return place->second;
}

bool bot_tokens::is_of_main(const bot_api::bot_token& token) const {
    const auto bot = console::bot_of_token(token.reveal());
    return bot && bot == console::bot_of_token(main_.reveal());
}

void bot_tokens::forget(bot_ref bot) { agents_.erase(bot); }

}  // namespace agentbackend::host
