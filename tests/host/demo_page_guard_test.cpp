// Who may use the demo's page, and who is turned away.

#include "demo_page/guard.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace agentbackend::demo_page {
namespace {

constexpr std::string_view own_host = "127.0.0.1:8642";

class a_guard : public ::testing::Test {
protected:
    request visit(std::string path = "/") const {
        request asked;
        asked.method = "GET";
        asked.path = std::move(path);
        asked.headers["host"] = own_host;
        return asked;
    }
    request act(std::string token) const {
        auto asked = visit("/api/chats/1/shop_bot/texts");
        asked.method = "POST";
        asked.headers["x-page-token"] = std::move(token);
        return asked;
    }
    request from(std::string site, std::string mode, request asked) const {
        asked.headers["sec-fetch-site"] = std::move(site);
        asked.headers["sec-fetch-mode"] = std::move(mode);
        return asked;
    }

    // 200 for those who may pass.
    int status_of(const request& asked) const {
        const auto refused = door_.refuse(asked);
        return refused ? refused->status : 200;
    }

    const std::string token_ = make_secret();
    const guard door_{8642, token_};
};

TEST_F(a_guard, lets_in_who_names_a_loopback_host_and_the_port) {
    for (const auto* host : {"127.0.0.1:8642", "localhost:8642", "LOCALHOST:8642"}) {
        auto asked = visit();
        asked.headers["host"] = host;
        EXPECT_EQ(status_of(asked), 200) << host;
    }
}

TEST_F(a_guard, turns_away_foreign_names_that_were_made_to_point_here) {
    for (const auto* host : {"", "127.0.0.1", "example.com:8642", "127.0.0.1.example.com:8642",
                             "localhost.example.com:8642", "127.0.0.1:86420", "127.0.0.2:8642",
                             "127.0.0.1:8642:8642", "LOCALHOST@example.com:8642"}) {
        auto asked = visit();
        asked.headers["host"] = host;
        EXPECT_EQ(status_of(asked), 421) << host;
    }
    auto without = visit();
    without.headers.clear();
    EXPECT_EQ(status_of(without), 421);
}

TEST_F(a_guard, lets_other_sites_lead_to_the_page_and_to_nothing_else) {
    EXPECT_EQ(status_of(from("cross-site", "navigate", visit())), 200);
    EXPECT_EQ(status_of(from("cross-site", "cors", visit())), 403);
    EXPECT_EQ(status_of(from("cross-site", "navigate", visit("/api/stream"))), 403);
    EXPECT_EQ(status_of(from("same-site", "no-cors", visit("/main.js"))), 403);
    EXPECT_EQ(status_of(from("cross-site", "cors", act(token_))), 403);
    EXPECT_EQ(status_of(from("same-origin", "cors", act(token_))), 200);
    EXPECT_EQ(status_of(from("none", "navigate", visit("/api/stream"))), 200);
}

TEST_F(a_guard, lets_nobody_act_without_the_token_of_this_run) {
    EXPECT_EQ(status_of(act(token_)), 200);
    auto near_miss = token_;
    near_miss.back() = near_miss.back() == '0' ? '1' : '0';
    for (const auto& wrong : {std::string(), near_miss, token_ + "0", token_.substr(1)}) {
        EXPECT_EQ(status_of(act(wrong)), 403) << wrong;
    }
    for (const auto* method : {"PUT", "DELETE", "OPTIONS", "HEAD"}) {
        auto asked = visit();
        asked.method = method;
        EXPECT_EQ(status_of(asked), 403) << method;
    }
}

TEST(a_secret, has_32_hexadecimal_digits_and_comes_once) {
    std::set<std::string> seen;
    for (int n = 0; n < 100; ++n) {
        const auto secret = make_secret();
        EXPECT_EQ(secret.size(), 32u);
        EXPECT_EQ(secret.find_first_not_of("0123456789abcdef"), std::string::npos) << secret;
        EXPECT_TRUE(seen.insert(secret).second) << secret;
    }
}

}  // namespace
}  // namespace agentbackend::demo_page
