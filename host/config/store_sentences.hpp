// What is wrong with a database, for the operator: what happened and what to do. Pure.

#pragma once

#include <agentbackend/error.hpp>

#include <string>
#include <string_view>

namespace agentbackend::host {

// A sentence for an error of opening or reading the database at `path`.
std::string store_sentence(const error&, std::string_view path);

}  // namespace agentbackend::host
