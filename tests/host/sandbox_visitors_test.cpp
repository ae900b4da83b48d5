// Who may use the sandbox's Bot API: bots on this machine, and no web page that a browser shows.

#include <gtest/gtest.h>

#include <string>

#include "bot_api/base_url.hpp"
#include "raw_http.hpp"
#include "sandbox_fixture.hpp"

namespace agentbackend::sandbox {
namespace {

class sandbox_visitor : public sandbox_world {
protected:
    // The status line's number, for a request with these headers.
    std::string status_for(const std::string& headers) const {
        const auto port = static_cast<unsigned short>(std::stoi(own_port()));
        const auto header = "GET /bot" + std::string(alpha_token) + "/getMe HTTP/1.1\r\n" + headers;
        return test::answer_to(port, header).substr(9, 3);
    }
    std::string own_port() const { return bot_api::parse_base_url(world_.url()).port; }
    std::string own_host() const { return "Host: 127.0.0.1:" + own_port() + "\r\n"; }
};

TEST_F(sandbox_visitor, is_served_when_it_is_a_bot_on_this_machine) {
    EXPECT_EQ(status_for(own_host()), "200");
    EXPECT_EQ(status_for("Host: localhost:" + own_port() + "\r\n"), "200");
}

TEST_F(sandbox_visitor, is_refused_when_it_is_a_web_page) {
    for (const auto* sent : {"Origin: https://example.com", "Origin: null",
                             "Sec-Fetch-Site: cross-site", "sec-fetch-mode: no-cors"}) {
        EXPECT_EQ(status_for(own_host() + sent + "\r\n"), "403") << sent;
    }
}

TEST_F(sandbox_visitor, is_refused_under_a_name_that_was_made_to_point_here) {
    for (const auto& host : {std::string("example.com"), "example.com:" + own_port(),
                             std::string("127.0.0.1"), std::string("127.0.0.1:1")}) {
        EXPECT_EQ(status_for("Host: " + host + "\r\n"), "403") << host;
    }
    EXPECT_EQ(status_for(""), "403");
}

}  // namespace
}  // namespace agentbackend::sandbox
