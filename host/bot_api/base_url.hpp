// Where a Bot API server is: the parsed form of a base URL.

#pragma once

#include <string>
#include <string_view>

namespace agentbackend::bot_api {

struct base_url {
    bool is_tls = true;
    std::string host;    // a name or an address, without the brackets of IPv6
    std::string port;    // decimal
    std::string prefix;  // path before `/bot…`, without a trailing slash; often empty

    // What belongs into the Host header.
    std::string authority() const;

    // Whether the host is this machine, by an address or name that cannot be another's.
    bool is_this_machine() const;
};

// Takes `http[s]://host[:port][/path]`. Throws std::invalid_argument, with a sentence for the
// operator, for everything else: other schemes, user names, queries, characters no URL has.
base_url parse_base_url(std::string_view);

// Percent-encodes what may not stand in a path; slashes are kept.
std::string encode_path(std::string_view);

}  // namespace agentbackend::bot_api
