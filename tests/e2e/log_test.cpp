// The log of a serving host, read by a machine: one update is followed from its arrival to the
// message that answers it, and through the effect it asked for.

#include <boost/json/parse.hpp>

#include <sstream>

#include "docs/support/pages.hpp"
#include "e2e/command_fixture.hpp"

namespace agentbackend::test {
namespace {

namespace json = boost::json;

std::vector<std::string> names_in(const json::object& line) {
    std::vector<std::string> names;
    for (const auto& field : line) names.emplace_back(field.key());
    return names;
}

// The lines that the guides print.
std::vector<json::object> printed_lines() {
    std::vector<json::object> lines;
    for (const auto& shown : all_pages()) {
        for (const auto& block : shown.blocks) {
            if (block.language != "json") continue;
            for (const auto& line : block.lines) lines.push_back(json::parse(line).as_object());
        }
    }
    return lines;
}

class the_log : public an_operator {
protected:
    // Every line is an object.
    std::vector<json::object> lines() const {
        std::vector<json::object> all;
        std::istringstream in(stage.log());
        for (std::string line; std::getline(in, line);) {
            json::error_code failed;
            const auto read = json::parse(line, failed);
            EXPECT_FALSE(failed) << line;
            if (!failed) all.push_back(read.as_object());
        }
        return all;
    }

    static bool says(const json::object& line, std::string_view fragment) {
        return std::string_view(line.at("text").as_string()).find(fragment) !=
               std::string_view::npos;
    }

    // Of the update that a line with this text goes back to.
    std::vector<json::object> trail_of(std::string_view fragment) const {
        const auto all = lines();
        const auto one = std::find_if(all.begin(), all.end(), [&](const json::object& line) {
            return says(line, fragment) && line.contains("update_id");
        });
        if (one == all.end()) return {};
        std::vector<json::object> trail;
        for (const auto& line : all) {
            if (line.contains("update_id") && line.at("update_id") == one->at("update_id") &&
                line.at("bot") == one->at("bot")) {
                trail.push_back(line);
            }
        }
        return trail;
    }
};

TEST_F(the_log, follows_an_update_to_the_message_that_answers_it) {
    stage.set("LOG_FORMAT", "json");
    stage.start_host();
    stage.world()
        .person(42, "Customer 42", "en")
        .in("shop_bot")
        .sends("/id")
        .expect("Your user id: 42");
    stage.running().await_output(" sent to chat 42");
    stage.stop_host();
    const auto trail = trail_of(" sent to chat 42");
    ASSERT_EQ(trail.size(), 3U) << stage.log();
    EXPECT_TRUE(says(trail[0], "committed, 1 messages"));
    EXPECT_TRUE(says(trail[1], "is queued for chat 42"));
    EXPECT_TRUE(says(trail[2], "sent to chat 42"));
    EXPECT_EQ(trail[1].at("message"), trail[2].at("message"));
    EXPECT_EQ(trail[0].at("bot"), "shop_bot");
    const auto printed = printed_lines();
    EXPECT_EQ(printed.size(), 2U) << "one in each language's guide";
    for (const auto& line : printed) {
        EXPECT_EQ(names_in(line), names_in(trail[2]));
        EXPECT_EQ(line.at("level"), trail[2].at("level"));
        EXPECT_TRUE(says(line, " sent to chat 42"));
    }
}

TEST_F(the_log, follows_an_update_through_the_effect_it_asked_for_and_never_shows_a_token) {
    story.agents_open_their_shops();
    stage.stop_host();
    const auto trail = trail_of("has its outcome");
    const auto count = [&](std::string_view fragment) {
        return std::count_if(trail.begin(), trail.end(),
                             [&](const json::object& line) { return says(line, fragment); });
    };
    EXPECT_GE(count("committed"), 2) << "the update, and the effect's outcome";
    EXPECT_EQ(count("begins"), 1);
    EXPECT_GE(count("sent to chat 1"), 1);
    for (const auto& bot : {host::cast::main_bot, host::cast::alpha_bot, host::cast::beta_bot}) {
        EXPECT_EQ(stage.log().find(bot.token.substr(bot.token.find(':') + 1)), std::string::npos);
    }
}

}  // namespace
}  // namespace agentbackend::test
