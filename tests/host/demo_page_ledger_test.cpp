// The ledger beside the chats: names for numbers, the newest first.

#include "backend/support/shop_story.hpp"

#include "demo_page/ledger_reader.hpp"

namespace agentbackend::test {
namespace {

using namespace agentbackend::literals;

class the_ledger : public shop_story {
protected:
    demo_page::ledger shown() { return demo_page::read_ledger(*db_).value(); }
};

TEST_F(the_ledger, is_empty_before_the_first_agent) {
    const auto empty = shown();
    EXPECT_TRUE(empty.agents.empty());
    EXPECT_TRUE(empty.wallets.empty());
    EXPECT_TRUE(empty.entries.empty());
}

TEST_F(the_ledger, shows_a_sale_by_the_names_of_those_it_concerns) {
    const auto alpha = given_markup(given_agent("Alpha"), "0.05");
    const auto shop = bot_ref::of(alpha.ref);
    given_wallet(shop, "100");
    const auto item = given_product("10", 3);
    ASSERT_OK(in_transaction([&](unit_of_work& work) {
        return work.put_person({.bot = shop, .user = customer, .name = "A customer"});
    }));
    ASSERT_OK(buys(shop, item, 3));

    const auto now = shown();
    ASSERT_EQ(now.agents.size(), 1u);
    EXPECT_EQ(now.agents[0].name, "Alpha");
    EXPECT_EQ(now.agents[0].markup, "0.05"_usdt);
    EXPECT_EQ(now.agents[0].available, "0.15"_usdt);
    ASSERT_EQ(now.wallets.size(), 1u);
    EXPECT_EQ(now.wallets[0].customer, "A customer");
    EXPECT_EQ(now.wallets[0].shop, "Alpha");
    EXPECT_EQ(now.wallets[0].balance, "69.85"_usdt);

    ASSERT_EQ(now.entries.size(), 2u);
    const auto& sale = now.entries[0];
    EXPECT_EQ(sale.sequence, 2);
    EXPECT_EQ(sale.what, movement::order_paid);
    usdt sum;
    for (const auto& p : sale.postings) {
        sum = add(sum, p.amount).value();
        EXPECT_EQ(p.customer, p.kind == account_kind::customer ? "A customer" : "");
        EXPECT_EQ(p.agent, p.kind == account_kind::revenue ? "" : "Alpha");
    }
    EXPECT_EQ(sum, usdt());
    EXPECT_EQ(now.entries[1].what, movement::wallet_credited);
}

TEST_F(the_ledger, calls_somebody_the_bot_has_not_met_by_their_number) {
    given_wallet(bot_ref::main(), "5");
    const auto now = shown();
    EXPECT_EQ(now.wallets[0].customer, std::to_string(customer.value));
    EXPECT_EQ(now.wallets[0].shop, "");
}

TEST_F(the_ledger, tells_two_agents_of_one_name_apart) {
    const auto one = given_agent("Beta");
    const auto other = given_agent("Beta");
    given_wallet(bot_ref::of(one.ref), "5");
    given_wallet(bot_ref::of(other.ref), "7");
    const auto now = shown();
    ASSERT_EQ(now.agents.size(), 2u);
    EXPECT_EQ(now.agents[0].ref, one.ref);
    EXPECT_EQ(now.agents[1].ref, other.ref);
    ASSERT_EQ(now.wallets.size(), 2u);
    EXPECT_EQ(now.wallets[0].bot, bot_ref::of(one.ref));
    EXPECT_EQ(now.wallets[1].bot, bot_ref::of(other.ref));
    EXPECT_EQ(now.wallets[0].user, customer);
}

TEST_F(the_ledger, shows_the_hundred_newest_entries) {
    for (int n = 0; n < 103; ++n) given_wallet(bot_ref::main(), "1");
    const auto now = shown();
    ASSERT_EQ(now.entries.size(), 100u);
    EXPECT_EQ(now.entries.front().sequence, 103);
    EXPECT_EQ(now.entries.back().sequence, 4);
}

}  // namespace
}  // namespace agentbackend::test
