// `verify` finds what is wrong: each invariant is broken behind the backend's back, and named.

#include "backend/support/manual_clock.hpp"
#include "backend/support/shop_story.hpp"

#include <agentbackend/committer.hpp>
#include <agentbackend/store_decorator.hpp>

#include <set>

namespace agentbackend::test {
namespace {

class verifying : public shop_story {
protected:
    void SetUp() override {
        expects_findings_ = true;
        const auto card = given_product("10", 3);
        given_wallet(shop_of_alpha_, "100");
        sold_ = buys(shop_of_alpha_, card, 1).value().bought;
        asked_ = requests(alpha_, "20").value().now;
    }

    // Writes past the rules, as a hand in the database would.
    template <class Write>
    void tampers(Write write) {
        auto unit = std::move(db_->begin().value());
        ASSERT_OK(write(unit->work()));
        ASSERT_OK(unit->commit());
    }
    void tampers_with_agent(void (*change)(agent&)) {
        auto changed = agent_now(alpha_);
        change(changed);
        tampers([&](unit_of_work& work) { return work.update_agent(changed); });
    }

    std::set<std::string> broken() {
        std::set<std::string> names;
        for (const auto& found : report().findings) names.insert(found.invariant);
        return names;
    }
    audit_report report() {
        return asks([](reader& rows) { return verify(rows); });
    }

