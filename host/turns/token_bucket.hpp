// How much may come: so many at once, and so many a minute in the long run. Pure: the time is told.
// A value; one thread.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace agentbackend::host {

class token_bucket {
public:
    using time_point = std::chrono::steady_clock::time_point;

    // Both are at least one.
    struct limits {
        std::int64_t at_once = 1;
        std::int64_t a_minute = 1;
    };

    // Full.
    token_bucket(limits l, time_point now) : limits_(l), level_(capacity()), seen_(now) {}

    // Takes one, if there is one.
    bool take(time_point now) {
        flow_in(now);
        if (level_ < one) return false;
        level_ -= one;
        return true;
    }

    // Takes so many, though they be not there: how long until that debt is paid.
    std::chrono::milliseconds take_on_credit(std::int64_t count, time_point now) {
        flow_in(now);
        level_ -= count * one;
        if (level_ >= 0) return std::chrono::milliseconds(0);
        return std::chrono::milliseconds((-level_ + limits_.a_minute - 1) / limits_.a_minute);
    }

    bool is_full(time_point now) const {
        auto then = *this;
        then.flow_in(now);
        return then.level_ == capacity();
    }

private:
    // Each millisecond `a_minute` units flow in, so that a minute brings as many tokens, exactly.
    static constexpr std::int64_t one = 60'000;

    std::int64_t capacity() const { return limits_.at_once * one; }

    void flow_in(time_point now) {
        // Longer than this fills any bucket, and what flows in must not overflow.
        constexpr std::int64_t longest = std::int64_t{24} * 3'600'000;
        const auto passed = std::chrono::floor<std::chrono::milliseconds>(now - seen_);
        if (passed.count() <= 0) return;
        seen_ += passed;
        const auto added = std::min(passed.count(), longest) * limits_.a_minute;
        level_ = std::min(capacity(), level_ + added);
    }

    limits limits_;
    std::int64_t level_;
    time_point seen_;
};

}  // namespace agentbackend::host
