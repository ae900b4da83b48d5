// A bot of an embedder's own asks the library whose it is and what its shop charges.

#include <agentbackend/bot_context.hpp>

#include <gtest/gtest.h>

#include "backend/support/shop_story.hpp"

namespace agentbackend::test {
namespace {

class bot_contexts : public shop_story {
protected:
    agent alpha_ = given_markup(given_agent("Alpha"), "0.05");
    product card_ = given_product("10", 0);
    bot_context main_{shop_, bot_ref::main()};
    bot_context in_alpha_{shop_, bot_ref::of(alpha_.ref)};

    result<agent> records(const bot_context& context, const sale_elsewhere& sold) {
        return in_transaction([&](unit_of_work& work) {
            return context.record_profit(work, {now_, *ids_}, sold);
        });
    }
};

TEST_F(bot_contexts, know_whose_bot_they_are) {
    EXPECT_TRUE(main_.is_main());
    EXPECT_EQ(asks([&](reader& state) { return main_.current_agent(state); }), std::nullopt);
    EXPECT_FALSE(in_alpha_.is_main());
    const auto current = asks([&](reader& state) { return in_alpha_.current_agent(state); });
    EXPECT_EQ(current->name, "Alpha");
}

TEST_F(bot_contexts, show_the_price_of_their_shop) {
    EXPECT_EQ(asks([&](reader& state) { return main_.markup(state); }), usdt());
    EXPECT_EQ(asks([&](reader& state) { return in_alpha_.markup(state); }), amount("0.05"));
    EXPECT_EQ(asks([&](reader& state) { return main_.display_price(state, card_); }), amount("10"));
    EXPECT_EQ(asks([&](reader& state) { return in_alpha_.display_price(state, card_); }),
              amount("10.05"));
}

TEST_F(bot_contexts, follow_a_change_at_once) {
    given_markup(alpha_, "1");
    EXPECT_EQ(asks([&](reader& state) { return in_alpha_.display_price(state, card_); }),
              amount("11"));
}

TEST_F(bot_contexts, record_the_profit_of_a_sale_elsewhere_once) {
    EXPECT_EQ(records(in_alpha_, {.number = "A-1", .quantity = 3})->available, amount("0.15"));
    EXPECT_EQ(records(in_alpha_, {.number = "A-1", .quantity = 3})->available, amount("0.15"));
    EXPECT_EQ(records(in_alpha_, {.number = "A-1", .quantity = 4}).error().code(),
              errc::key_reused_with_different_body);
    EXPECT_EQ(records(in_alpha_, {.number = "A-2", .quantity = 1})->available, amount("0.20"));
}

TEST_F(bot_contexts, of_two_agents_number_their_sales_apart) {
    const auto beta = given_markup(given_agent("Beta", other_owner), "2");
    const bot_context in_beta(shop_, bot_ref::of(beta.ref));
    EXPECT_EQ(records(in_alpha_, {.number = "1"})->available, amount("0.05"));
    EXPECT_EQ(records(in_beta, {.number = "1"})->available, amount("2"));
}

TEST_F(bot_contexts, refuse_what_earns_nobody_anything) {
    EXPECT_EQ(records(main_, {.number = "1"}).error().code(), errc::not_an_agent_bot);
    EXPECT_EQ(records(in_alpha_, {}).error().code(), errc::text_empty);
    EXPECT_EQ(records(in_alpha_, {.number = "1", .quantity = 0}).error().code(),
              errc::quantity_out_of_range);
    const bot_context nobodys(shop_, bot_ref::of({99}));
    EXPECT_EQ(records(nobodys, {.number = "1"}).error().code(), errc::agent_not_found);
}

}  // namespace
}  // namespace agentbackend::test
