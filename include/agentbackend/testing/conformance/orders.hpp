// Wallets, quotes and orders.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <optional>
#include <vector>

namespace agentbackend::testing {

TEST_P(store_conformance, a_wallet_nobody_has_paid_into_is_there_and_empty) {
    const auto bot = bot_ref::from_value(3);
    EXPECT_EQ(must(look()->find_wallet(bot, user_id{4})),
              (wallet{.bot = bot, .user = user_id{4}, .balance = usdt()}));
    EXPECT_TRUE(must(look()->wallets(std::nullopt, 10)).empty());
}

TEST_P(store_conformance, a_wallet_is_replaced_by_what_is_put) {
    const wallet first{.bot = bot_ref::from_value(3), .user = user_id{4}, .balance = micros(5)};
    auto second = first;
    second.balance = usdt();
    write([&](auto& work) { must(work.put_wallet(first)); });
    EXPECT_EQ(must(look()->find_wallet(first.bot, first.user)), first);
    write([&](auto& work) { must(work.put_wallet(second)); });
    EXPECT_EQ(must(look()->find_wallet(first.bot, first.user)), second);
    EXPECT_EQ(must(look()->wallets(std::nullopt, 10)), std::vector{second});
}

TEST_P(store_conformance, a_wallet_belongs_to_one_user_in_one_bot) {
    const wallet mine{.bot = bot_ref::from_value(3), .user = user_id{4}, .balance = micros(5)};
    write([&](auto& work) { must(work.put_wallet(mine)); });
    EXPECT_TRUE(must(look()->find_wallet(mine.bot, user_id{5})).balance.is_zero());
    EXPECT_TRUE(must(look()->find_wallet(bot_ref::main(), mine.user)).balance.is_zero());
}

TEST_P(store_conformance, wallets_are_ordered_by_bot_and_user) {
    const auto purse = [](std::int64_t bot, std::int64_t user) {
        return wallet{.bot = bot_ref::from_value(bot), .user = user_id{user}, .balance = micros(1)};
    };
    const std::vector ordered{purse(0, 9), purse(1, -8), purse(1, 2), purse(1, 7), purse(2, 1)};
    write([&](auto& work) {
        for (const auto n : {3U, 0U, 4U, 1U, 2U}) must(work.put_wallet(ordered[n]));
    });
    EXPECT_EQ(must(look()->wallets(std::nullopt, 10)), ordered);

    std::vector<wallet> paged;
    std::optional<reader::wallet_cursor> after;
    for (;;) {
        const auto page = must(look()->wallets(after, 2));
        if (page.empty()) break;
        paged.insert(paged.end(), page.begin(), page.end());
        after = {page.back().bot, page.back().user};
    }
    EXPECT_EQ(paged, ordered);
    EXPECT_EQ(must(look()->wallets(reader::wallet_cursor{bot_ref::from_value(1), user_id{3}}, 1)),
              std::vector{purse(1, 7)})
        << "the cursor need not be a wallet";
}

TEST_P(store_conformance, wallets_of_one_bot_are_ordered_by_user) {
    const auto purse = [](bot_ref bot, std::int64_t user) {
        return wallet{.bot = bot, .user = user_id{user}, .balance = micros(1)};
    };
    const auto shop = bot_ref::from_value(2);
    write([&](auto& work) {
        for (const std::int64_t user : {9, 3, 5}) must(work.put_wallet(purse(shop, user)));
        must(work.put_wallet(purse(bot_ref::from_value(1), 4)));
        must(work.put_wallet(purse(bot_ref::from_value(3), 4)));
        must(work.put_wallet(purse(bot_ref::main(), 4)));
    });
    EXPECT_EQ(must(look()->wallets_of(shop, {}, 2)), (std::vector{purse(shop, 3), purse(shop, 5)}));
    EXPECT_EQ(must(look()->wallets_of(shop, user_id{5}, 2)), std::vector{purse(shop, 9)});
    EXPECT_EQ(must(look()->wallets_of(bot_ref::main(), {}, 9)),
              std::vector{purse(bot_ref::main(), 4)});
    EXPECT_TRUE(must(look()->wallets_of(bot_ref::from_value(4), {}, 9)).empty());
}

TEST_P(store_conformance, a_quote_comes_back_as_it_was_written_until_it_is_erased) {
    auto row = write([](auto& work) {
        auto quote = sample_quote(must(work.insert_product(sample_product())));
        quote.ref = must(work.insert_quote(quote));
        return quote;
    });
    EXPECT_EQ(must(look()->find_quote(row.ref)), row);
    write([&](auto& work) { must(work.erase_quote(row.ref)); });
    EXPECT_FALSE(must(look()->find_quote(row.ref)));
}

TEST_P(store_conformance, erasing_a_quote_that_is_not_there_is_passed_over) {
    write([](auto& work) { must(work.erase_quote({1})); });
    EXPECT_FALSE(must(look()->find_quote({1})));
}

TEST_P(store_conformance, quotes_and_orders_of_products_that_are_not_there_are_conflicts) {
    const auto open = begin();
    auto& work = open->work();
    EXPECT_EQ(code_of(work.insert_quote(sample_quote({1}))), errc::store_conflict);
    EXPECT_EQ(code_of(work.insert_order(sample_order({1}))), errc::store_conflict);
    EXPECT_TRUE(must(work.orders({}, 10)).empty());
}

TEST_P(store_conformance, an_order_comes_back_as_it_was_written) {
    auto row = write([](auto& work) {
        auto order = sample_order(must(work.insert_product(sample_product())));
        order.ref = must(work.insert_order(order));
        return order;
    });
    EXPECT_EQ(must(look()->find_order(row.ref)), row);
    EXPECT_EQ(must(look()->orders({}, 10)), std::vector{row});

    row.status = order_status::refunded;
    row.refunded_at = at(5);
    row.refunded_by = user_id{6};
    row.refund_reason = awkward("broken");
    write([&](auto& work) { must(work.update_order(row)); });
    EXPECT_EQ(must(look()->find_order(row.ref)), row);
}

TEST_P(store_conformance, an_order_that_is_not_there_is_none_and_cannot_be_updated) {
    EXPECT_FALSE(must(look()->find_order({1})));
    const auto open = begin();
    auto row = sample_order(must(open->work().insert_product(sample_product())));
    row.ref = {1};
    EXPECT_EQ(code_of(open->work().update_order(row)), errc::store_conflict);
}

TEST_P(store_conformance, a_customers_orders_come_newest_first) {
    const auto refs = write([](auto& work) {
        const auto row = sample_order(must(work.insert_product(sample_product())));
        std::vector<order_ref> all(5);
        for (auto& ref : all) ref = must(work.insert_order(row));
        return all;
    });
    const auto refs_of = [&](order_ref before, std::size_t limit) {
        std::vector<order_ref> found;
        for (const auto& row :
             must(look()->orders_of(bot_ref::from_value(31), user_id{32}, before, limit))) {
            found.push_back(row.ref);
        }
        return found;
    };
    EXPECT_EQ(refs_of({}, 2), (std::vector{refs[4], refs[3]}));
    EXPECT_EQ(refs_of(refs[3], 2), (std::vector{refs[2], refs[1]}));
    EXPECT_EQ(refs_of(refs[1], 2), std::vector{refs[0]});
    EXPECT_TRUE(refs_of(refs[0], 2).empty());
    EXPECT_TRUE(refs_of({}, 0).empty());
}

TEST_P(store_conformance, a_customers_orders_are_those_of_one_bot) {
    const auto mine = write([](auto& work) {
        auto row = sample_order(must(work.insert_product(sample_product())));
        auto elsewhere = row;
        elsewhere.bot = bot_ref::main();
        must(work.insert_order(elsewhere));
        auto anothers = row;
        anothers.customer = user_id{33};
        must(work.insert_order(anothers));
        row.ref = must(work.insert_order(row));
        return row;
    });
    EXPECT_EQ(must(look()->orders_of(mine.bot, mine.customer, {}, 10)), std::vector{mine});
}

}  // namespace agentbackend::testing
