// What goes back over a connection, and how: whole, or as a fault wants it.

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <boost/json/value.hpp>

#include "sandbox/api_error.hpp"
#include "sandbox/fault.hpp"

namespace agentbackend::sandbox {

struct reply {
    enum class manner {
        whole,
        cut,     // half of the body, then the connection is closed
        nothing  // the connection is closed
    };

    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::optional<std::chrono::seconds> retry_after;
    reply::manner manner = manner::whole;
};

reply to_reply(const api_result<boost::json::value>&);
reply file_reply(std::string bytes);
reply no_reply();

// Of a fault that answers.
reply scripted_reply(const fault&);

// What is left of a reply after a fault that strikes once the request has been carried out.
reply spoil(reply, const std::optional<fault>&);

}  // namespace agentbackend::sandbox
