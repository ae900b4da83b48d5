#include "turns/inbound_limits.hpp"

#include <utility>

namespace agentbackend::host {

inbound_limits::verdict inbound_limits::judge(bot_ref bot, user_id user, time_point now) {
    if (!options_.of_person) return verdict::admitted;
    if (people_.size() >= swept_at_) forget_the_quiet(now);
    const auto [place, is_new] =
        people_.try_emplace({bot, user}, visitor{{*options_.of_person, now}});
    auto& [left, has_been_told] = place->second;
    if (left.is_full(now)) has_been_told = false;
    if (left.take(now)) return verdict::admitted;
    return std::exchange(has_been_told, true) ? verdict::refused : verdict::refused_first;
}

std::chrono::milliseconds inbound_limits::rest_after(bot_ref bot, std::size_t updates,
                                                     time_point now) {
    if (!options_.of_bot) return std::chrono::milliseconds(0);
    const auto [place, is_new] = bots_.try_emplace(bot, *options_.of_bot, now);
    return place->second.take_on_credit(static_cast<std::int64_t>(updates), now);
}

// Rarely enough that it costs each update next to nothing.
void inbound_limits::forget_the_quiet(time_point now) {
    std::erase_if(people_, [now](const auto& entry) { return entry.second.left.is_full(now); });
    swept_at_ = std::max<std::size_t>(1'024, people_.size() * 2);
}

}  // namespace agentbackend::host
