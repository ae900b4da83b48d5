// How long another poller has been on a bot's token. A poll that succeeds in between proves
// nothing: two pollers take turns. Pure; one thread.

#pragma once

#include <chrono>
#include <optional>

namespace agentbackend::host {

struct conflict_limits {
    // Both how long conflicts must last to count, and how long none must come for them to be over.
    std::chrono::milliseconds patience = std::chrono::minutes(1);
    // For a bot whose conflicts have lasted: the other program is not fought.
    std::chrono::milliseconds pause_while_parked = std::chrono::minutes(5);
};

class conflict_watch {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit conflict_watch(std::chrono::milliseconds patience) : patience_(patience) {}

    void saw_conflict(time_point now) {
        if (!first_) first_ = now;
        latest_ = now;
    }
    void saw_success(time_point now) {
        if (first_ && now - latest_ >= patience_) first_.reset();
    }

    bool is_open() const noexcept { return first_.has_value(); }
    bool has_lasted() const noexcept { return first_ && latest_ - *first_ >= patience_; }

private:
    std::chrono::milliseconds patience_;
    std::optional<time_point> first_;
    time_point latest_;
};

}  // namespace agentbackend::host
