// How far a long command is: one line, drawn over and over, and gone in the end. Draws nothing
// where nobody watches. Not thread-safe.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "command_line/terminal.hpp"

namespace agentbackend::host {

class progress_line {
public:
    // Both must outlive this.
    progress_line(const terminal& at, std::string_view what) : at_(at), what_(what) {}
    ~progress_line();
    progress_line(const progress_line&) = delete;
    progress_line& operator=(const progress_line&) = delete;

    // A bar; `total` above zero.
    void show(std::int64_t done, std::int64_t total);
    // Where nobody knows how much is to come.
    void show(std::string_view step, std::int64_t done);

private:
    using stopwatch = std::chrono::steady_clock;

    bool is_due();
    void draw(const std::string&);

    const terminal& at_;
    const std::string_view what_;
    stopwatch::time_point next_{};
    std::size_t columns_ = 0;  // of what is on the screen
};

}  // namespace agentbackend::host
