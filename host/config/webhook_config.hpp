// The settings of webhooks, checked. Pure but for the text of its complaints.

#pragma once

#include <optional>

#include "config/settings.hpp"
#include "service.hpp"

namespace agentbackend::host {

// None when bots are to be polled. Throws cannot_start with a sentence for what cannot be used.
std::optional<webhook_options> check_webhooks(const settings&);

}  // namespace agentbackend::host
