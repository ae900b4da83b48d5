// One line: every way to write a value, and every way to get one wrong.

#include "transfer/import_line.hpp"

#include "unit/support/builders.hpp"
#include "unit/support/printers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace agentbackend::test {
namespace {

using ::testing::HasSubstr;
using transfer::agent_row;
using transfer::read_import_line;
using transfer::withdrawal_row;

agent_row agent_with(const std::string& fields) {
    const auto line = read_import_line(R"({"agent_id":"agent_1",)" + fields + "}");
    EXPECT_EQ(line.complaint, "") << fields;
    const auto* row = std::get_if<agent_row>(&line.row);
    return row ? *row : agent_row{};
}

withdrawal_row withdrawal_with(const std::string& fields) {
    const auto line =
        read_import_line(R"({"request_id":"aw_1","agent_id":"agent_1",)" + fields + "}");
    EXPECT_EQ(line.complaint, "") << fields;
    const auto* row = std::get_if<withdrawal_row>(&line.row);
    return row ? *row : withdrawal_row{};
}

TEST(import_line, reads_an_amount_however_it_is_written) {
    for (const std::string written :
         {R"("150.25")", "150.25", R"({"$numberDecimal":"150.25"})",
          R"({"$numberDouble":"150.25"})", R"("1.5025E+2")", R"({"$numberDecimal":"1.5025E+2"})",
          "1.5025e2", "150.250000000"}) {
        EXPECT_EQ(agent_with(R"("profit_available_usdt":)" + written).available, amount("150.25"))
            << written;
    }
    for (const std::string written :
         {"50", R"("50")", "50.0", R"({"$numberInt":"50"})", R"({"$numberLong":"50"})",
          R"({"$numberLong":50})", R"({"$numberDecimal":"5E+1"})"}) {
        EXPECT_EQ(agent_with(R"("markup_usdt":)" + written).markup, amount("50")) << written;
    }
    EXPECT_EQ(agent_with(R"("profit_available_usdt":"-3.5")").available, minus("3.5"));
}

// 0.1 + 0.2 and 0.3 are different numbers in binary, and so are these two amounts.
TEST(import_line, keeps_bare_decimals_as_they_are_written) {
    EXPECT_EQ(agent_with(R"("profit_available_usdt":999999999.999999)").available,
              amount("999999999.999999"));
    EXPECT_EQ(agent_with(R"("profit_available_usdt":3999999999999.999999)").available.micros(),
              3'999'999'999'999'999'999);
}

TEST(import_line, reads_a_time_however_it_is_written) {
    for (const std::string written :
         {R"({"$date":"2025-01-24T14:30:22Z"})", R"({"$date":"2025-01-24T14:30:22.000Z"})",
          R"({"$date":{"$numberLong":"1737729022000"}})", R"({"$date":1737729022000})",
          R"({"$date":"2025-01-24T22:30:22+0800"})", R"("2025-01-24T14:30:22Z")",
          R"("2025-01-24T14:30:22+00:00")"}) {
        EXPECT_EQ(agent_with(R"("created_at":)" + written).created_at, story_start) << written;
    }
}

TEST(import_line, takes_a_time_without_a_zone_as_utc_and_says_so) {
    for (const std::string written : {R"("2025-01-24T14:30:22")", R"("2025-01-24 14:30:22")"}) {
        const auto line =
            read_import_line(R"({"agent_id":"agent_1","created_at":)" + written + "}");
        EXPECT_EQ(std::get<agent_row>(line.row).created_at, story_start) << written;
        ASSERT_EQ(line.notes.size(), 1u) << written;
        EXPECT_EQ(line.notes[0],
                  "agent agent_1: created_at names no time zone; it is taken as UTC.");
    }
}

TEST(import_line, reads_a_person_however_they_are_written) {
    for (const std::string written :
         {"123456789", R"("123456789")", "123456789.0", R"({"$numberLong":"123456789"})",
          R"({"$numberDouble":"123456789.0"})"}) {
        EXPECT_EQ(agent_with(R"("owner_user_id":)" + written).owner, user_id{123456789}) << written;
    }
    for (const std::string nobody : {"null", "0", R"("0")"}) {
        EXPECT_EQ(agent_with(R"("owner_user_id":)" + nobody).owner, std::nullopt) << nobody;
    }
}

TEST(import_line, gives_missing_fields_their_defaults) {
    const auto line = read_import_line(R"({"agent_id":"agent_1"})");
    const auto& row = std::get<agent_row>(line.row);
    EXPECT_EQ(row, agent_row{.agent_id = "agent_1"});
    const auto request = withdrawal_with(R"("amount_usdt":"20")");
    EXPECT_EQ(request.status, withdrawal_status::pending);
    EXPECT_EQ(request.fee, std::nullopt);
    EXPECT_EQ(request.reviewed_at, std::nullopt);
}

TEST(import_line, treats_null_as_missing_and_passes_over_what_it_does_not_know) {
    const auto row = agent_with(
        R"("name":null,"markup_usdt":null,"links":null,"created_at":null,"__v":{"$numberInt":"0"})");
    EXPECT_EQ(row, agent_row{.agent_id = "agent_1"});
}

// An old program's log, its cache, whatever: none of it has anything to do with the move.
TEST(import_line, passes_over_a_field_it_does_not_know_however_large_and_deep_it_is) {
    std::string many = "1";
    for (int i = 0; i < 20'000; ++i) many += ",1";
    std::string members;
    for (int i = 0; i < 5'000; ++i) members += ",\"f" + std::to_string(i) + "\":0";
    const auto row =
        agent_with(R"("log":[)" + many + R"(],"cache":)" + std::string(90, '[') +
                   std::string(90, ']') + ",\"" + std::string(5'000, 'k') + "\":1" + members);
    EXPECT_EQ(row, agent_row{.agent_id = "agent_1"});
}

struct refused_line {
    std::string line;
    std::string because;  // part of the sentence
};

class a_bad_line : public ::testing::TestWithParam<refused_line> {};

TEST_P(a_bad_line, is_refused_with_a_sentence) {
    const auto line = read_import_line(GetParam().line);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(line.row));
    EXPECT_THAT(line.complaint, HasSubstr(GetParam().because));
    EXPECT_TRUE(line.complaint.ends_with('.')) << line.complaint;
}

std::string agent(const std::string& fields) { return R"({"agent_id":"agent_1",)" + fields + "}"; }
std::string request(const std::string& fields) {
    return R"({"request_id":"aw_1","agent_id":"agent_1",)" + fields + "}";
}

INSTANTIATE_TEST_SUITE_P(
    that_is_not_a_document, a_bad_line,
    ::testing::Values(
        refused_line{"not json", "not readable as JSON at byte"},
        refused_line{"", "not readable as JSON"},
        refused_line{R"({"agent_id":"agent_1")", "not readable as JSON"},
        refused_line{R"({"agent_id":"agent_1"} {})", "extra data"},
        refused_line{R"({"agent_id":"agent_1",})", "not readable as JSON"},
        refused_line{"{\"agent_id\":\"\xC3\x28\"}", "is not UTF-8 text; save the file as UTF-8."},
        refused_line{std::string("\xFF\xFE{\0", 4), "is not UTF-8 text"},
        refused_line{R"({"agent_id":"a","agent_id":"b"})", "names \"agent_id\" twice"},
        refused_line{R"({"agent_id":"a\u0000b"})", "NUL"},
        refused_line{R"([{"agent_id":"agent_1"}])", "without --jsonArray"},
        refused_line{R"("agent_1")", "no document in braces"},
        refused_line{R"({"name":"Alpha"})", "neither a request_id nor an agent_id"},
        refused_line{R"({"kind":"order","agent_id":"agent_1","order_id":3})",
                     "neither an agent nor a withdrawal"},
        refused_line{std::string(500, '['), "deeper than any document of MongoDB; take it out"},
        refused_line{R"({"agent_id":"agent_1","b":1,"c":)" + std::string(500, '[') +
                         std::string(500, ']') + "}",
                     "is nested deeper than any document of MongoDB, in its field \"c\"; take that "
                     "field out."}));

INSTANTIATE_TEST_SUITE_P(
    with_a_bad_field, a_bad_line,
    ::testing::Values(
        refused_line{agent(R"("markup_usdt":"0,05")"), "\"0,05\", which is no amount"},
        refused_line{agent(R"("markup_usdt":"")"), "\"\", which is no amount"},
        refused_line{agent(R"("markup_usdt":".5")"), "no amount"},
        refused_line{agent(R"("markup_usdt":"5.")"), "no amount"},
        refused_line{agent(R"("markup_usdt":"0x10")"), "no amount"},
        refused_line{agent(R"("markup_usdt":true)"), "neither a number nor a text"},
        refused_line{agent(R"("markup_usdt":{"$numberDecimal":"NaN"})"), "no amount"},
        refused_line{agent(R"("markup_usdt":{"$numberDecimal":"Infinity"})"), "no amount"},
        refused_line{agent(R"("markup_usdt":"-0.05")"), "markup_usdt is below zero"},
        refused_line{agent(R"("markup_usdt":"1000000000.000001")"), "beyond what this system"},
        refused_line{agent(R"("total_paid_usdt":"-1")"), "total_paid_usdt is below zero"},
        refused_line{agent(R"("profit_available_usdt":18.749999999999996)"),
                     "more than six decimals; round it"},
        refused_line{agent(R"("profit_available_usdt":1E+99)"), "beyond what this system"},
        refused_line{agent(R"("profit_available_usdt":"4000000000000.000001")"), "beyond"},
        refused_line{agent(R"("owner_user_id":"me")"), "owner_user_id is no user id"},
        refused_line{agent(R"("owner_user_id":-5)"), "no user id"},
        refused_line{agent(R"("owner_user_id":1.5)"), "no user id"},
        refused_line{agent(R"("created_at":"yesterday")"), "created_at is no time"},
        refused_line{agent(R"("created_at":1737729022)"), "created_at is no time"},
        refused_line{agent(R"("created_at":{"$date":"0000-01-01T00:00:00Z"})"), "no time"},
        refused_line{agent(R"("created_at":"0000-01-01T00:00:00")"), "no time"},
        refused_line{agent(R"("created_at":{"$date":"9999-12-31T23:59:59-14:00"})"), "no time"},
        refused_line{agent(R"("created_at":{"$date":"0001-01-01T00:00:00+14:00"})"), "no time"},
        refused_line{agent(R"("created_at":{"$date":{"$numberLong":"99999999999999999"}})"),
                     "no time"},
        refused_line{agent(R"("name":17)"), "name is not a text"},
        refused_line{agent(R"("links":"none")"), "links is not an object"},
        refused_line{agent(R"("links":{"support_link":5})"), "links: support_link is not a text"},
        refused_line{agent(R"("links":{"extra_links":{}})"), "extra_links is not a list"},
        refused_line{agent(R"("links":{"extra_links":["x"]})"), "not a title and a url"},
        refused_line{R"({"agent_id":""})", "agent_id is no id"},
        refused_line{R"({"agent_id":"a\nb"})", "agent_id is no id"},
        refused_line{R"({"agent_id":"my shop"})",
                     "agent_id is no id: an id is one word of 1 to 64 characters, all of them to "
                     "be seen. Give it another, wherever it stands in the files."},
        refused_line{R"({"agent_id":"my\u3000shop"})", "agent_id is no id"},
        refused_line{R"({"agent_id":"poh\u202es"})", "agent_id is no id"},
        refused_line{R"({"agent_id":"agent_1\u200b"})", "agent_id is no id"},
        refused_line{R"({"agent_id":"a\u009b31m"})", "agent_id is no id"},
        refused_line{R"({"agent_id":")" + std::string(65, 'a') + R"("})", "agent_id is no id"},
        refused_line{R"({"agent_id":5})", "agent_id is not a text"},
        refused_line{R"({"agent_id":"main","name":"Main"})",
                     "agent main: its id names the main bot wherever an id is typed"},
        // A phone begins a word with a capital letter.
        refused_line{R"({"agent_id":"Main"})",
                     "agent Main: its id names the main bot wherever an id is typed"},
        refused_line{R"({"agent_id":"MAIN"})", "its id names the main bot"},
        refused_line{request(R"("status":"pending")"), "amount_usdt is missing"},
        refused_line{request(R"("amount_usdt":"20","status":"done")"), "status is \"done\""},
        refused_line{R"({"request_id":"aw_1","amount_usdt":"20"})", "agent_id is missing"},
        refused_line{R"({"request_id":"aw_1","agent_id":"my shop","amount_usdt":"20"})",
                     "agent_id is missing, or no id"},
        refused_line{R"({"request_id":"aw 1","agent_id":"a","amount_usdt":"20"})",
                     "request_id is no id"},
        refused_line{R"({"request_id":"","agent_id":"a","amount_usdt":"20"})",
                     "request_id is no id"}));

TEST(import_line, never_repeats_a_token) {
    const std::string token = "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ012345678";
    for (const auto& line :
         {agent(R"("token":")" + token + R"(","name":5)"), agent(R"("token":")" + token),
          R"({"agent_id":"","token":")" + token + R"("})"}) {
        EXPECT_EQ(read_import_line(line).complaint.find(token), std::string::npos) << line;
    }
}

}  // namespace
}  // namespace agentbackend::test
