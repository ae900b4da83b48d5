// A withdrawal in words, as its owner and the admins see it.

#pragma once

#include <agentbackend/withdrawal.hpp>

#include <string_view>

#include "console/viewer.hpp"

namespace agentbackend::console {

// What the owner reads: id, status, amount, fee, net, address, time, and how it ended.
styled_text describe(const viewer&, const withdrawal&);
// The same, with whose it is.
styled_text describe_for_review(const viewer&, const withdrawal&, std::string_view agent_name);

}  // namespace agentbackend::console
