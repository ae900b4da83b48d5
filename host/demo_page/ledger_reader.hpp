// Reads a small shop's ledger out of its store.

#pragma once

#include <agentbackend/store.hpp>

#include "demo_page/ledger.hpp"

namespace agentbackend::demo_page {

// One consistent state: at most 100 agents, 100 wallets, and the 100 newest entries. People go by
// the name their bot knows them by, else by their number.
result<ledger> read_ledger(store&);

}  // namespace agentbackend::demo_page
