// A clock that a test sets by hand.

#pragma once

#include "unit/support/builders.hpp"

#include <agentbackend/clock.hpp>

#include <atomic>

namespace agentbackend::test {

class manual_clock final : public clock {
public:
    timestamp now() const override { return now_.load(); }
    void set(timestamp to) { now_ = to; }

private:
    std::atomic<timestamp> now_{story_start};
};

}  // namespace agentbackend::test
