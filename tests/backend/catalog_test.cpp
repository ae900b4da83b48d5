// The catalogue in an admin's hands: categories and products, named, renamed and moved.

#include "backend/support/shop_story.hpp"

namespace agentbackend::test {
namespace {

class catalog : public shop_story {
protected:
    result<category> adds(std::string_view name, std::string key = "") {
        return in_transaction([&](unit_of_work& work) {
            return shop_.add_category(work, as_admin(std::move(key)), name);
        });
    }
    result<category> renames(const category& which, std::string_view name) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.rename_category(work, as_admin(), which.ref, name);
        });
    }
    result<product> renames(const product& which, std::string_view name) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.rename_product(work, as_admin(), which.ref, name);
        });
    }
    result<product> moves(const product& which, category_ref where) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.move_product(work, as_admin(), which.ref, where);
        });
    }
    // One use case, by an admin where admins may not act: in an agent's bot.
    template <class UseCase>
    void expect_refused_elsewhere(UseCase use_case) {
        const auto alpha = given_agent("Alpha", admin);
        for (const auto& who : {as_owner(alpha), as_system(), as_customer(bot_ref::main())}) {
            EXPECT_REFUSED(in_transaction([&](unit_of_work& work) { return use_case(work, who); }),
                           errc::not_an_admin);
        }
    }

    category games_ = adds("Games").value();
    product card_ = given_product("10", 3);
};

TEST_F(catalog, a_category_is_added_once_by_one_command) {
    const auto first = adds(" Music ", "update:1").value();
    EXPECT_EQ(first.name, "Music");
    EXPECT_EQ(adds(" Music ", "update:1").value().ref, first.ref);
    EXPECT_NE(adds("Music").value().ref, first.ref);
    EXPECT_REFUSED(adds("Films", "update:1"), errc::key_reused_with_different_body);
}

TEST_F(catalog, a_category_is_renamed) {
    EXPECT_EQ(renames(games_, "  Board games ").value().name, "Board games");
    EXPECT_EQ(asks([&](reader& rows) { return rows.find_category(games_.ref); })->name,
              "Board games");
    EXPECT_REFUSED(renames(games_, "  "), errc::name_malformed);
    EXPECT_REFUSED(renames(category{.ref = {99}}, "x"), errc::category_not_found);
    expect_refused_elsewhere([&](unit_of_work& work, const command_context& who) {
        return shop_.rename_category(work, who, games_.ref, "x");
    });
}

TEST_F(catalog, a_renamed_product_leaves_orders_as_they_were) {
    given_wallet(bot_ref::main(), "100");
    const auto sold = buys(bot_ref::main(), card_, 1).value().bought;
    EXPECT_EQ(renames(card_, " Voucher ").value().name, "Voucher");
    EXPECT_EQ(product_now(card_).in_stock, 2);
    EXPECT_EQ(asks([&](reader& rows) { return rows.find_order(sold.ref); })->product_name,
              "Gift card");
    EXPECT_REFUSED(renames(card_, "\n"), errc::name_malformed);
    EXPECT_REFUSED(renames(product{.ref = {99}}, "x"), errc::product_not_found);
    expect_refused_elsewhere([&](unit_of_work& work, const command_context& who) {
        return shop_.rename_product(work, who, card_.ref, "x");
    });
}

TEST_F(catalog, a_product_moves_into_a_category_and_out_of_it) {
    EXPECT_EQ(moves(card_, games_.ref).value().category, games_.ref);
    EXPECT_EQ(product_now(card_).category, games_.ref);
    EXPECT_EQ(asks([](reader& rows) { return rows.listed_categories({}, 9); }),
              std::vector{games_});
    EXPECT_EQ(moves(card_, {}).value().category, category_ref{});
    EXPECT_REFUSED(moves(product{.ref = {99}}, {98}), errc::product_not_found);
    EXPECT_REFUSED(moves(card_, {98}), errc::category_not_found);
    expect_refused_elsewhere([&](unit_of_work& work, const command_context& who) {
        return shop_.move_product(work, who, card_.ref, games_.ref);
    });
}

TEST_F(catalog, a_product_off_sale_is_not_listed_in_its_category) {
    ASSERT_OK(moves(card_, games_.ref));
    ASSERT_OK(in_transaction([&](unit_of_work& work) {
        return shop_.set_listing(work, as_admin(), card_.ref, backend::listing::withdrawn);
    }));
    EXPECT_TRUE(asks([](reader& rows) { return rows.listed_categories({}, 9); }).empty());
    EXPECT_EQ(asks([&](reader& rows) { return rows.products_of(games_.ref, {}, 9); }).size(), 1u);
}

}  // namespace
}  // namespace agentbackend::test
