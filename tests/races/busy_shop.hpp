// A shop in SQLite behind a real committer, and people on threads of their own.

#pragma once

#include "support/temporary_folder.hpp"
#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/backend.hpp>
#include <agentbackend/committer.hpp>
#include <agentbackend/sqlite_store.hpp>
#include <agentbackend/verify.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <latch>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace agentbackend::test {

class busy_shop : public ::testing::Test {
protected:
    static constexpr user_id second_admin{2};
    static constexpr std::int64_t first_buyer = 10'000;

    template <class Act>
    auto command_of(actor who, std::string key, Act act) {
        return [this, who, key = std::move(key), act = std::move(act)](unit_of_work& work,
                                                                       timestamp now) {
            return act(work, command_context{.now = now, .ids = *ids_, .who = who, .key = key});
        };
    }

    // Runs `act(work, context)` as a command of the committer, for somebody under a key.
    template <class Act>
    auto as(actor who, std::string key, Act act) {
        return writer_.run(command_of(std::move(who), std::move(key), std::move(act)));
    }
    // The same from a thread that has better things to do than to wait.
    template <class Act>
    void submit(actor who, Act act, committer::completion completed) {
        auto command = command_of(std::move(who), "", std::move(act));
        EXPECT_OK(writer_.submit(
            [command](unit_of_work& work, timestamp now) -> result<void> {
                if (const auto done = command(work, now); !done) return done.error();
                return success();
            },
            std::move(completed)));
    }

    static actor the_admin(user_id who = admin) { return actor::person(who, bot_ref::main()); }
    actor the_owner() const { return actor::person(owner, alpha_shop()); }
    bot_ref alpha_shop() const { return bot_ref::of(alpha_); }

    // Nobody begins before everybody is there; returns when all are done.
    static void at_once(std::vector<std::function<void()>> people) {
        std::latch everybody(static_cast<std::ptrdiff_t>(people.size()));
        std::vector<std::jthread> threads;
        for (auto& act : people) {
            threads.emplace_back([&everybody, act = std::move(act)] {
                everybody.arrive_and_wait();
                act();
            });
        }
    }

    // --- Given ---------------------------------------------------------------------------------

    void given_alpha_with_markup(std::string_view markup) {
        alpha_ = as(the_admin(), "", [this](unit_of_work& work, const command_context& by) {
                     return rules_.create_agent(work, by, {.name = "Alpha", .owner = owner});
                 })->ref;
        EXPECT_OK(as(the_owner(), "", [&](unit_of_work& work, const command_context& by) {
            return rules_.set_markup(work, by, amount(markup));
        }));
    }
    // By sales made elsewhere.
    void given_earnings(std::string_view of_one, std::int64_t sales) {
        given_alpha_with_markup(of_one);
        EXPECT_OK(as(actor::system(), "", [&](unit_of_work& work, const command_context& by) {
            return rules_.record_profit(work, by, alpha_, sales, "elsewhere");
        }));
    }

    // A product at 10 with so many items, and buyers with 20 each and an offer of one item. In one
    // command, so that it takes no time.
    struct crowd {
        int buyers = 0;
        int items = 0;
    };
    result<void> given_buyers(unit_of_work& work, const command_context& by, crowd wanted,
                              std::vector<quote_ref>& offers) {
        AGENTBACKEND_ASSIGN(
            const auto card,
            rules_.add_product(work, by, {.name = "Gift card", .base_price = amount("10")}));
        card_ = card.ref;
        std::vector<std::string> codes;
        for (int item = 0; item < wanted.items; ++item) codes.push_back(std::to_string(item));
        AGENTBACKEND_TRY(rules_.add_stock(work, by, card_, codes));
        offers.clear();
        for (int number = 0; number < wanted.buyers; ++number) {
            const user_id buyer{first_buyer + number};
            AGENTBACKEND_TRY(rules_.credit_wallet(
                work, by, {.bot = alpha_shop(), .user = buyer, .amount = amount("20")}));
            const command_context by_buyer{
                .now = by.now, .ids = by.ids, .who = actor::person(buyer, alpha_shop()), .key = {}};
            AGENTBACKEND_ASSIGN(const auto offer,
                                rules_.make_quote(work, by_buyer, {.product = card_}));
            offers.push_back(offer.ref);
        }
        return success();
    }
    result<sale> buys_one(unit_of_work& work, const command_context& by) {
        AGENTBACKEND_ASSIGN(const auto offer, rules_.make_quote(work, by, {.product = card_}));
        return rules_.buy(work, by, offer.ref);
    }

    // --- How things stand ----------------------------------------------------------------------

    template <class Question>
    auto asks(Question question) {
        const auto state = std::move(db_->read().value());
        return question(state->view()).value();
    }
    agent alpha() {
        return *asks([&](reader& rows) { return rows.find_agent(alpha_); });
    }
    std::vector<withdrawal> withdrawals() {
        return asks([](reader& rows) { return rows.withdrawals({}, {}, 1'000); });
    }

    void TearDown() override {
        const auto report = asks([](reader& rows) { return verify(rows); });
        for (const auto& found : report.findings) ADD_FAILURE() << found.sentence;
    }

    const temporary_folder folder_;
    std::unique_ptr<store> db_ =
        std::move(open_sqlite_store((folder_.path() / "shop.db").string()).value());
    std::unique_ptr<id_source> ids_ = make_seeded_ids(1);  // the writer thread's
    backend rules_ = backend::make({.admins = {admin, second_admin}}).value();
    wall_clock time_;
    agent_ref alpha_;
    product_ref card_;
    committer writer_{*db_, time_};  // last: its thread uses all of the above
};

}  // namespace agentbackend::test
