// `agentbackend catalog import` and `agentbackend stock add`: goods from files, beside a running
// host or without one.
//
// Whoever may write the database file may do this: no admin is asked for.

#pragma once

#include "command_line/requests.hpp"
#include "command_line/terminal.hpp"
#include "config/cannot_start.hpp"
#include "config/settings.hpp"

namespace agentbackend::host {

// All or nothing. `failure` when the file is refused; a database is only made for one that is not.
exit_status carry_out(const catalog_import_request&, const settings&, const terminal&);

// `failure` when the file is refused: then nothing was added.
exit_status carry_out(const stock_add_request&, const settings&, const terminal&);

// Both throw cannot_start with a sentence when database, file or product cannot be found.

}  // namespace agentbackend::host
