// What it means that the store did not do what it was asked to.

#pragma once

#include <agentbackend/error.hpp>

#include <optional>

namespace agentbackend::host {

// What keeps the store from writing, where people are to be told: `store_full`, `store_locked`, or
// `store_io` for everything that somebody has to look into. A commit that failed says what it
// failed for. None for what is over with the next attempt, or is no trouble of the store's.
std::optional<errc> trouble_of(const error&);

// Whether another attempt may go well: after what passes, and when the store fails whoever asks it,
// until somebody has seen to it. Damage does not count: it may be of one row alone.
bool is_worth_waiting_for(const error&);

}  // namespace agentbackend::host
