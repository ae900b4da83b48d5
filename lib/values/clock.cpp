#include <agentbackend/clock.hpp>

#include <charconv>
#include <cstdint>
#include <cstdio>

namespace agentbackend {
namespace {

using namespace std::chrono;

constexpr timestamp first_time = sys_days(year{1} / 1 / 1);
constexpr timestamp end_of_time = sys_days(year{10'000} / 1 / 1);

// Takes exactly `size` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t size) {
    if (text.size() < size) return std::nullopt;
    int value = 0;
    const auto end = text.data() + size;
    const auto [stop, failed] = std::from_chars(text.data(), end, value);
    if (failed != std::errc() || stop != end || text.front() == '-') return std::nullopt;
    text.remove_prefix(size);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<sys_days> take_date(std::string_view& text) {
    const auto year_number = take_number(text, 4);
    if (!year_number || !take(text, '-')) return std::nullopt;
    const auto month_number = take_number(text, 2);
    if (!month_number || !take(text, '-')) return std::nullopt;
    const auto day_number = take_number(text, 2);
    if (!day_number) return std::nullopt;
    const auto date = year{*year_number} / *month_number / *day_number;
    if (!date.ok()) return std::nullopt;
    return sys_days(date);
}

std::optional<microseconds> take_fraction(std::string_view& text) {
    if (!take(text, '.')) return microseconds{0};
    std::int64_t value = 0;
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
        if (++digits > 6) return std::nullopt;
        value = value * 10 + (text.front() - '0');
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 6; ++digits) value *= 10;
    return microseconds{value};
}

std::optional<microseconds> take_time_of_day(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
    const auto second = take_number(text, 2);
    if (!second || *second > 59) return std::nullopt;
    const auto fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    return hours{*hour} + minutes{*minute} + seconds{*second} + *fraction;
}

// `Z`, `+08:00` or `+0800`.
std::optional<minutes> take_offset(std::string_view& text) {
    if (take(text, 'Z')) return minutes{0};
    const int sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
    if (sign == 0) return std::nullopt;
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23) return std::nullopt;
    take(text, ':');
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    return sign * (hours{*hour} + minutes{*minute});
}

}  // namespace

timestamp wall_clock::now() const { return floor<microseconds>(system_clock::now()); }

std::string to_iso8601(timestamp at) {
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(at - day);
    char text[48];
    int size = std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    std::string result(text, static_cast<std::size_t>(size));
    if (const auto micros = time.subseconds().count(); micros != 0) {
        size = std::snprintf(text, sizeof text, ".%06d", static_cast<int>(micros));
        result.append(text, static_cast<std::size_t>(size));
    }
    return result.append("Z");
}

std::optional<timestamp> parse_iso8601(std::string_view text) {
    const auto day = take_date(text);
    if (!day || !take(text, 'T')) return std::nullopt;
    const auto time = take_time_of_day(text);
    if (!time) return std::nullopt;
    const auto offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    const auto at = timestamp(*day) + *time - *offset;
    if (at < first_time || at >= end_of_time) return std::nullopt;
    return at;
}

}  // namespace agentbackend
