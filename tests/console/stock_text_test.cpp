// Stock that comes as text: what a client may have cut in two is not taken.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story.hpp"

namespace agentbackend::console {
namespace {

using testing::HasSubstr;

class stock_texts : public testing::Test {
protected:
    story tale_;
    product_ref card_ = tale_.given_product("Gift card", "10");
    someone admin_ = tale_.admin();

    void asks_for_stock() {
        admin_.types("/start");
        admin_.taps("📦 Catalogue");
        admin_.taps("Gift card · 10.00 USDT · 0 left");
        admin_.taps("➕ Add stock");
    }
    // So many lines of nine characters and a line end.
    static std::string codes(int count) {
        std::string all;
        for (int i = 0; i < count; ++i) all += "CODE-" + std::to_string(1'000 + i) + "\n";
        return all;
    }
    std::int64_t stock() { return tale_.everything().products.at(0).in_stock; }
};

TEST_F(stock_texts, as_long_as_a_message_are_refused_with_their_second_part) {
    asks_for_stock();
    const auto paste = codes(600);
    admin_.types(paste.substr(0, 4'096));
    EXPECT_THAT(admin_.reads(), HasSubstr("Save it as a text file"));
    EXPECT_TRUE(admin_.sees("➕ Add stock"));
    EXPECT_EQ(admin_.dialog(), "");
    admin_.types(paste.substr(4'096));
    EXPECT_THAT(admin_.reads(), HasSubstr("No text is expected"));
    EXPECT_EQ(stock(), 0);
}

TEST_F(stock_texts, are_measured_as_platforms_do) {
    asks_for_stock();
    std::string wide;
    for (int i = 0; i < 2'048; ++i) wide += "🎁";
    admin_.types(wide);
    EXPECT_THAT(admin_.reads(), HasSubstr("Save it as a text file"));
    EXPECT_EQ(stock(), 0);
}

TEST_F(stock_texts, of_a_command_are_refused_too) {
    const auto command = "/stock_add 1\n" + codes(600);
    admin_.types(command.substr(0, 4'096));
    EXPECT_THAT(admin_.reads(), HasSubstr("Save it as a text file"));
    EXPECT_EQ(stock(), 0);
}

TEST_F(stock_texts, that_fit_are_taken) {
    asks_for_stock();
    admin_.types(codes(390));
    EXPECT_EQ(stock(), 390);
}

TEST_F(stock_texts, are_not_pictures) {
    asks_for_stock();
    admin_.sends_file("");
    EXPECT_THAT(admin_.reads(), HasSubstr("Only a text file (.txt) or text can be stock"));
    EXPECT_EQ(admin_.dialog(), "awaiting_stock");
}

}  // namespace
}  // namespace agentbackend::console
