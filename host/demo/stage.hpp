// Where a story is played: a world of people, and a host that can be started and stopped. The demo
// has its host in the process, the end-to-end test starts the real executable.
//
// Used by one thread.

#pragma once

#include <filesystem>
#include <string>

#include "config/cannot_start.hpp"
#include "sandbox/world.hpp"

namespace agentbackend::host {

// What `agentbackend verify` answered.
struct audit_verdict {
    exit_status status = exit_status::success;
    std::string report;
};

class stage {
public:
    virtual ~stage() = default;

    virtual sandbox::world& world() = 0;

    // REQUIRES: the host is stopped, the main bot's token is known to the world.
    virtual void start_host() = 0;
    // Returns when it has ended in an orderly way; throws otherwise.
    virtual void stop_host() = 0;

    virtual std::filesystem::path database() const = 0;
    // A file in the same folder that the story may make; removed with the stage.
    virtual std::filesystem::path spare_database() const = 0;
    virtual audit_verdict verify(const std::filesystem::path& database) = 0;
};

// Who tells an audience what is going on.
class narrator {
public:
    virtual ~narrator() = default;
    virtual void chapter(int number, const std::string& title) = 0;
    virtual void remark(const std::string& sentence) = 0;
};

}  // namespace agentbackend::host
