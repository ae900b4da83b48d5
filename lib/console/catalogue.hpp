// The parts of the catalogue, one for each subject; `catalogue()` puts them together.

#pragma once

#include <agentbackend/console/messages.hpp>

#include <span>

namespace agentbackend::console {

std::span<const catalogue_entry> common_phrases() noexcept;
std::span<const catalogue_entry> shop_phrases() noexcept;
std::span<const catalogue_entry> agent_phrases() noexcept;
std::span<const catalogue_entry> admin_phrases() noexcept;
std::span<const catalogue_entry> error_phrases() noexcept;

}  // namespace agentbackend::console
