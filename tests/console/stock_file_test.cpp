// Stock that comes as a document: fetched outside, taken in some hundred lines a commit, on a
// screen that is edited in place.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class stock_files : public testing::Test {
protected:
    story tale_;
    product_ref card_ = tale_.given_product("Gift card", "10");
    someone admin_ = tale_.admin();

    void asks_for_stock() {
        admin_.types("/start");
        admin_.taps("📦 Catalogue");
        admin_.taps(admin_.newest().what.rows[0][0].label);
        admin_.taps("➕ Add stock");
    }
    static file_fetched content(std::string bytes) {
        return {std::make_shared<const std::string>(std::move(bytes))};
    }
    static std::string lines(int count) {
        std::string all;
        for (int i = 1; i <= count; ++i) all += "CODE-" + std::to_string(i) + "\r\n";
        return all;
    }
    const fetch_file& open_fetch() { return std::get<fetch_file>(tale_.effects().front().what); }
    // Hands the content back until nobody asks for it any more.
    int comes_back_to_the_end(const std::string& bytes) {
        int times = 0;
        for (; !tale_.effects().empty(); ++times) tale_.comes_back(content(bytes));
        return times;
    }
    std::vector<std::string> stock() {
        std::vector<std::string> all;
        tale_.in_transaction([&](unit_of_work& work) -> result<void> {
            AGENTBACKEND_ASSIGN(const auto items, work.stock_items({}, 100'000));
            for (const auto& item : items) all.push_back(item.content);
            return success();
        });
        return all;
    }
};

TEST_F(stock_files, are_fetched_with_a_bound_and_leave_the_dialog) {
    asks_for_stock();
    admin_.sends_file("file-7");
    EXPECT_EQ(admin_.dialog(), "");
    EXPECT_THAT(admin_.reads(), HasSubstr("Reading the file stock.txt"));
    EXPECT_EQ(open_fetch().file_id, "file-7");
    EXPECT_EQ(open_fetch().max_bytes, 5'000'000);
}

TEST_F(stock_files, of_thousands_of_lines_are_taken_in_order_on_one_screen) {
    asks_for_stock();
    admin_.sends_file("file-7");
    const auto messages = admin_.chat().size();
    EXPECT_EQ(comes_back_to_the_end("\xEF\xBB\xBF" + lines(5'200)), 11);
    EXPECT_THAT(admin_.reads(), HasSubstr("5200 added to “Gift card”; 5200 in stock now"));
    EXPECT_EQ(admin_.chat().size(), messages);
    const auto all = stock();
    ASSERT_EQ(all.size(), 5'200u);
    EXPECT_EQ(all.front(), "CODE-1");
    EXPECT_EQ(all.back(), "CODE-5200");
}

TEST_F(stock_files, tell_how_far_they_have_come) {
    asks_for_stock();
    admin_.sends_file("file-7");
    tale_.comes_back(content(lines(2'000)));
    EXPECT_THAT(admin_.reads(), HasSubstr("500 of 2000 added"));
    tale_.comes_back(content(lines(2'000)));
    EXPECT_THAT(admin_.reads(), HasSubstr("1000 of 2000 added"));
}

// A crash loses what was not committed: the effect that is open then comes back once more, and one
// that was closed changes nothing.
TEST_F(stock_files, lose_and_double_nothing_when_an_outcome_comes_twice) {
    asks_for_stock();
    admin_.sends_file("file-7");
    const auto bytes = lines(1'700);
    while (!tale_.effects().empty()) {
        const auto asked = tale_.effects().front();
        tale_.comes_back(content(bytes));
        const auto after = tale_.effects().size();
        tale_.comes_back(asked, content(bytes));
        EXPECT_EQ(tale_.effects().size(), after);
    }
    const auto all = stock();
    EXPECT_EQ(all.size(), 1'700u);
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 1'700u);
}

TEST_F(stock_files, go_on_from_what_is_stored_after_a_restart) {
    asks_for_stock();
    admin_.sends_file("file-7");
    tale_.comes_back(content(lines(1'200)));
    std::optional<effect> stored;
    tale_.in_transaction([&](unit_of_work& work) -> result<void> {
        AGENTBACKEND_ASSIGN(const auto open, work.open_effects({}, 10));
        stored = decode(open.back());
        return success();
    });
    ASSERT_TRUE(stored.has_value());
    EXPECT_EQ(std::get<fetch_file>(stored->what).taken.items, 500);
    tale_.comes_back(*stored, content(lines(1'200)));
    EXPECT_EQ(stock().size(), 1'000u);
}

TEST_F(stock_files, wait_for_a_platform_that_is_out_of_reach) {
    asks_for_stock();
    admin_.sends_file("file-7");
    tale_.comes_back(unreachable{"no route"});
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("no route"), HasSubstr("goes on by itself")));
    comes_back_to_the_end(lines(3));
    EXPECT_EQ(stock().size(), 3u);
}

TEST_F(stock_files, that_cannot_be_taken_add_nothing) {
    const std::string too_long(max_stock_item_bytes + 1, 'x');
    const std::pair<std::string, const char*> bad[]{
        {"", "The file is empty"},
        {"\n \r\n\t\n", "The file is empty"},
        {std::string("a\0b", 3), "not UTF-8 text"},
        {"caf\xE9", "not UTF-8 text"},
        {std::string("\xFF\xFEG\0i\0", 6), "not UTF-8 text"},
        {lines(600) + too_long + "\nlast", "Line 601 cannot be an item"}};
    const auto before = tale_.everything();
    for (const auto& [bytes, why] : bad) {
        asks_for_stock();
        admin_.sends_file("file-7");
        comes_back_to_the_end(bytes);
        EXPECT_THAT(admin_.reads(), AllOf(HasSubstr(why), HasSubstr("nothing was added")));
    }
    EXPECT_EQ(tale_.everything(), before);
}

TEST_F(stock_files, that_are_too_large_are_not_fetched) {
    asks_for_stock();
    admin_.sends_file("file-7", 5'000'001);
    EXPECT_THAT(admin_.reads(), HasSubstr("larger than 5 MB"));
    EXPECT_EQ(admin_.dialog(), "awaiting_stock");
    EXPECT_TRUE(tale_.effects().empty());

    admin_.sends_file("file-7", 0);
    tale_.comes_back(file_refused{file_refused::cause::too_large, "too large"});
    EXPECT_THAT(admin_.reads(), HasSubstr("larger than 5 MB"));
}

TEST_F(stock_files, that_the_platform_does_not_give_are_asked_for_again) {
    asks_for_stock();
    admin_.sends_file("file-7");
    tale_.comes_back(file_refused{file_refused::cause::not_given, "invalid file_id"});
    EXPECT_THAT(admin_.reads(), AllOf(HasSubstr("invalid file_id"), HasSubstr("send")));
    EXPECT_TRUE(tale_.effects().empty());
}

TEST_F(stock_files, come_with_the_command_as_their_caption) {
    admin_.sends(admin_.makes(attached{
        .file_id = "file-7", .file_name = "stock.txt", .size = 10, .caption = "/stock_add 1"}));
    comes_back_to_the_end(lines(2));
    EXPECT_EQ(stock().size(), 2u);
}

TEST_F(stock_files, are_expected_by_their_own_dialog_only) {
    admin_.types("/start");
    admin_.sends_file("file-7");
    EXPECT_THAT(admin_.reads(), HasSubstr("Files cannot be used here"));
    asks_for_stock();
    admin_.sends(admin_.makes(attached{}));
    EXPECT_THAT(admin_.reads(), HasSubstr("Only a text file (.txt) or text can be stock"));
    EXPECT_EQ(admin_.dialog(), "awaiting_stock");
    EXPECT_TRUE(tale_.effects().empty());

    auto customer = tale_.person_in(user_id{42}, bot_ref::main());
    customer.sends(customer.makes(
        attached{.file_id = "file-8", .file_name = "x", .size = 1, .caption = "/stock_add 1"}));
    EXPECT_THAT(customer.reads(), HasSubstr("Only an admin"));
    EXPECT_TRUE(tale_.effects().empty());
}

}  // namespace
}  // namespace agentbackend::console
