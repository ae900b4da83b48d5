#include <agentbackend/console/payload.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace agentbackend::console {
namespace {

constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
constexpr auto highest = std::numeric_limits<std::int64_t>::max();

TEST(payload_codec, every_button_comes_back_as_it_went) {
    for (const auto& row : permissions()) {
        if (row.by != trigger::button) continue;
        for (const auto number : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1},
                                  std::int64_t{127}, std::int64_t{128}, lowest, highest}) {
            const payload value{
                bot_ref::from_value(number), user_id{number}, row.what, {number, number}};
            const auto text = encode(value);
            EXPECT_LE(text.size(), payload::max_text_size);
            EXPECT_EQ(decode_payload(text), value);
        }
    }
}

TEST(payload_codec, is_made_of_characters_that_need_no_escaping) {
    const auto text = encode(
        {bot_ref::from_value(highest), user_id{highest}, action::tap_quantity, {lowest, highest}});
    EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-_"),
              std::string::npos);
}

TEST(payload_codec, no_change_of_one_character_is_taken_for_the_same) {
    const payload value{bot_ref::from_value(3), user_id{42}, action::tap_confirm_purchase, {17, 0}};
    const auto text = encode(value);
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const char c : {'A', 'B', 'z', '9', '_', '=', ' ', '\0'}) {
            auto changed = text;
            changed[i] = c;
            if (changed == text) continue;
            EXPECT_NE(decode_payload(changed), value);
        }
        EXPECT_EQ(decode_payload(text.substr(0, i)), std::nullopt);
    }
    EXPECT_EQ(decode_payload(text + "A"), std::nullopt);
}

TEST(payload_codec, reads_only_what_it_wrote) {
    // Version 2; an action that is none; a state's number in place of a button's.
    for (const auto* text : {"AmUGVCIA", "AQAGVCIA", "AZEDBlQiAA", "", "====", "AQ"}) {
        EXPECT_EQ(decode_payload(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace agentbackend::console
