// What is said of a Bot API server that answers, some bots or all, and does not.

#include "bots/server_health.hpp"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <sstream>

namespace agentbackend::host {
namespace {

class health_of_the_server : public ::testing::Test {
protected:
    // How many lines there are by now, of both kinds.
    std::string told() const {
        const auto text = lines.str();
        std::string kinds;
        for (std::size_t at = 0; (at = text.find('[', at)) != std::string::npos; ++at) {
            if (text.compare(at, 9, "[warning]") == 0) kinds += "lost ";
            if (text.compare(at, 6, "[info]") == 0) kinds += "back ";
        }
        return kinds;
    }

    static constexpr bot_ref one = bot_ref::of({1});
    static constexpr bot_ref other = bot_ref::of({2});
    const bot_api::failure no_answer{bot_api::failure_kind::bad_response, "no JSON"};

    std::ostringstream lines;
    spdlog::logger log{"test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)};
    server_health health{log};
};

TEST_F(health_of_the_server, is_told_once_when_it_is_lost_and_once_when_it_is_back) {
    for (int i = 0; i < 3; ++i) {
        health.failed(one, no_answer);
        health.failed(other, no_answer);
    }
    EXPECT_EQ(told(), "lost ");
    health.answered(other);
    health.answered(one);
    EXPECT_EQ(told(), "lost back ");
    health.failed(one, no_answer);
    EXPECT_EQ(told(), "lost back lost ");
}

TEST_F(health_of_the_server, is_not_told_again_and_again_of_one_bot_that_gets_no_answer) {
    for (int i = 0; i < 3; ++i) {
        health.failed(one, no_answer);
        health.answered(other);
    }
    EXPECT_EQ(told(), "lost back ");
    health.failed(other, no_answer);
    EXPECT_EQ(told(), "lost back lost ") << "now it is not that bot alone";
}

TEST_F(health_of_the_server, forgets_a_bot_that_has_left) {
    health.failed(one, no_answer);
    health.answered(other);
    health.left(one);
    health.failed(one, no_answer);
    EXPECT_EQ(told(), "lost back lost ");
}

TEST_F(health_of_the_server, is_not_lost_for_a_refusal_that_is_not_its_own_trouble) {
    bot_api::failure refused{bot_api::failure_kind::refused, "Bad Request"};
    refused.error_code = 400;
    health.failed(one, refused);
    EXPECT_EQ(told(), "");
    refused.error_code = 502;
    health.failed(one, refused);
    EXPECT_EQ(told(), "lost ");
}

}  // namespace
}  // namespace agentbackend::host
