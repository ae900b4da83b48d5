#include "sandbox/pace.hpp"

#include <algorithm>

namespace agentbackend::sandbox {
namespace {

constexpr std::chrono::seconds message_interval{1};
constexpr int burst = 5;

std::chrono::seconds round_up(time_point::duration wait) noexcept {
    return std::max(std::chrono::ceil<std::chrono::seconds>(wait), std::chrono::seconds{1});
}

}  // namespace

std::optional<std::chrono::seconds> sliding_window::wait(time_point now) {
    while (!events_.empty() && events_.front() <= now - rate_.window) events_.pop_front();
    if (events_.size() < rate_.count) return std::nullopt;
    return round_up(events_.front() + rate_.window - now);
}

std::optional<std::chrono::seconds> chat_pace::take(time_point now) {
    const auto credited = std::max(credited_until_, now - burst * message_interval);
    const auto next = credited + message_interval;
    if (next > now) return round_up(next - now);
    credited_until_ = next;
    return std::nullopt;
}

}  // namespace agentbackend::sandbox
