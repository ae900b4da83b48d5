// How long to wait before trying again: longer each time, up to a limit. A value; one thread.

#pragma once

#include <algorithm>
#include <chrono>

namespace agentbackend::host {

class backoff {
public:
    struct limits {
        std::chrono::milliseconds first;
        std::chrono::milliseconds longest;
    };

    explicit backoff(limits l) : limits_(l), next_(l.first) {}

    std::chrono::milliseconds next() {
        const auto now = next_;
        next_ = std::min(next_ * 2, limits_.longest);
        return now;
    }
    void reset() { next_ = limits_.first; }

private:
    limits limits_;
    std::chrono::milliseconds next_;
};

}  // namespace agentbackend::host
