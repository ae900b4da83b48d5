// How the Bot API says no.

#pragma once

#include <chrono>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/system/result.hpp>

namespace agentbackend::sandbox {

struct api_error {
    int code = 400;
    std::string description;
    boost::json::object parameters;
};

template <class T>
using api_result = boost::system::result<T, api_error>;

inline api_error bad_request(const std::string& why) { return {400, "Bad Request: " + why, {}}; }

// The result of methods that have nothing to tell.
inline boost::json::value done() { return boost::json::value(true); }

inline api_error forbidden(const std::string& why) { return {403, "Forbidden: " + why, {}}; }

inline api_error too_fast(std::chrono::seconds wait) {
    api_error e{429, "Too Many Requests: retry after " + std::to_string(wait.count()), {}};
    e.parameters["retry_after"] = wait.count();
    return e;
}

}  // namespace agentbackend::sandbox
