// How fast bots may go: messages per chat, and bots a server sees for the first time.
//
// Time is a parameter. Guarded by the world's lock.

#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>

namespace agentbackend::sandbox {

using time_point = std::chrono::system_clock::time_point;

// At most `count` events in any stretch of `window`.
struct rate {
    std::size_t count = 0;
    std::chrono::seconds window{0};
};

// The events of the last stretch under one rate.
class sliding_window {
public:
    explicit sliding_window(rate r) noexcept : rate_{r} {}

    // How long until one more event fits; nothing when it fits now.
    std::optional<std::chrono::seconds> wait(time_point now);
    void note(time_point now) { events_.push_back(now); }

private:
    rate rate_;
    std::deque<time_point> events_;
};

// A burst of five messages, then one a second.
class chat_pace {
public:
    // How long to wait before the next message; nothing, and the message is counted, when it may
    // go.
    std::optional<std::chrono::seconds> take(time_point now);

private:
    time_point
        credited_until_{};  // grows by a second a message, never lags more than a burst behind
};

}  // namespace agentbackend::sandbox
