// `agentbackend catalog import` and `stock add`, beside a running host and without one.

#include "e2e/command_fixture.hpp"

namespace agentbackend::test {
namespace {

using ::testing::HasSubstr;

class goods_commands : public an_operator {
protected:
    const std::string goods = file("goods.csv",
                                   "category,name,base_price\n"
                                   "Cards,\"Card, large\",25\n"
                                   ",Gift card,10\n");
};

TEST_F(goods_commands, bring_a_catalogue_and_its_stock_into_a_new_shop) {
    expect_done(runs({"catalog", "import", goods}), "Products: 2 new");
    const auto codes = file("codes.txt", "A-1\nA-2\n\nA-3\n");
    expect_done(runs({"stock", "add", "Card, large", codes}), "3 items added");
    expect_done(runs({"stock", "add", "1", codes}),
                "Product 1, Card, large: 0 items added, 3 were here");
    EXPECT_EQ(runs({"verify"}).status, 0);
}

TEST_F(goods_commands, are_seen_by_customers_of_a_running_host_at_once) {
    given_a_running_shop();
    const auto dearer = file("dearer.csv",
                             "category,name,base_price\n"
                             ",Gift card,12\n"
                             ",Game key,3.5\n");
    expect_done(runs({"catalog", "import", dearer}), "Products: 1 new, 1 with a new price");
    expect_done(runs({"stock", "add", "Game key", file("keys.txt", "K-1\nK-2\n")}),
                "2 items added");
    customer().sends("/start").expect("Welcome").taps("🛍 Products").await([](const auto& chat) {
        return chat.newest_with_button("Gift card · 12.00 USDT · 5 left") != nullptr &&
               chat.newest_with_button("Game key · 3.50 USDT · 2 left") != nullptr;
    });
    stage.stop_host();
    EXPECT_EQ(runs({"verify"}).status, 0);
}

TEST_F(goods_commands, refuse_a_bad_file_whole_and_make_no_database_for_it) {
    const auto bad = file("bad.csv", "category,name,base_price\n,Good,1\n,Bad,ten\n");
    expect_refused({"catalog", "import", bad}, 1, "bad.csv:3: ");
    expect_refused({"catalog", "import", in_folder("none.csv")}, 2, "cannot be opened");
    expect_refused({"catalog", "import"}, 2, "FILE is required");
    expect_refused({"catalog"}, 2, "agentbackend --help");
}

TEST_F(goods_commands, refuse_what_can_be_read_only_once) {
    const auto once = pipe();
    expect_refused({"catalog", "import", once}, 2, "cannot be read twice");
    runs({"catalog", "import", goods});
    expect_refused({"stock", "add", "Gift card", once}, 2, "cannot be read twice");
}

TEST_F(goods_commands, refuse_a_database_that_nobody_can_look_at) {
    const auto nowhere = circle();
    expect_refused({"catalog", "import", "--database", nowhere, goods}, 2, "cannot be looked at");
    expect_refused({"stock", "add", "--database", nowhere, "1", goods}, 2, "cannot be looked at");
    const auto empty = file("empty.db", "");
    expect_refused({"stock", "add", "--database", empty, "1", goods}, 2, "There is no database");
    EXPECT_EQ(content(empty), "");
}

TEST_F(goods_commands, refuse_stock_for_what_is_not_there) {
    const auto codes = file("codes.txt", "A-1\n");
    expect_refused({"stock", "add", "1", codes}, 2, "There is no database");
    runs({"catalog", "import", goods});
    expect_refused({"stock", "add", "Unicorn", codes}, 2, "no one product \"Unicorn\"");
    expect_refused({"stock", "add", "1", file("bad.txt", "A-1\n\xFF\n")}, 1, "bad.txt:2: ");
    expect_refused({"stock", "add", "1", file("empty.txt", "")}, 1, "empty.txt");
}

}  // namespace
}  // namespace agentbackend::test
