// The replies that several parts of the page's server give. Pure functions.

#pragma once

#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "demo_page/exchange.hpp"

namespace agentbackend::demo_page {

// `why` is a sentence for the visitor.
inline reply refusal(int status, std::string_view why) {
    boost::json::object said;
    said["error"] = why;
    reply r;
    r.status = status;
    r.body = boost::json::serialize(said);
    return r;
}

inline reply success(const boost::json::object& content = {}) {
    reply r;
    r.body = boost::json::serialize(content);
    return r;
}

}  // namespace agentbackend::demo_page
