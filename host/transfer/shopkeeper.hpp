// Who changes the catalogue from the command line, and where. All of it must outlive its use.

#pragma once

#include <agentbackend/backend.hpp>
#include <agentbackend/clock.hpp>

namespace agentbackend::transfer {

struct shopkeeper {
    store& database;  // may be in use by a running host: transactions here are short
    const backend& rules;
    const clock& time;
    id_source& ids;
    actor who;  // an admin, in the main bot; judged by the use cases
};

}  // namespace agentbackend::transfer
