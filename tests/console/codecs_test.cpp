#include <agentbackend/console/dialogs.hpp>
#include <agentbackend/console/effects.hpp>

#include <gtest/gtest.h>

#include <string>

namespace agentbackend::console {
namespace {

using namespace literals;

const draft drafts[]{no_draft{},
                     withdrawal_draft{"50.05"_usdt},
                     button_draft{"网站 🌐"},
                     purchase_draft{{3}},
                     bot_draft{.replaces = {2},
                               .token = {std::string("\0sealed\xFF", 8)},
                               .check = {9},
                               .identity = {777, "alpha_bot"},
                               .name = "Alpha"},
                     agent_edit{{4}},
                     review_draft{{5}},
                     product_edit{.target = {6}, .name = "礼品卡"},
                     category_edit{{7}},
                     credit_draft{bot_ref::of({2}), {42}, "0.004"_usdt},
                     refund_draft{{8}, "broken"}};

TEST(drafts_codec, every_draft_comes_back_as_it_went) {
    for (const auto& value : drafts) EXPECT_EQ(decode_draft(encode(value)), value);
}

TEST(drafts_codec, no_part_and_no_later_version_is_read) {
    for (const auto& value : drafts) {
        const auto bytes = encode(value);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            EXPECT_EQ(decode_draft(bytes.substr(0, size)), std::nullopt);
        }
        EXPECT_EQ(decode_draft(bytes + '\0'), std::nullopt);
        auto later = bytes;
        later[0] = 2;
        EXPECT_EQ(decode_draft(later), std::nullopt);
    }
    EXPECT_EQ(decode_draft(std::string("\x01\x63", 2)), std::nullopt);
}

TEST(drafts_codec, an_amount_out_of_range_is_not_read) {
    std::string bytes("\x01\x01\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10);
    EXPECT_EQ(decode_draft(bytes), std::nullopt);
}

TEST(effects_codec, every_effect_comes_back_as_it_went) {
    const decltype(effect::what) kinds[]{
        check_token{{"sealed"}}, start_bot{{3}}, stop_bot{{4}},
        refresh_commands{bot_ref::of({5}), {7}},
        fetch_file{
            .file_id = "file",
            .max_bytes = 5'000'000,
            .taken = {.product = {3}, .first = {4}, .bytes = 50, .items = 6, .all_items = 7}}};
    for (const auto& what : kinds) {
        const effect asked{{9}, bot_ref::main(), chat_id{-100}, user_id{42}, what};
        const stored_effect stored{{9}, bot_ref::main(), encode(asked), {}};
        const auto read = decode(stored);
        ASSERT_TRUE(read.has_value());
        EXPECT_EQ(read->ref, asked.ref);
        EXPECT_EQ(read->chat, asked.chat);
        EXPECT_EQ(read->user, asked.user);
        EXPECT_EQ(encode(*read), stored.payload);

        for (std::size_t size = 0; size < stored.payload.size(); ++size) {
            EXPECT_FALSE(decode({{9}, {}, stored.payload.substr(0, size), {}}).has_value());
        }
    }
}

}  // namespace
}  // namespace agentbackend::console
