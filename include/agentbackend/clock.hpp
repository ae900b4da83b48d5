// Time as a parameter: UTC, in microseconds. Nothing in the library asks the system what time it is
// except through a `clock` that the embedder passes in; durations alone are measured.

#pragma once

#include <agentbackend/export.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {

// A point in time, UTC.
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

// Where the time comes from.
class clock {
public:
    virtual ~clock() = default;
    // Safe to call from any thread. May go backwards; the committer sees to it that commands don't.
    virtual timestamp now() const = 0;
};

// The machine's clock.
class wall_clock final : public clock {
public:
    timestamp now() const override;
};

// `2025-01-24T14:30:22Z`, with `.ffffff` when there are microseconds.
std::string to_iso8601(timestamp);
// Reads what `to_iso8601` writes, one to six decimals of a second, and offsets such as `+08:00`.
// None beyond the years 1 to 9999 in UTC.
std::optional<timestamp> parse_iso8601(std::string_view);

}  // namespace agentbackend
