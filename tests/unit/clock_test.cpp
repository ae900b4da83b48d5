// Times as text, and the machine's clock.

#include <agentbackend/clock.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

namespace agentbackend {
namespace {

using namespace std::chrono_literals;

constexpr timestamp story{std::chrono::sys_days{std::chrono::year{2025} / 1 / 24} + 14h + 30min +
                          22s};

TEST(iso8601, is_written_in_utc_with_microseconds_where_there_are_some) {
    const struct {
        timestamp at;
        const char* expected;
    } table[] = {
        {timestamp{}, "1970-01-01T00:00:00Z"},
        {story, "2025-01-24T14:30:22Z"},
        {story + 1us, "2025-01-24T14:30:22.000001Z"},
        {story + 500ms, "2025-01-24T14:30:22.500000Z"},
        {story + 999'999us, "2025-01-24T14:30:22.999999Z"},
        {timestamp{-1us}, "1969-12-31T23:59:59.999999Z"},
        {timestamp{std::chrono::sys_days{std::chrono::year{2024} / 2 / 29} + 23h + 59min + 59s},
         "2024-02-29T23:59:59Z"},
    };
    for (const auto& row : table) EXPECT_EQ(to_iso8601(row.at), row.expected);
}

TEST(iso8601, is_read_with_fractions_and_offsets) {
    const struct {
        const char* text;
        timestamp expected;
    } table[] = {
        {"2025-01-24T14:30:22Z", story},
        {"2025-01-24T14:30:22.5Z", story + 500ms},
        {"2025-01-24T14:30:22.123Z", story + 123ms},
        {"2025-01-24T14:30:22.000001Z", story + 1us},
        {"2025-01-24T22:30:22+08:00", story},
        {"2025-01-24T22:30:22.250+08:00", story + 250ms},
        {"2025-01-24T09:00:22-05:30", story},
        {"2025-01-24T14:30:22+00:00", story},
        {"2025-01-25T00:30:22+10:00", story},
        {"2024-02-29T00:00:00Z",
         timestamp{std::chrono::sys_days{std::chrono::year{2024} / 2 / 29}}},
        {"1969-12-31T23:59:59.999999Z", timestamp{-1us}},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.text);
        const auto read = parse_iso8601(row.text);
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, row.expected);
    }
}

TEST(iso8601, what_is_no_time_is_none) {
    const std::string table[] = {
        "",
        "yesterday",
        "2025-01-24",
        "2025-01-24T14:30:22",
        "2025-01-24 14:30:22",
        "2025-01-24T14:30Z",
        "2025-1-24T14:30:22Z",
        "2025-13-24T14:30:22Z",
        "2025-00-24T14:30:22Z",
        "2025-02-29T14:30:22Z",
        "2025-02-30T14:30:22Z",
        "2025-01-00T14:30:22Z",
        "2025-01-24T25:30:22Z",
        "2025-01-24T14:60:22Z",
        "2025-01-24T14:30:61Z",
        "2025-01-24T14:30:22.Z",
        "2025-01-24T14:30:22.1234567Z",
        "2025-01-24T14:30:22ZZ",
        "2025-01-24T14:30:22Z ",
        " 2025-01-24T14:30:22Z",
        "2025-01-24T14:30:22+8",
        "2025-01-24T14:30:22+08:0",
        "2025-01-24T14:30:22+08:60",
        "2025-01-24T14:30:-2Z",
        "2025-01-24T14:30:2٢Z",
        std::string("2025-01-24T14:30:22Z\0", 21),
        std::string(5'000, '2'),
        // Before the year 1 and after the year 9999, where no four digits tell the year.
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    };
    for (const auto& text : table) {
        EXPECT_FALSE(parse_iso8601(text)) << text.substr(0, 60);
    }
}

TEST(iso8601, survives_the_round_trip) {
    std::mt19937_64 random(20250124);
    constexpr std::int64_t century = 100 * std::chrono::microseconds(std::chrono::years{1}).count();
    for (int i = 0; i < 20'000; ++i) {
        const auto since_epoch = static_cast<std::int64_t>(random() % (3 * century)) - century;
        const timestamp at{std::chrono::microseconds{since_epoch}};
        const auto back = parse_iso8601(to_iso8601(at));
        ASSERT_TRUE(back) << to_iso8601(at);
        ASSERT_EQ(*back, at) << to_iso8601(at);
    }
}

TEST(wall_clock, agrees_with_the_machine) {
    const auto read = [] {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    };
    const auto before = read();
    const auto now = wall_clock().now();
    const auto after = read();
    EXPECT_LE(before, now);
    EXPECT_LE(now, after);
}

}  // namespace
}  // namespace agentbackend
