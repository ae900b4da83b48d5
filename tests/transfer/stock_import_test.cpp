// Stock from a text file: a line an item, in short transactions, and never twice.

#include "transfer/stock_import.hpp"

#include "transfer/support/shop_by_hand.hpp"

#include <agentbackend/store_decorator.hpp>

namespace agentbackend::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using transfer::stock_report;

// Counts commits, and fails the n-th when asked to.
class counting_store : public store_decorator {
public:
    using store_decorator::store_decorator;
    result<void> before(store_call call) override {
        if (call == store_call::commit && ++commits == fails_at) return errc::store_full;
        return success();
    }
    int commits = 0;
    int fails_at = 0;
};

class a_stock_file : public shop_by_hand {
protected:
    result<stock_report> adds(const std::string& text, const product& to) {
        std::istringstream in(text);
        return transfer::add_stock_file(keeper_of(watched_), to.ref, {"codes.txt", in},
                                        [&](const transfer::row_progress& so_far) {
                                            progress_.push_back(so_far.done);
                                            total_ = so_far.total;
                                        });
    }
    static std::string codes(int count) {
        std::string text;
        for (int i = 1; i <= count; ++i) text += "code-" + std::to_string(i) + "\n";
        return text;
    }

    product card_ = given_product("10", 0);
    counting_store watched_{*db_};
    std::vector<std::int64_t> progress_;
    std::int64_t total_ = 0;
};

TEST_F(a_stock_file, adds_an_item_for_each_line) {
    const auto report = adds("alpha\r\n\r\n  beta \n　\n礼品\n", card_);
    ASSERT_OK(report);
    EXPECT_EQ(report->added, 3);
    EXPECT_EQ(report->blank_lines, 2);
    EXPECT_THAT(stock_of(card_), ElementsAre("alpha", "beta", "礼品"));
}

TEST_F(a_stock_file, goes_in_by_short_transactions_and_tells_how_far_it_is) {
    ASSERT_OK(adds(codes(1'250), card_));
    EXPECT_EQ(watched_.commits, 3);
    EXPECT_THAT(progress_, ElementsAre(500, 1'000, 1'250));
    EXPECT_EQ(total_, 1'250);
    EXPECT_EQ(product_now(card_).in_stock, 1'250);
}

TEST_F(a_stock_file, that_ended_early_is_finished_by_the_same_command) {
    watched_.fails_at = 2;
    EXPECT_REFUSED(adds(codes(1'250), card_), errc::store_full);
    EXPECT_EQ(product_now(card_).in_stock, 500);
    const auto again = adds(codes(1'250), card_);
    ASSERT_OK(again);
    EXPECT_EQ(again->added, 750);
    EXPECT_EQ(again->here_already, 500);
    EXPECT_EQ(product_now(card_).in_stock, 1'250);
    EXPECT_EQ(adds(codes(1'250), card_).value().added, 0);
}

TEST_F(a_stock_file, goes_to_each_product_it_is_given_to) {
    const auto other = given_product("5", 0);
    ASSERT_OK(adds("same", card_));
    ASSERT_OK(adds("same", other));
    EXPECT_THAT(stock_of(other), ElementsAre("same"));
}

TEST_F(a_stock_file, with_a_bad_line_adds_nothing) {
    const auto report = adds(
        codes(700) + std::string(5'000, 'x') + "\n\xFF\n" + std::string("a\0b", 3) + "\n", card_);
    ASSERT_OK(report);
    EXPECT_THAT(sentences(report->problems),
                ElementsAre(HasSubstr("701: This item is longer than 4096 bytes"),
                            HasSubstr("702: This item is not UTF-8"),
                            HasSubstr("703: This item holds a NUL byte")));
    EXPECT_THAT(stock_of(card_), IsEmpty());
}

TEST_F(a_stock_file, may_have_blanks_around_the_longest_item_and_no_longer_one) {
    ASSERT_OK(adds(std::string(max_stock_item_bytes, 'x') + " \nafter\n", card_));
    EXPECT_EQ(product_now(card_).in_stock, 2);
    for (const auto length : {max_stock_item_bytes + 1, 3 * max_stock_item_bytes}) {
        const auto report = adds(std::string(length, 'y') + "\nafter\n", card_);
        ASSERT_OK(report);
        EXPECT_THAT(sentences(report->problems), ElementsAre(HasSubstr("longer than 4096 bytes")));
    }
    const auto blank = adds(std::string(3 * max_stock_item_bytes, ' ') + "\nafter\n", card_);
    ASSERT_OK(blank);
    EXPECT_THAT(sentences(blank->problems), ElementsAre(HasSubstr("longer than 4096 bytes")));
    EXPECT_EQ(product_now(card_).in_stock, 2);
}

TEST_F(a_stock_file, that_is_empty_says_so) {
    const auto report = adds("\n\n", card_);
    ASSERT_OK(report);
    EXPECT_THAT(sentences(report->problems), ElementsAre(HasSubstr("The file is empty")));
}

TEST_F(a_stock_file, needs_a_product_and_an_admin) {
    EXPECT_REFUSED(adds("code", product{.ref = {99}}), errc::product_not_found);
    std::istringstream in("code");
    EXPECT_REFUSED(transfer::add_stock_file(keeper(stranger), card_.ref, {"codes.txt", in}),
                   errc::not_an_admin);
}

TEST_F(a_stock_file, is_for_a_product_by_number_or_by_its_name_when_only_one_has_it) {
    const auto named = [&](std::string_view text) {
        const auto state = std::move(db_->read().value());
        return transfer::find_product(state->view(), text);
    };
    EXPECT_EQ(named("1").value().ref, card_.ref);
    EXPECT_EQ(named("Gift card").value().ref, card_.ref);
    EXPECT_REFUSED(named("99"), errc::product_not_found);
    EXPECT_REFUSED(named("gift"), errc::product_not_found);
    given_product("5", 0);
    const auto either = named("Gift card");
    ASSERT_REFUSED(either, errc::product_not_found);
    EXPECT_THAT(either.error().facts().detail, HasSubstr("several products"));
}

}  // namespace
}  // namespace agentbackend::test
