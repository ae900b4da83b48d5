// How deep what the platform says may be nested, answer or update, polled or posted.

#pragma once

#include <boost/json/parse_options.hpp>

namespace agentbackend::bot_api {

inline boost::json::parse_options bounded_depth() {
    boost::json::parse_options options;
    options.max_depth = 64;
    return options;
}

}  // namespace agentbackend::bot_api
