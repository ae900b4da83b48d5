// An agent's earnings by day, put together from quarters of an hour.

#include <agentbackend/backend.hpp>

#include <algorithm>

namespace agentbackend {
namespace {

constexpr std::size_t quarters_of_a_day = 96;

// Days that a clock can show; whoever asks about others (a forged button, say) is shown the
// nearest.
std::chrono::local_days nearest_day(std::chrono::local_days asked) {
    using std::chrono::days;
    constexpr std::chrono::local_days earliest{days(0)};
    constexpr std::chrono::local_days latest{days(2'932'896)};  // 9999-12-31
    return std::clamp(asked, earliest, latest);
}

}  // namespace

result<std::vector<day_earnings>> backend::earnings_by_day(reader& store,
                                                           const earnings_question& asked) {
    std::vector<day_earnings> found;
    std::optional<timestamp> before;
    if (asked.before) before = start_of(nearest_day(*asked.before), asked.utc_offset);
    for (;;) {
        AGENTBACKEND_ASSIGN(const auto quarters,
                            store.quarters_of(asked.agent, before, quarters_of_a_day));
        for (const auto& [quarter, sums] : quarters) {
            const auto day = day_of(quarter, asked.utc_offset);
            if (found.empty() || found.back().day != day) {
                if (found.size() == asked.limit) return found;
                found.push_back({.day = day});
            }
            AGENTBACKEND_ASSIGN(found.back().sums, add(found.back().sums, sums));
        }
        if (quarters.size() < quarters_of_a_day) return found;
        before = quarters.back().quarter;
    }
}

}  // namespace agentbackend
