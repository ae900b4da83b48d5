// How far a command has come, for whoever watches.

#pragma once

#include <cstdint>
#include <functional>

namespace agentbackend::transfer {

struct row_progress {
    std::int64_t done = 0;
    std::int64_t total = 0;  // above zero
};

// Called every now and then, and at the end. Empty: nobody watches.
using progress_watcher = std::function<void(const row_progress&)>;

}  // namespace agentbackend::transfer
