// A store in memory: for tests, simulations and small embedders. Everything is lost with it.

#pragma once

#include <agentbackend/export.hpp>
#include <agentbackend/store.hpp>

#include <memory>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Thread-safe as `store` says. A second `begin` waits for the first transaction to end; a snapshot
// waits too, and holds writers off while it lives.
std::unique_ptr<store> make_memory_store();

}  // namespace agentbackend
