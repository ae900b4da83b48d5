// The end of a story in the middle: at SIGINT or SIGTERM the process goes at once, and its
// temporary folder with it.

#pragma once

#include <atomic>
#include <filesystem>
#include <thread>

#include "demo/end_signal.hpp"

namespace agentbackend::host {

class early_end {
public:
    // Listens as long as it lives.
    explicit early_end(std::filesystem::path folder);
    ~early_end();
    early_end(const early_end&) = delete;
    early_end& operator=(const early_end&) = delete;

private:
    std::filesystem::path folder_;
    std::atomic<bool> is_over_{false};
    end_signal signal_;
    std::thread listener_;  // after everything it uses
};

}  // namespace agentbackend::host
