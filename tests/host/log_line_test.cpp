// What a line of the log looks like, whatever is in it.

#include "log/log_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <boost/json/parse.hpp>

#include <sstream>

namespace agentbackend::host {
namespace {

using ::testing::EndsWith;

class a_log_line : public ::testing::Test {
protected:
    // What comes of a line.
    std::string written(std::unique_ptr<spdlog::formatter> format, const std::string& text) {
        std::ostringstream out;
        spdlog::logger log("test", std::make_shared<spdlog::sinks::ostream_sink_st>(out));
        log.set_formatter(std::move(format));
        log.warn("{}", text);
        return out.str();
    }
    boost::json::object json(const std::string& text) {
        const auto line = written(make_json_lines(), text);
        EXPECT_EQ(line.find('\n'), line.size() - 1) << line;
        return boost::json::parse(line).as_object();
    }

    const about everything{
        .because = {"shop_bot", 17}, .message = outbox_ref{4}, .effect = effect_ref{2}};
};

TEST_F(a_log_line, says_to_people_what_it_is_about) {
    EXPECT_THAT(written(make_text_lines(), fmt::format("message {} waits{}", 4, everything)),
                EndsWith("Z warning message 4 waits (bot shop_bot, update_id 17, message 4, effect "
                         "2)\n"));
    EXPECT_THAT(written(make_text_lines(), "stopping"), EndsWith("Z warning stopping\n"));
}

TEST_F(a_log_line, is_an_object_for_machines) {
    const auto line = json(fmt::format("message {} waits{}", 4, everything));
    EXPECT_EQ(line.at("level"), "warning");
    EXPECT_EQ(line.at("text"), "message 4 waits");
    EXPECT_EQ(line.at("bot"), "shop_bot");
    EXPECT_EQ(line.at("update_id"), 17);
    EXPECT_EQ(line.at("message"), 4);
    EXPECT_EQ(line.at("effect"), 2);
    EXPECT_THAT(std::string(line.at("time").as_string()), EndsWith("Z"));
}

TEST_F(a_log_line, names_only_what_there_is) {
    const auto line = json(fmt::format("stopping{}", about{}));
    EXPECT_EQ(line.at("text"), "stopping");
    EXPECT_FALSE(line.contains("bot") || line.contains("message"));
}

TEST_F(a_log_line, stays_one_line_and_readable_whatever_others_wrote) {
    const std::string nasty = "a \"quote\"\nand\r\x1b[31m a \\ and \xFF";
    EXPECT_EQ(json(nasty).at("text"), "a \"quote\" and  [31m a \\ and ?");
    const auto text = written(make_text_lines(), nasty);
    EXPECT_EQ(text.find('\n'), text.size() - 1);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(json("🛍 代理").at("text"), "🛍 代理");
}

}  // namespace
}  // namespace agentbackend::host
