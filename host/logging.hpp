// The log: lines on standard error, in UTC.

#pragma once

#include <spdlog/logger.h>

#include <memory>

namespace agentbackend::host {

std::unique_ptr<spdlog::logger> make_log(spdlog::level::level_enum);

}  // namespace agentbackend::host
