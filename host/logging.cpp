#include "logging.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>

namespace agentbackend::host {

std::unique_ptr<spdlog::logger> make_log(spdlog::level::level_enum level) {
    auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>();
    auto log = std::make_unique<spdlog::logger>("agentbackend", std::move(sink));
    log->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        "%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc));
    log->set_level(level);
    log->flush_on(spdlog::level::trace);
    return log;
}

}  // namespace agentbackend::host
