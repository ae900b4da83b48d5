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
    contents.reserve(items.size());
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

TEST_P(store_conformance, a_category_can_be_renamed_if_it_is_there) {
    auto drawer = category{.name = "drawer"};
    write([&](auto& work) {
        drawer.ref = must(work.insert_category(drawer));
        drawer.name = awkward("shelf");
        must(work.update_category(drawer));
        EXPECT_EQ(code_of(work.update_category({.ref = {99}, .name = "none"})),
                  errc::store_conflict);
    });
    EXPECT_EQ(must(look()->categories({}, 10)), std::vector{drawer});
}

inline std::vector<std::string> names_of(const std::vector<product>& products) {
    std::vector<std::string> names;
    names.reserve(products.size());
    for (const auto& row : products) names.push_back(row.name);
    return names;
}

TEST_P(store_conformance, a_category_lists_its_products_in_order) {
    using names = std::vector<std::string>;
    category_ref games;
    category_ref empty;
    write([&](auto& work) {
        empty = must(work.insert_category({.name = "empty"}));
        games = must(work.insert_category({.name = "games"}));
        const auto add = [&](category_ref in, std::string name, bool listed) {
            auto row = sample_product(std::move(name));
            row.category = in;
            row.listed = listed;
            must(work.insert_product(row));
        };
        add(games, "chess", true);
        add({}, "loose", true);
        add(games, "go", false);
        add(games, "mill", true);
        add({}, "lost", false);
    });
    EXPECT_EQ(names_of(must(look()->products_of(games, {}, 10))), (names{"chess", "go", "mill"}));
    EXPECT_EQ(names_of(must(look()->listed_products_of(games, {}, 10))), (names{"chess", "mill"}));
    EXPECT_EQ(names_of(must(look()->products_of({}, {}, 10))), (names{"loose", "lost"}));
    EXPECT_EQ(names_of(must(look()->listed_products_of({}, {}, 10))), names{"loose"});
    EXPECT_TRUE(must(look()->products_of(empty, {}, 10)).empty());

    const auto first = must(look()->products_of(games, {}, 2));
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(names_of(must(look()->products_of(games, first.back().ref, 2))), names{"mill"});
    EXPECT_EQ(names_of(must(look()->listed_products_of(games, first.front().ref, 1))),
              names{"mill"});
}

TEST_P(store_conformance, a_product_that_moves_is_listed_where_it_went) {
    write([](auto& work) {
        const auto from = must(work.insert_category({.name = "from"}));
        const auto to = must(work.insert_category({.name = "to"}));
        auto row = sample_product("card");
        row.category = from;
        row.ref = must(work.insert_product(row));
        row.category = to;
        must(work.update_product(row));
        EXPECT_TRUE(must(work.products_of(from, {}, 10)).empty());
        EXPECT_EQ(must(work.listed_products_of(to, {}, 10)), std::vector{row});
        row.category = {};
        row.listed = false;
        must(work.update_product(row));
        EXPECT_TRUE(must(work.listed_products_of(to, {}, 10)).empty());
        EXPECT_TRUE(must(work.listed_products_of({}, {}, 10)).empty());
        EXPECT_EQ(must(work.products_of({}, {}, 10)), std::vector{row});
    });
}

TEST_P(store_conformance, categories_with_something_listed_are_listed) {
    write([](auto& work) {
        std::vector<category> drawers;
        for (const auto* name : {"one", "two", "three", "four"}) {
            drawers.push_back({.name = name});
            drawers.back().ref = must(work.insert_category(drawers.back()));
        }
        auto row = sample_product();
        must(work.insert_product(row));
        row.category = drawers[1].ref;
        row.listed = false;
        must(work.insert_product(row));
        row.listed = true;
        for (const auto n : {0U, 0U, 2U, 3U}) {
            row.category = drawers[n].ref;
            must(work.insert_product(row));
        }
        EXPECT_EQ(must(work.listed_categories({}, 10)),
                  (std::vector{drawers[0], drawers[2], drawers[3]}));
        EXPECT_EQ(must(work.listed_categories(drawers[0].ref, 1)), std::vector{drawers[2]});
        EXPECT_TRUE(must(work.listed_categories(drawers[3].ref, 10)).empty());
    });
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
