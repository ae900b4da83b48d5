// Public ids, and the typed numbers inside.

#include "unit/support/expect.hpp"

#include <agentbackend/ids.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <regex>
#include <set>
#include <string>
#include <type_traits>

namespace agentbackend {
namespace {

using namespace std::chrono_literals;

constexpr timestamp story{std::chrono::sys_days{std::chrono::year{2025} / 1 / 24} + 14h + 30min +
                          22s};

TEST(public_id, is_a_word_that_people_can_tell_from_others) {
    const std::string longest(max_public_id_characters, 'a');
    for (const std::string good : {"a", "shop-of-old", "agent_20250124_143022", "Main", "代理甲",
                                   "ａｂ", "e\u0301", "🛍"}) {
        EXPECT_TRUE(is_public_id(good)) << good;
    }
    for (const std::string bad : {"",
                                  " ",
                                  "two words",
                                  " edged",
                                  "edged ",
                                  "no\u00A0break",
                                  "full\u3000width",
                                  "a\nb",
                                  "a\tb",
                                  "a\x1b[31mb",
                                  "a\x7f",
                                  "next\xC2\x85line",
                                  "line\u2028end",
                                  "turned\u202Eback",
                                  "kept\u2066apart",
                                  "zero\u200Bwidth",
                                  "joined\u200Dup",
                                  "left\u200Eright",
                                  "soft\u00ADhyphen",
                                  "word\u2060joiner",
                                  "mark\uFEFF",
                                  "fill\u3164er",
                                  "tag\U000E0041",
                                  "\xFF",
                                  "cut\xE4\xBB"}) {
        EXPECT_FALSE(is_public_id(bad)) << bad;
    }
    EXPECT_FALSE(is_public_id(std::string_view("a\0b", 3)));
    EXPECT_TRUE(is_public_id(longest));
    EXPECT_FALSE(is_public_id(longest + "a"));
}

TEST(agent_id, tells_the_second_it_was_made_in_utc) {
    const struct {
        timestamp at;
        int ordinal;
        const char* expected;
    } table[] = {
        {story, 1, "agent_20250124_143022"},
        {story + 999'999us, 1, "agent_20250124_143022"},
        {story + 1s, 1, "agent_20250124_143023"},
        {story, 2, "agent_20250124_143022_2"},
        {story, 3, "agent_20250124_143022_3"},
        {story, 1'000, "agent_20250124_143022_1000"},
        {timestamp{}, 1, "agent_19700101_000000"},
        {timestamp{std::chrono::sys_days{std::chrono::year{2024} / 2 / 29}}, 1,
         "agent_20240229_000000"},
    };
    for (const auto& row : table) {
        EXPECT_EQ(format_agent_id(row.at, row.ordinal), row.expected);
    }
}

TEST(request_id, tells_the_second_and_six_drawn_characters) {
    const auto ids = make_seeded_ids(1);
    const auto id = format_request_id(story, *ids);
    EXPECT_TRUE(std::regex_match(id, std::regex("aw_20250124_143022_[0-9a-z]{6}"))) << id;
}

TEST(request_id, a_thousand_in_the_same_second_differ) {
    const auto ids = make_seeded_ids(2);
    std::set<std::string> drawn;
    for (int i = 0; i < 1'000; ++i) drawn.insert(format_request_id(story, *ids));
    EXPECT_EQ(drawn.size(), 1'000u);
}

TEST(request_id, every_digit_of_base_36_is_drawn_in_every_place) {
    const auto ids = make_seeded_ids(3);
    std::set<char> seen[6];
    for (int i = 0; i < 2'000; ++i) {
        const auto id = format_request_id(story, *ids);
        for (std::size_t place = 0; place < 6; ++place)
            seen[place].insert(id[id.size() - 6 + place]);
    }
    for (const auto& place : seen) EXPECT_EQ(place.size(), 36u);
}

TEST(id_source, the_same_seed_gives_the_same_bits) {
    const auto one = make_seeded_ids(42);
    const auto other = make_seeded_ids(42);
    const auto different = make_seeded_ids(43);
    bool ever_differed = false;
    for (int i = 0; i < 100; ++i) {
        const auto bits = one->next();
        EXPECT_EQ(bits, other->next());
        ever_differed = ever_differed || bits != different->next();
    }
    EXPECT_TRUE(ever_differed);
}

TEST(id_source, random_bits_do_not_repeat) {
    const auto one = make_random_ids();
    const auto other = make_random_ids();
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 1'000; ++i) {
        seen.insert(one->next());
        seen.insert(other->next());
    }
    EXPECT_EQ(seen.size(), 2'000u);
}

TEST(strong_id, zero_is_none_and_kinds_do_not_mix) {
    EXPECT_FALSE(agent_ref{});
    EXPECT_TRUE(agent_ref{1});
    EXPECT_LT(agent_ref{1}, agent_ref{2});
    static_assert(!std::is_convertible_v<agent_ref, order_ref>);
    static_assert(!std::is_convertible_v<agent_ref, std::int64_t>);
    static_assert(!std::is_convertible_v<std::int64_t, agent_ref>);
    static_assert(!std::is_convertible_v<agent_ref, bool>);
}

TEST(bot_ref, is_the_main_bot_or_one_agent_s) {
    EXPECT_TRUE(bot_ref().is_main());
    EXPECT_EQ(bot_ref(), bot_ref::main());
    EXPECT_FALSE(bot_ref::of(agent_ref{3}).is_main());
    EXPECT_EQ(bot_ref::of(agent_ref{3}).agent(), agent_ref{3});
    EXPECT_FALSE(bot_ref::main().agent());
    for (const auto bot : {bot_ref::main(), bot_ref::of(agent_ref{3})}) {
        EXPECT_EQ(bot_ref::from_value(bot.value()), bot);
    }
}

}  // namespace
}  // namespace agentbackend
