#include <agentbackend/ids.hpp>

#include <cstdio>
#include <random>

#include "values/text.hpp"

namespace agentbackend {
namespace {

using namespace std::chrono;

class random_ids final : public id_source {
public:
    std::uint64_t next() override { return (std::uint64_t{device_()} << 32) | device_(); }

private:
    std::random_device device_;
};

class seeded_ids final : public id_source {
public:
    explicit seeded_ids(std::uint64_t seed) : engine_(seed) {}
    std::uint64_t next() override { return engine_(); }

private:
    std::mt19937_64 engine_;
};

// `20250124_143022`
std::string compact_time(timestamp at) {
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(at - day));
    char text[32];
    const int size = std::snprintf(
        text, sizeof text, "%04d%02u%02u_%02d%02d%02d", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return {text, static_cast<std::size_t>(size)};
}

constexpr std::string_view base36 = "0123456789abcdefghijklmnopqrstuvwxyz";

}  // namespace

std::unique_ptr<id_source> make_random_ids() { return std::make_unique<random_ids>(); }

std::unique_ptr<id_source> make_seeded_ids(std::uint64_t seed) {
    return std::make_unique<seeded_ids>(seed);
}

std::string format_agent_id(timestamp at, int ordinal) {
    auto id = "agent_" + compact_time(at);
    if (ordinal > 1) id.append("_").append(std::to_string(ordinal));
    return id;
}

std::string format_request_id(timestamp at, id_source& ids) {
    auto id = "aw_" + compact_time(at) + "_";
    auto bits = ids.next();
    for (int i = 0; i < 6; ++i, bits /= base36.size()) id += base36[bits % base36.size()];
    return id;
}

bool is_public_id(std::string_view id) {
    const auto characters = text::count_characters(id);
    return characters && *characters != 0 && *characters <= max_public_id_characters &&
           text::find_blank(id) == id.size() && !text::has_control_characters(id) &&
           !text::has_invisible_characters(id);
}

}  // namespace agentbackend
