// How a row of a file differs from the row that is here already. Pure; safe from any thread.

#pragma once

#include <string>

#include "transfer/import.hpp"
#include "transfer/import_rows.hpp"

namespace agentbackend::transfer {

// The fields that differ, with both values, such as "name (Beta in the file, Alpha here)"; empty
// when none does. Only what the file says is compared, as it would come in; what this system
// changes by itself (status, token, time of the last change) is not. `made` is the judged row.
std::string differences(const agent_row&, const agent& made, const agent& here, frozen_difference);

// `agent_id` is of the agent that the row here belongs to.
struct withdrawal_here {
    const withdrawal& row;
    const std::string& agent_id;
};
std::string differences(const withdrawal_row&, const withdrawal& made, const withdrawal_here&);

// The txid of a request that it has not settled (another one has it, or this one was never paid):
// with the request's id behind it, so that it counts for nobody. One that is so already, as this
// system exports it, stays.
std::string unclaimed_txid(const std::string& txid, const std::string& request_id);

}  // namespace agentbackend::transfer
