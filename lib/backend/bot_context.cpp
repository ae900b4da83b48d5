#include <agentbackend/bot_context.hpp>

#include "backend/support.hpp"

namespace agentbackend {

result<std::optional<agent>> bot_context::current_agent(reader& state) const {
    if (is_main()) return std::optional<agent>();
    AGENTBACKEND_ASSIGN(auto found, existing_agent(state, bot_.agent()));
    return std::optional(std::move(found));
}

result<usdt> bot_context::markup(reader& state) const {
    AGENTBACKEND_ASSIGN(const auto seller, current_agent(state));
    return seller ? seller->markup : usdt();
}

result<usdt> bot_context::display_price(reader& state, const product& item) const {
    AGENTBACKEND_ASSIGN(const auto terms, shop_->price_of(state, bot_, item, 1));
    return terms.unit_total;
}

result<agent> bot_context::record_profit(unit_of_work& work, const moment& when,
                                         const sale_elsewhere& sold) const {
    if (sold.number.empty()) return errc::text_empty;
    if (is_main()) return errc::not_an_agent_bot;
    // Keys of the system know no bot, so the bot is part of this one.
    const command_context context{
        .now = when.now,
        .ids = when.ids,
        .who = actor::system(),
        .key = "sale:" + std::to_string(bot_.value()) + ":" + sold.number};
    return shop_->record_profit(work, context, bot_.agent(), sold.quantity, sold.number);
}

}  // namespace agentbackend
