// A host on a thread of its own: `serve` without a process.

#pragma once

#include <spdlog/logger.h>

#include <exception>
#include <functional>
#include <memory>
#include <thread>

#include "aes_token_sealer.hpp"
#include "serve.hpp"
#include "service.hpp"

namespace agentbackend::host {

class in_process_host {
public:
    // Runs from here on. `when_ended` is called on its thread, once, whatever has ended it. The
    // logger must outlive it. Throws cannot_start.
    in_process_host(serve_config, spdlog::logger&, std::function<void()> when_ended = {});
    // Stops it; what went wrong while it ran is lost, unless `stop` was called before.
    ~in_process_host();
    in_process_host(const in_process_host&) = delete;
    in_process_host& operator=(const in_process_host&) = delete;

    // Returns when it has ended. Throws what ended it, if that was not this call.
    void stop();

private:
    opened_database database_;
    aes_token_sealer sealer_;
    service running_;
    service_end end_;
    std::exception_ptr thrown_;
    std::thread thread_;  // after everything it uses
};

}  // namespace agentbackend::host
