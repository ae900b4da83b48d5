// `agentbackend verify`: the auditor's report, for people. Reads beside a running host, writes
// nothing.

#pragma once

#include <iosfwd>
#include <string>

#include "cannot_start.hpp"

namespace agentbackend::host {

// `success` when every rule holds, `failure` when one does not. Throws cannot_start with a sentence
// when the database cannot be read.
exit_status verify_database(const std::string& path, std::ostream&);

}  // namespace agentbackend::host
