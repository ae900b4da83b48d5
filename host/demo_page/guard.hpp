// Who may use the page's server. Browsers let any web page send requests to loopback ports, so a
// request has to show that it comes from the demo's own page.

#pragma once

#include <optional>
#include <string>

#include "demo_page/exchange.hpp"

namespace agentbackend::demo_page {

struct guard {
    unsigned short port = 0;
    std::string token;  // secret of this run; only readers of the event stream know it

    // Nothing when all is right. 421: the host is not a loopback one, as when a foreign name was
    // made to point here. 403: another site asks, or an act does not carry the token.
    std::optional<reply> refuse(const request&) const;
};

// 32 hexadecimal digits that cannot be guessed.
std::string make_secret();

}  // namespace agentbackend::demo_page
