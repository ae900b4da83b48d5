// What the auditor says of a database file, for people. Reads beside a running host, writes
// nothing.

#pragma once

#include <agentbackend/verify.hpp>

#include <functional>
#include <iosfwd>
#include <string>

#include "config/cannot_start.hpp"

namespace agentbackend::host {

// Throws cannot_start with a sentence when the database cannot be read.
audit_report audit_database(const std::string& path,
                            const std::function<void(const audit_progress&)>& = {});

// Several lines.
void print(const audit_report&, std::ostream&);

// Both: `success` when every rule holds, `failure` when one does not.
exit_status verify_database(const std::string& path, std::ostream&);

}  // namespace agentbackend::host
