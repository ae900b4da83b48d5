// Whether the store can write, as all turns together see it: said once when it cannot, in the log
// and to the admins, and once when it can again. Belongs to the thread of the network.

#pragma once

#include <agentbackend/error.hpp>

#include <spdlog/logger.h>

#include "outbox/announcer.hpp"

namespace agentbackend::host {

class storage_watch {
public:
    // Both must outlive it.
    storage_watch(const announcer& admins, spdlog::logger& log) : admins_(admins), log_(log) {}

    // `store_full`, `store_locked`, or anything else for "broken".
    void failed(const error&);
    void worked();

private:
    const announcer& admins_;
    spdlog::logger& log_;
    bool is_failing_ = false;
};

}  // namespace agentbackend::host
