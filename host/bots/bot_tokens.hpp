// The tokens of all bots, unsealed when first asked for. Belongs to the thread of the network.

#pragma once

#include <agentbackend/token_sealer.hpp>

#include <map>

#include "bot_api/bot_token.hpp"
#include "turns/commands.hpp"

namespace agentbackend::host {

// What an agent's token is sealed for: nobody but that agent. Valid as long as the agent is.
std::string_view token_purpose(const agent&) noexcept;

class bot_tokens {
public:
    // Commands and sealer must outlive this.
    bot_tokens(bot_api::bot_token main, const commands&, const token_sealer&);

    // Errors: `agent_not_found`; `token_malformed` when it is missing, or sealed with another key;
    // the store's.
    awaitable<result<bot_api::bot_token>> of(bot_ref);

    // Whether it is the main bot's own, which no agent can use. The network is not asked.
    bool is_of_main(const bot_api::bot_token&) const;

    // The next `of` looks at the agent again: its token may have been replaced.
    void forget(bot_ref);

private:
    const commands& commands_;
    const token_sealer& sealer_;
    bot_api::bot_token main_;
    std::map<bot_ref, bot_api::bot_token> agents_;
};

}  // namespace agentbackend::host
