// Categories, products and stock: counters kept by the store, items sold once and oldest first.

#pragma once

#include <agentbackend/testing/conformance/samples.hpp>
#include <agentbackend/testing/store_conformance.hpp>

#include <array>
#include <span>
#include <string>
#include <vector>

namespace agentbackend::testing {

// A product with these items in stock.
inline product_ref stocked_product(unit_of_work& work, std::span<const std::string> contents) {
    const auto ref = must(work.insert_product(sample_product()));
    must(work.add_stock(ref, contents));
    return ref;
}

inline std::vector<std::string> contents_of(const std::vector<stock_item>& items) {
    std::vector<std::string> contents;
    for (const auto& item : items) contents.push_back(item.content);
    return contents;
}

inline const std::array<std::string, 4> four_items{"one", "two", "three", "four"};

TEST_P(store_conformance, categories_and_products_come_back_as_they_were_written) {
    category drawer{.name = awkward("drawer")};
    product card = sample_product();
    write([&](auto& work) {
        drawer.ref = must(work.insert_category(drawer));
        card.category = drawer.ref;
        card.ref = must(work.insert_product(card));
    });
    EXPECT_EQ(must(look()->find_category(drawer.ref)), drawer);
    EXPECT_EQ(must(look()->categories({}, 10)), std::vector{drawer});
    EXPECT_EQ(must(look()->find_product(card.ref)), card);
    EXPECT_EQ(must(look()->products({}, 10)), std::vector{card});
}

TEST_P(store_conformance, what_is_not_in_the_catalogue_is_none) {
    EXPECT_FALSE(must(look()->find_category({1})));
    EXPECT_FALSE(must(look()->find_product({1})));
    EXPECT_FALSE(must(look()->find_product({})));
    EXPECT_TRUE(must(look()->items_of({1})).empty());
    EXPECT_TRUE(must(look()->items_of({})).empty());
}

TEST_P(store_conformance, an_update_of_a_product_leaves_its_counters_alone) {
    auto row = sample_product();
    write([&](auto& work) {
        row.ref = stocked_product(work, four_items);
        row.name = awkward("renamed");
        row.base_price = micros(1);
        row.listed = false;
        row.in_stock = 99;
        row.sold = 98;
        must(work.update_product(row));
    });
    row.in_stock = 4;
    row.sold = 0;
    EXPECT_EQ(must(look()->find_product(row.ref)), row);
}

TEST_P(store_conformance, a_new_product_has_no_stock_whatever_it_claims) {
    auto row = sample_product();
    row.in_stock = 5;
    row.sold = 6;
    const auto ref = write([&](auto& work) { return must(work.insert_product(row)); });
    EXPECT_EQ(must(look()->find_product(ref))->in_stock, 0);
    EXPECT_EQ(must(look()->find_product(ref))->sold, 0);
}

TEST_P(store_conformance, a_product_that_is_not_there_cannot_be_updated_or_stocked) {
    const auto open = begin();
    auto row = sample_product();
    row.ref = {1};
    EXPECT_EQ(code_of(open->work().update_product(row)), errc::store_conflict);
    EXPECT_EQ(code_of(open->work().add_stock({1}, four_items)), errc::store_conflict);
    EXPECT_TRUE(must(open->work().stock_items({}, 10)).empty());
}

TEST_P(store_conformance, a_product_in_a_category_that_is_not_there_is_a_conflict) {
    const auto open = begin();
    auto row = sample_product();
    row.category = {1};
    EXPECT_EQ(code_of(open->work().insert_product(row)), errc::store_conflict);
    row.category = {};
    row.ref = must(open->work().insert_product(row));
    row.category = {1};
    EXPECT_EQ(code_of(open->work().update_product(row)), errc::store_conflict);
}

TEST_P(store_conformance, stock_is_counted_as_it_comes_in) {
    const auto ref = write([](auto& work) { return stocked_product(work, four_items); });
    EXPECT_EQ(must(look()->find_product(ref))->in_stock, 4);
    const std::array more{awkward("five")};
    write([&](auto& work) {
        must(work.add_stock(ref, more));
        must(work.add_stock(ref, {}));
    });
    EXPECT_EQ(must(look()->find_product(ref))->in_stock, 5);
    const auto items = must(look()->stock_items({}, 10));
    EXPECT_EQ(contents_of(items),
              (std::vector<std::string>{"one", "two", "three", "four", awkward("five")}));
    for (const auto& item : items) {
        EXPECT_EQ(item.product, ref);
        EXPECT_FALSE(item.order);
    }
}

TEST_P(store_conformance, take_stock_gives_the_oldest_items_first) {
    write([](auto& work) {
        const auto product = stocked_product(work, four_items);
        const auto order = must(work.insert_order(sample_order(product)));
        const auto taken = must(work.take_stock(product, order, 3));
        EXPECT_EQ(contents_of(taken), (std::vector<std::string>{"one", "two", "three"}));
        for (const auto& item : taken) {
            EXPECT_EQ(item.product, product);
            EXPECT_EQ(item.order, order);
        }
        EXPECT_EQ(must(work.items_of(order)), taken);
    });
}

TEST_P(store_conformance, take_stock_moves_the_counters) {
    const auto product = write([](auto& work) {
        const auto ref = stocked_product(work, four_items);
        must(work.take_stock(ref, must(work.insert_order(sample_order(ref))), 3));
        return ref;
    });
    EXPECT_EQ(must(look()->find_product(product))->in_stock, 1);
    EXPECT_EQ(must(look()->find_product(product))->sold, 3);
}

TEST_P(store_conformance, take_stock_gives_all_or_none) {
    const auto open = begin();
    auto& work = open->work();
    const auto product = stocked_product(work, four_items);
    const auto order = must(work.insert_order(sample_order(product)));
    const auto refused = work.take_stock(product, order, 5);
    ASSERT_EQ(code_of(refused), errc::insufficient_stock);
    EXPECT_EQ(refused.error().facts().count, 5);
    EXPECT_EQ(refused.error().facts().count_limit, 4);
    EXPECT_TRUE(must(work.items_of(order)).empty());
    EXPECT_EQ(must(work.find_product(product))->in_stock, 4);
    EXPECT_EQ(must(work.find_product(product))->sold, 0);
    EXPECT_EQ(must(work.take_stock(product, order, 4)).size(), 4U);
    EXPECT_EQ(code_of(work.take_stock(product, order, 1)), errc::insufficient_stock);
}

TEST_P(store_conformance, an_item_is_sold_once) {
    write([](auto& work) {
        const auto product = stocked_product(work, four_items);
        const auto first = must(work.insert_order(sample_order(product)));
        const auto second = must(work.insert_order(sample_order(product)));
        must(work.take_stock(product, first, 2));
        EXPECT_EQ(contents_of(must(work.take_stock(product, second, 2))),
                  (std::vector<std::string>{"three", "four"}));
        EXPECT_EQ(contents_of(must(work.items_of(first))),
                  (std::vector<std::string>{"one", "two"}));
    });
}

TEST_P(store_conformance, what_is_taken_without_a_commit_is_back_in_stock) {
    const auto product = write([](auto& work) { return stocked_product(work, four_items); });
    write_and_drop([&](auto& work) {
        must(work.take_stock(product, must(work.insert_order(sample_order(product))), 4));
    });
    EXPECT_EQ(must(look()->find_product(product))->in_stock, 4);
    write([&](auto& work) {
        const auto order = must(work.insert_order(sample_order(product)));
        EXPECT_EQ(must(work.take_stock(product, order, 4)).size(), 4U);
    });
}

TEST_P(store_conformance, take_stock_leaves_other_products_alone) {
    write([](auto& work) {
        const auto other = stocked_product(work, four_items);
        const auto product = stocked_product(work, four_items);
        const auto order = must(work.insert_order(sample_order(product)));
        for (const auto& item : must(work.take_stock(product, order, 4))) {
            EXPECT_EQ(item.product, product);
        }
        EXPECT_EQ(must(work.find_product(other))->in_stock, 4);
    });
}

TEST_P(store_conformance, there_is_no_stock_of_what_is_not_there) {
    const auto open = begin();
    EXPECT_EQ(code_of(open->work().take_stock({1}, {1}, 1)), errc::insufficient_stock);
}

TEST_P(store_conformance, stock_goes_to_an_order_that_is_there) {
    const auto open = begin();
    auto& work = open->work();
    const auto product = stocked_product(work, four_items);
    EXPECT_EQ(code_of(work.take_stock(product, {1}, 2)), errc::store_conflict);
    EXPECT_EQ(must(work.find_product(product))->in_stock, 4);
    EXPECT_FALSE(must(work.stock_items({}, 1)).front().order);
}

TEST_P(store_conformance, a_quantity_below_one_is_refused) {
    const auto open = begin();
    auto& work = open->work();
    const auto product = stocked_product(work, four_items);
    const auto order = must(work.insert_order(sample_order(product)));
    EXPECT_EQ(code_of(work.take_stock(product, order, 0)), errc::quantity_out_of_range);
    EXPECT_EQ(code_of(work.take_stock(product, order, -1)), errc::quantity_out_of_range);
    EXPECT_EQ(must(work.find_product(product))->in_stock, 4);
}

}  // namespace agentbackend::testing
