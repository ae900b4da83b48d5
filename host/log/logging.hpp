// The log: lines on standard error, in UTC, as `log_line.hpp` writes them.

#pragma once

#include <spdlog/logger.h>

#include <memory>

namespace agentbackend::host {

enum class log_format {
    automatic,  // text on a terminal, else JSON
    text,
    json,
};

std::unique_ptr<spdlog::logger> make_log(spdlog::level::level_enum, log_format = log_format::text);

}  // namespace agentbackend::host
