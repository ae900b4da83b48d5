// Which codes are about storage and the way to it: their hundred, 7xx. Pure.

#pragma once

#include <agentbackend/error.hpp>

namespace agentbackend {

constexpr bool is_of_store(errc code) noexcept { return code >= errc::store_busy; }

}  // namespace agentbackend
