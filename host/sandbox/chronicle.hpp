// The events of a world in order, and whoever watches them. Guarded by the world's lock.

#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "sandbox/event.hpp"

namespace agentbackend::sandbox {

class chronicle {
public:
    // Numbers the event, keeps it and shows it to the observer. Gives its number.
    std::uint64_t add(event);

    void observe(std::function<void(const event&)> observer) { observer_ = std::move(observer); }

    std::uint64_t newest() const noexcept { return events_.size(); }
    const std::vector<event>& all() const noexcept { return events_; }

private:
    std::vector<event> events_;  // number n is at n − 1
    std::function<void(const event&)> observer_;
};

}  // namespace agentbackend::sandbox
