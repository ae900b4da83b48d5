// Bodies of the type multipart/form-data (RFC 7578), for requests that carry a file.

#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "bot_api/client.hpp"

namespace agentbackend::bot_api {

struct multipart_body {
    std::string content_type;  // names the boundary
    std::string bytes;
};

// Strings among the parameters go in as they are, everything else as JSON text. The boundary is one
// that none of the contents has.
multipart_body encode_multipart(const boost::json::object& parameters, upload_file);

}  // namespace agentbackend::bot_api
