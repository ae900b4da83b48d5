#include "log/logging.hpp"

#include <spdlog/sinks/ansicolor_sink.h>

#include <unistd.h>

#include "log/log_line.hpp"

namespace agentbackend::host {
namespace {

bool writes_json(log_format format) {
    switch (format) {
        case log_format::automatic: return ::isatty(STDERR_FILENO) == 0;
        case log_format::text: return false;
        case log_format::json: return true;
    }
    return false;
}

}  // namespace

std::unique_ptr<spdlog::logger> make_log(spdlog::level::level_enum level, log_format format) {
    auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>();
    auto log = std::make_unique<spdlog::logger>("agentbackend", std::move(sink));
    log->set_formatter(writes_json(format) ? make_json_lines() : make_text_lines());
    log->set_level(level);
    log->flush_on(spdlog::level::trace);
    return log;
}

}  // namespace agentbackend::host
