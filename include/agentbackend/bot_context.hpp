// What a bot knows of itself: whether it is the main one or which agent's, and so what its shop
// charges and who earns by it.
//
// For bots that an embedder writes without the console. Holds no rows, so that nothing it answers
// is out of date; safe from any thread, each with a unit of work of its own.

#pragma once

#include <agentbackend/backend.hpp>
#include <agentbackend/export.hpp>

#include <optional>
#include <string>

namespace AGENTBACKEND_PUBLIC agentbackend {

// A sale that was made and paid outside this system.
struct sale_elsewhere {
    std::string number{};       // the embedder's own; the same number counts once in each bot
    std::int64_t quantity = 1;  // 1 to `max_quantity`
};

// One bot of a shop.
class bot_context {
public:
    // When something is recorded, and where its ids come from.
    struct moment {
        timestamp now{};  // as the committer gives it to a command
        id_source& ids;   // must outlive the call
    };

    // The backend must outlive this.
    bot_context(const backend& shop, bot_ref bot) : shop_(&shop), bot_(bot) {}

    // Which bot it is.
    bot_ref bot() const noexcept { return bot_; }
    bool is_main() const noexcept { return bot_.is_main(); }

    // Whose bot it is; none in the main one. Error: `agent_not_found`.
    result<std::optional<agent>> current_agent(reader&) const;
    // What the agent adds to each item; zero in the main bot. Error: `agent_not_found`.
    result<usdt> markup(reader&) const;
    // What a customer of this bot pays for one. Errors: `agent_not_found`; what the pricing rule
    // refuses; `amount_overflow`.
    result<usdt> display_price(reader&, const product&) const;
    // Credits the agent with markup × quantity, and answers the agent as it is then. Errors:
    // `text_empty` without a number; `not_an_agent_bot`; `quantity_out_of_range`;
    // `agent_not_found`; `agent_archived`; `key_reused_with_different_body` for a number that was
    // recorded with another quantity; `amount_overflow`.
    result<agent> record_profit(unit_of_work&, const moment&, const sale_elsewhere&) const;

private:
    const backend* shop_;
    bot_ref bot_;
};

}  // namespace agentbackend
