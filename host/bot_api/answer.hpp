// From an HTTP exchange to the outcome of a call: which answers are results, which are failures,
// and in which words. Pure functions.

#pragma once

#include <string>

#include <boost/json/value.hpp>

#include "bot_api/connection.hpp"
#include "bot_api/failure.hpp"

namespace agentbackend::bot_api {

// What is under "result" of an answer that is `ok`. Everything else, down to bytes that are no
// JSON, is a failure.
outcome<boost::json::value> interpret(const http_answer&);

// The body of a file download; errors come in the same form as those of calls.
outcome<std::string> interpret_file(http_answer);

failure describe(const broken_exchange&);

}  // namespace agentbackend::bot_api
