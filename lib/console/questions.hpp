// The buttons below a dialog's question: 跳过, which stands in for a text, and ❌ 取消. Both name
// the dialog they belong to; below a question of another one they are out of date.

#pragma once

#include <vector>

#include "console/turn.hpp"

namespace agentbackend::console {

// Nothing where no dialog is under way.
std::vector<button_row> ways_on_without_typing(const turn&);

}  // namespace agentbackend::console
