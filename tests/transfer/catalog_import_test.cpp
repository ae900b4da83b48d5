// A catalogue from a CSV file: all of it or nothing.

#include "transfer/catalog_import.hpp"

#include "transfer/support/shop_by_hand.hpp"

namespace agentbackend::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using transfer::catalog_report;

class a_catalogue : public shop_by_hand {
protected:
    result<catalog_report> brings(const std::string& text, user_id who = admin) {
        std::istringstream in(text);
        return transfer::import_catalog(keeper(who), {"catalog.csv", in});
    }

    // "category/name price" of each.
    std::vector<std::string> shelf() {
        std::vector<std::string> all;
        for (const auto& p : products()) {
            const auto category =
                asks([&](reader& rows) { return rows.find_category(p.category); });
            all.push_back((category ? category->name : "") + "/" + p.name + " " +
                          p.base_price.to_string());
        }
        return all;
    }
};

TEST_F(a_catalogue, brings_categories_products_and_prices) {
    const auto report = brings(
        "category,name,base_price\r\n"
        "Cards,Gift card 10,10\r\n"
        "Cards,\"Gift card, 50\",50.00\r\n"
        ",Loose,0.004\r\n");
    ASSERT_OK(report);
    EXPECT_EQ(report->added, 3);
    EXPECT_THAT(shelf(), ElementsAre("Cards/Gift card 10 10.00", "Cards/Gift card, 50 50.00",
                                     "/Loose 0.004"));
}

TEST_F(a_catalogue, may_have_its_columns_in_any_order_and_blanks_around_cells) {
    ASSERT_OK(
        brings("\xEF\xBB\xBF"
               "base_price, name ,category\n 1.5 , 礼品卡 , 卡 \n"));
    EXPECT_THAT(shelf(), ElementsAre("卡/礼品卡 1.50"));
}

TEST_F(a_catalogue, changes_the_price_of_what_is_here_and_leaves_the_rest) {
    ASSERT_OK(brings("category,name,base_price\nCards,A,10\nCards,B,20\nOther,A,30\n"));
    const auto report = brings("category,name,base_price\nCards,A,11\nCards,B,20\nCards,C,5\n");
    ASSERT_OK(report);
    EXPECT_EQ(report->repriced, 1);
    EXPECT_EQ(report->unchanged, 1);
    EXPECT_EQ(report->added, 1);
    EXPECT_THAT(sentences(report->changes), ElementsAre("2: A: 10.00 → 11.00 USDT"));
    EXPECT_THAT(shelf(),
                ElementsAre("Cards/A 11.00", "Cards/B 20.00", "Other/A 30.00", "Cards/C 5.00"));
}

TEST_F(a_catalogue, with_a_bad_line_changes_nothing_and_names_each) {
    const auto report = brings(
        "category,name,base_price\n"
        "Cards,A,10\n"
        "Cards,B,ten\n"
        "Cards,,5\n"
        "Cards,C\n"
        "Cards,\"two\nlines\",5\n"
        "Cards,D,-1\n"
        "Cards,E,1e3\n"
        "Cards,A,12\n");
    ASSERT_OK(report);
    EXPECT_THAT(sentences(report->problems),
                ElementsAre(HasSubstr("3: The base_price has to be an amount such as 10.05"),
                            HasSubstr("4: The name has to be 1 to 128 printable characters"),
                            HasSubstr("5: This record has 2 cells, not three"),
                            HasSubstr("6: The name has to be 1 to 128 printable characters"),
                            HasSubstr("8: The base_price has to be an amount"),
                            HasSubstr("9: The base_price has to be an amount"),
                            HasSubstr("10: This product stands on line 2 already")));
    EXPECT_THAT(products(), IsEmpty());
}

TEST_F(a_catalogue, needs_its_header) {
    for (const std::string text : {"", "Cards,A,10\n", "category;name;base_price\nCards;A;10\n",
                                   "category,name,price\nCards,A,10\n"}) {
        const auto report = brings(text);
        ASSERT_OK(report);
        EXPECT_THAT(sentences(report->problems),
                    ElementsAre(HasSubstr("1: The first line has to name the columns")))
            << text;
    }
}

TEST_F(a_catalogue, is_an_admins_business) {
    EXPECT_REFUSED(brings("category,name,base_price\nCards,A,10\n", stranger), errc::not_an_admin);
    EXPECT_THAT(products(), IsEmpty());
}

}  // namespace
}  // namespace agentbackend::test
