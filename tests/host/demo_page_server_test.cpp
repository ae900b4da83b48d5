// The demo page's HTTP server, whatever it serves.

#include "demo_page/server.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "raw_http.hpp"

namespace agentbackend::demo_page {
namespace {

class hello_site final : public site {
public:
    reply answer(request asked) override {
        reply r;
        r.status = asked.method == "GET" ? 200 : 404;
        r.body = "hello";
        return r;
    }
    void refresh() override {}
    std::string news_after(bookmark&) override { return {}; }
};

class a_page_server : public ::testing::Test {
protected:
    a_page_server() { served.begin(); }

    hello_site content;
    server served{content, 0};
};

TEST_F(a_page_server, answers_head_as_get_without_the_body) {
    const auto got = test::answer_to(served.port(), "GET / HTTP/1.1\r\nHost: x\r\n");
    EXPECT_TRUE(got.ends_with("\r\n\r\nhello")) << got;
    const auto head = test::answer_to(served.port(), "HEAD / HTTP/1.1\r\nHost: x\r\n");
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 ")) << head;
    EXPECT_NE(head.find("Content-Length: 5\r\n"), std::string::npos) << head;
    EXPECT_TRUE(head.ends_with("\r\n\r\n")) << head;
}

TEST_F(a_page_server, has_room_for_a_visitor_beside_connections_that_say_nothing) {
    std::deque<test::raw_connection> silent;
    for (int i = 0; i < 64; ++i) silent.emplace_back(served.port());
    const auto got = test::answer_to(served.port(), "GET / HTTP/1.1\r\nHost: x\r\n");
    EXPECT_TRUE(got.starts_with("HTTP/1.1 200 ")) << got;
    EXPECT_EQ(silent.front().rest(), "") << "the one that was idle longest is closed";
}

}  // namespace
}  // namespace agentbackend::demo_page
