// What is the matter with a bot, in the words of whoever reads it.

#pragma once

#include <agentbackend/console/effects.hpp>

#include "console/viewer.hpp"

namespace agentbackend::console {

// Of an agent's `status_reason`. One that this version does not know is shown as it is kept.
std::string trouble_text(const viewer&, std::string_view status_reason);

}  // namespace agentbackend::console