    agent alpha_ = given_earnings(given_agent("Alpha"), "50");
    bot_ref shop_of_alpha_ = bot_ref::of(alpha_.ref);
    manual_clock clock_;
    order sold_;
    withdrawal asked_;
};

TEST_F(verifying, an_untouched_shop_is_clean_and_counted) {
    const auto clean = report();
    EXPECT_TRUE(clean.is_clean());
    EXPECT_EQ(clean.agents, 1);
    EXPECT_EQ(clean.orders, 2);
    EXPECT_EQ(clean.withdrawals, 1);
    EXPECT_EQ(clean.entries, 5);
}

TEST_F(verifying, a_balance_changed_by_hand_names_the_agent_and_the_difference) {
    tampers_with_agent([](agent& a) { a.available = amount("31"); });
    const auto found = report().findings;
    ASSERT_FALSE(found.empty());
    EXPECT_NE(found[0].sentence.find("Alpha"), std::string::npos) << found[0].sentence;
    EXPECT_NE(found[0].sentence.find("difference 1.00"), std::string::npos) << found[0].sentence;
    EXPECT_EQ(broken(),
              (std::set<std::string>{"agent balances match", "earnings are accounted for"}));
}

TEST_F(verifying, money_moved_between_an_agents_balances_shows) {
    tampers_with_agent([](agent& a) {
        a.available = amount("25");
        a.frozen = amount("25");
    });
    EXPECT_EQ(broken(),
              (std::set<std::string>{"agent balances match", "frozen is open withdrawals"}));
}

TEST_F(verifying, a_negative_frozen_balance_shows) {
    tampers_with_agent([](agent& a) { a.frozen = minus("1"); });
    EXPECT_TRUE(broken().contains("nothing is overdrawn"));
}

TEST_F(verifying, a_wallet_changed_by_hand_shows) {
    tampers([&](unit_of_work& work) {
        return work.put_wallet({shop_of_alpha_, customer, amount("1000")});
    });
    EXPECT_EQ(broken(), std::set<std::string>{"wallets match"});
}

TEST_F(verifying, a_withdrawal_closed_by_hand_shows) {
    asked_.status = withdrawal_status::rejected;
    tampers([&](unit_of_work& work) { return work.update_withdrawal(asked_); });
    EXPECT_EQ(broken(), (std::set<std::string>{"frozen is open withdrawals",
                                               "withdrawals match their entries"}));
}

TEST_F(verifying, a_payout_address_changed_by_hand_shows) {
    asked_.address = "TYPrKF2sevXuE86Xo3Y2mhFnjseiUcybny";
    tampers([&](unit_of_work& work) { return work.update_withdrawal(asked_); });
    EXPECT_EQ(broken(), std::set<std::string>{"withdrawals match their entries"});
}

TEST_F(verifying, a_paid_amount_changed_by_hand_shows) {
    ASSERT_OK(commands(as_admin(), asked_, approve{}));
    auto paid = commands(as_admin(), asked_, pay{a_txid}).value().now;
    paid.amount = amount("40");
    tampers([&](unit_of_work& work) { return work.update_withdrawal(paid); });
    EXPECT_EQ(broken(), std::set<std::string>{"withdrawals match their entries"});
}

TEST_F(verifying, an_order_without_its_items_shows) {
    sold_.terms.quantity = 2;
    tampers([&](unit_of_work& work) { return work.update_order(sold_); });
    EXPECT_EQ(broken(), std::set<std::string>{"orders have their items"});
}

TEST_F(verifying, an_order_the_journal_does_not_know_shows) {
    sold_.status = order_status::refunded;
    tampers([&](unit_of_work& work) { return work.update_order(sold_); });
    EXPECT_TRUE(broken().contains("orders match their entries"));
}

TEST_F(verifying, a_profit_shifted_within_an_order_shows) {
    sold_.terms.profit = amount("1");
    sold_.terms.revenue = amount("9");
    tampers([&](unit_of_work& work) { return work.update_order(sold_); });
    EXPECT_EQ(broken(), (std::set<std::string>{"earnings are accounted for", "earnings are counted",
                                               "orders match their entries"}));
}

TEST_F(verifying, an_earning_counted_twice_names_the_agent_and_the_place) {
    tampers([&](unit_of_work& work) {
        return work.add_earnings(
            {alpha_.ref, sold_.created_at, sold_.product, {.sales = 1, .earned = amount("2")}});
    });
    EXPECT_EQ(broken(), std::set<std::string>{"earnings are counted"});
    const auto found = report().findings;
    ASSERT_EQ(found.size(), 4u);
    EXPECT_NE(found[0].sentence.find("Alpha"), std::string::npos) << found[0].sentence;
    EXPECT_NE(found[0].sentence.find("2025-01-24T14:30:00Z"), std::string::npos)
        << found[0].sentence;
    EXPECT_NE(found[1].sentence.find("difference 2.00"), std::string::npos) << found[1].sentence;
}

TEST_F(verifying, a_refund_nobody_counted_shows) {
    sold_.status = order_status::refunded;
    sold_.refunded_at = now_;
    tampers([&](unit_of_work& work) { return work.update_order(sold_); });
    EXPECT_TRUE(broken().contains("earnings are counted"));
}

TEST_F(verifying, a_profit_of_a_sale_elsewhere_that_nobody_counted_shows) {
    const auto head = asks([](reader& rows) { return rows.head(); });
    const auto entry = seal({.what = movement::profit_recorded,
                             .postings = {{account::deposits(), minus("5")},
                                          {account::available(alpha_.ref), amount("5")}}},
                            now_, head);
    tampers([&](unit_of_work& work) { return work.append(entry); });
    EXPECT_TRUE(broken().contains("earnings are counted"));
}

// A store whose product counts one item more than there is, as a hand in the database leaves it.
class one_item_too_few : public store_decorator {
public:
    using store_decorator::store_decorator;
    result<void> before(store_call call) override {
        if (call == store_call::take_stock) return error(errc::insufficient_stock).count(1, 0);
        return success();
    }
};

TEST_F(verifying, stock_that_is_counted_but_not_there_sells_nothing) {
    const auto card = given_product("10", 1);
    const auto offered = sees(shop_of_alpha_, card, 1).value();
    one_item_too_few drifted(*db_);
    committer writer(drifted, clock_);
    const auto refused = writer.run([&](unit_of_work& work, timestamp) {
        return shop_.buy(work, as_customer(shop_of_alpha_), offered.ref);
    });
    EXPECT_REFUSED(refused, errc::store_corrupt);
    EXPECT_TRUE(report().is_clean());
    EXPECT_EQ(report().orders, 2);
}

TEST_F(verifying, an_entry_that_was_not_sealed_shows) {
    const auto head = asks([](reader& rows) { return rows.head(); });
    auto forged = seal({.what = movement::wallet_credited,
                        .postings = {{account::deposits(), minus("5")},
                                     {account::customer(shop_of_alpha_, customer), amount("5")}}},
                       now_, head);
    forged.draft.note = "changed after it was sealed";
    tampers([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_TRY(work.append(forged));
        AGENTBACKEND_ASSIGN(const auto purse, work.find_wallet(shop_of_alpha_, customer));
        AGENTBACKEND_ASSIGN(const auto more, add(purse.balance, amount("5")));
        return work.put_wallet({shop_of_alpha_, customer, more});
    });
    EXPECT_EQ(broken(), std::set<std::string>{"chain is unbroken"});
}

TEST_F(verifying, an_entry_that_does_not_sum_to_zero_shows) {
    const auto head = asks([](reader& rows) { return rows.head(); });
    journal_entry lopsided{.sequence = head.sequence + 1,
                           .at = now_,
                           .draft = {.what = movement::wallet_credited,
                                     .postings = {{account::deposits(), minus("5")},
                                                  {account::revenue(), amount("6")}}},
                           .previous = head.hash};
    lopsided.hash = hash_of(lopsided);
    tampers([&](unit_of_work& work) { return work.append(lopsided); });
    EXPECT_EQ(broken(), std::set<std::string>{"entries sum to zero"});
}

TEST_F(verifying, every_invariant_is_a_sentence_with_a_name_of_its_own) {
    std::set<std::string_view> names;
    for (const auto& rule : invariants()) {
        names.insert(rule.name);
        EXPECT_TRUE(rule.sentence.ends_with('.')) << rule.name;
    }
    EXPECT_EQ(names.size(), invariants().size());
}

}  // namespace
}  // namespace agentbackend::test
