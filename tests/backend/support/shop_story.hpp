// A shop in memory, and people who use it. Every use case runs in a transaction of its own; one
// that refuses must have written nothing, which is checked each time.

#pragma once

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/backend.hpp>
#include <agentbackend/memory_store.hpp>
#include <agentbackend/verify.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend::test {

inline constexpr user_id other_owner{8};
inline constexpr user_id second_admin{2};
inline constexpr user_id stranger{99};

class shop_story : public ::testing::Test {
protected:
    // Runs `use_case(unit_of_work&)` in a transaction, and commits it when it succeeds.
    template <class UseCase>
    auto in_transaction(UseCase use_case) {
        auto unit = std::move(db_->begin().value());
        auto outcome = use_case(unit->work());
        if (!outcome) {
            EXPECT_EQ(unit->work().writes(), 0u)
                << outcome.error().to_string() << " was refused after a write";
            return outcome;
        }
        EXPECT_OK(unit->commit());
        return outcome;
    }

    template <class Question>
    auto asks(Question question) {
        const auto state = std::move(db_->read().value());
        return question(state->view()).value();
    }

    command_context as(actor who, std::string key = "") {
        now_ += std::chrono::seconds{1};
        return {.now = now_, .ids = *ids_, .who = who, .key = std::move(key)};
    }
    command_context as_admin(std::string key = "") {
        return as(actor::person(admin, bot_ref::main()), std::move(key));
    }
    command_context as_owner(const agent& of, std::string key = "") {
        return as(actor::person(*of.owner, bot_ref::of(of.ref)), std::move(key));
    }
    command_context as_customer(bot_ref shop, user_id who = customer) {
        return as(actor::person(who, shop));
    }
    command_context as_system(std::string key = "") { return as(actor::system(), std::move(key)); }

    // --- Things that are there before the story begins -----------------------------------------

    agent given_agent(std::string name, user_id owned_by = owner) {
        return in_transaction([&](unit_of_work& work) {
                   return shop_.create_agent(work, as_admin(),
                                             {.name = std::move(name),
                                              .owner = owned_by,
                                              .token = {"sealed"},
                                              .identity = {++platform_ids_, "a_bot"}});
               })
            .value();
    }
    agent given_markup(const agent& of, std::string_view text) {
        return in_transaction([&](unit_of_work& work) {
                   return shop_.set_markup(work, as_owner(of), amount(text));
               })
            .value();
    }
    product given_product(std::string_view base_price, std::int64_t stock) {
        auto item =
            in_transaction([&](unit_of_work& work) {
                return shop_.add_product(work, as_admin(),
                                         {.name = "Gift card", .base_price = amount(base_price)});
            }).value();
        if (stock == 0) return item;
        std::vector<std::string> codes;
        for (std::int64_t i = 1; i <= stock; ++i) codes.push_back("code-" + std::to_string(i));
        return in_transaction([&](unit_of_work& work) {
                   return shop_.add_stock(work, as_admin(), item.ref, codes);
               })
            .value();
    }
    void given_wallet(bot_ref shop, std::string_view text, user_id who = customer) {
        ASSERT_OK(in_transaction([&](unit_of_work& work) {
            return shop_.credit_wallet(work, as_admin(),
                                       {.bot = shop, .user = who, .amount = amount(text)});
        }));
    }
    // Earned by sales of a product made for the purpose.
    agent given_earnings(const agent& of, std::string_view text) {
        given_markup(of, text);
        const auto item = given_product("0", 1);
        given_wallet(bot_ref::of(of.ref), text, stranger);
        EXPECT_OK(buys(bot_ref::of(of.ref), item, 1, stranger));
        return given_markup(agent_now(of), "0");
    }

    // --- What people do ------------------------------------------------------------------------

    result<quote> sees(bot_ref shop, const product& item, std::int64_t quantity,
                       user_id who = customer) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.make_quote(work, as_customer(shop, who),
                                    {.product = item.ref, .quantity = quantity});
        });
    }
    result<sale> confirms(const quote& offered) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.buy(work, as_customer(offered.bot, offered.customer), offered.ref);
        });
    }
    result<sale> buys(bot_ref shop, const product& item, std::int64_t quantity,
                      user_id who = customer) {
        AGENTBACKEND_ASSIGN(const auto offered, sees(shop, item, quantity, who));
        return confirms(offered);
    }
    result<sale> refunds(const sale& sold, std::string key = "") {
        return in_transaction([&](unit_of_work& work) {
            return shop_.refund(work, as_admin(std::move(key)), sold.bought.ref, "broken");
        });
    }
    result<withdrawal_outcome> requests(const agent& of, std::string_view text,
                                        std::string key = "",
                                        std::string_view address = payout_address) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.request_withdrawal(work, as_owner(of, std::move(key)),
                                            {.amount = amount(text), .address = address});
        });
    }
    result<withdrawal_outcome> commands(const command_context& context, const withdrawal& which,
                                        const withdrawal_command& command) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.apply(work, context, which.ref, command); });
    }

    // --- What is there now ---------------------------------------------------------------------

    agent agent_now(const agent& which) {
        return *asks([&](reader& rows) { return rows.find_agent(which.ref); });
    }
    usdt balance_now(bot_ref shop, user_id who = customer) {
        return asks([&](reader& rows) { return rows.find_wallet(shop, who); }).balance;
    }
    product product_now(const product& which) {
        return *asks([&](reader& rows) { return rows.find_product(which.ref); });
    }

    void TearDown() override {
        const auto report = asks([](reader& rows) { return verify(rows); });
        for (const auto& found : report.findings) {
            if (!expects_findings_) ADD_FAILURE() << found.invariant << ": " << found.sentence;
        }
    }

    std::unique_ptr<store> db_ = make_memory_store();
    std::unique_ptr<id_source> ids_ = make_seeded_ids(1);
    timestamp now_ = story_start;
    backend shop_ = backend::make({.admins = {admin, second_admin}}).value();
    std::int64_t platform_ids_ = 1'000;
    bool expects_findings_ = false;
};

}  // namespace agentbackend::test
