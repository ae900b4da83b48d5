// Stock that comes as a file of thousands of lines.
//
// The file is fetched by an effect, looked through whole before anything is added, and then added
// a few hundred lines a commit. Each commit adds its lines, says how far it came, and asks for the
// content once more, all in one: after a crash the effect that is still open goes on from there,
// and no line is lost or added twice.

#pragma once

#include "console/turn.hpp"

namespace agentbackend::console {

inline constexpr std::int64_t max_stock_file_megabytes = 5;

// Asks for the content of the file that was just sent. Ends the dialog, unless the file is none
// that can be taken. REQUIRES: there is one.
result<void> take_stock_file(turn&, const product&);

// What became of a fetch.
result<void> go_on_with_file(turn&, const effect& asked, const fetch_file&, const effect_outcome&);

}  // namespace agentbackend::console
