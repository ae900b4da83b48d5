// SIGINT and SIGTERM that come before anybody takes them. Held back they wait, where they would end
// the process on the spot, whatever it was opening; let through, they reach whoever takes them.
//
// For the thread that runs `main`, before it starts others: those hold them back for good.

#pragma once

namespace agentbackend::host {

void hold_end_signals() noexcept;

// Also where whoever started the process had held them back.
void let_end_signals_through() noexcept;

}  // namespace agentbackend::host
