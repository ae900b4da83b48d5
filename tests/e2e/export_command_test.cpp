// `agentbackend export`, and what other programs make of it.

#include "e2e/command_fixture.hpp"

#include <boost/json/parse.hpp>

#include <cstdio>
#include <memory>
#include <sstream>

namespace agentbackend::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

bool has_hledger() { return std::system("command -v hledger > /dev/null 2>&1") == 0; }

std::string said_by(const std::string& command) {
    std::string said;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((command + " 2>&1").c_str(), "r"),
                                                     pclose);
    char part[4'096];
    while (std::fgets(part, sizeof part, pipe.get())) said += part;
    return said;
}

// In no order: what moves in is numbered by its age.
std::multiset<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::multiset<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.insert(line);
    return lines;
}

class an_export_command : public an_operator {
protected:
    // Everything that moves money: sales, a withdrawal that is paid, a refund, an import with an
    // open request.
    void given_an_eventful_shop() {
        given_a_running_shop();
        story.the_first_card_is_sold();
        story.strangers_are_refused();
        story.the_shelf_is_emptied();
        story.the_owner_asks_to_be_paid();
        story.the_admin_pays();
        admin().sends("/refund 1 \"broken\", sorry").await_reply();
        stage.stop_host();
        const auto moved = file(
            "old.json",
            R"({"agent_id":"agent_20250124_143022","name":"Old: 10% ; shop","owner_user_id":9,)"
            R"("profit_available_usdt":"12.5","profit_frozen_usdt":"20","total_paid_usdt":"7"})"
            "\n"
            R"({"request_id":"aw_20250124_143022_abc123","agent_id":"agent_20250124_143022",)"
            R"("owner_user_id":9,"amount_usdt":"20","fee_usdt":"1","status":"approved",)"
            R"("address":"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss"})"
            "\n");
        const auto imported = runs({"import", moved});
        ASSERT_EQ(imported.status, 0) << imported.output;
    }

    // Something in every table, without a host.
    void given_an_imported_shop() {
        const auto moved = file("old.json", R"({"agent_id":"agent_20250124_143022","name":"Old",)"
                                            R"("owner_user_id":9,"profit_available_usdt":"12.5"})"
                                            "\n");
        ASSERT_EQ(runs({"import", moved}).status, 0);
    }
};

TEST_F(an_export_command, to_hledger_is_a_journal_it_accepts) {
    if (!has_hledger()) GTEST_SKIP() << "hledger is not installed";
    given_an_eventful_shop();
    const auto journal = in_folder("shop.journal");
    expect_done(runs({"export", "--format", "hledger", "--output", journal}), "Wrote ");
    EXPECT_TRUE(is_private(journal));
    EXPECT_EQ(said_by("hledger -f " + journal + " check --strict && echo accepted"), "accepted\n");
    EXPECT_THAT(said_by("hledger -f " + journal + " stats"), HasSubstr("Transactions"));
}

TEST_F(an_export_command, as_json_lines_has_the_documents_names_and_comes_in_elsewhere_as_it_was) {
    given_an_eventful_shop();
    const auto moved =
        file("moved.jsonl",
             runs({"export", "--format", "jsonl", "--tables", "agents,withdrawals"}).output);
    std::istringstream lines(content(moved));
    std::string first;
    std::getline(lines, first);
    const auto row = boost::json::parse(first).as_object();
    for (const auto* name :
         {"agent_id", "name", "status", "owner_user_id", "markup_usdt", "profit_available_usdt",
          "profit_frozen_usdt", "total_paid_usdt", "links", "created_at", "updated_at"}) {
        EXPECT_TRUE(row.contains(name)) << name << " in " << first;
    }
    EXPECT_FALSE(row.contains("token"));
    const std::map<std::string, std::string> elsewhere{{"DATABASE", in_folder("elsewhere.db")}};
    expect_done(runs({"import", moved}, elsewhere), "Agents: 3 new");
    // What was settled before keeps its journal there; here, balances begin as opening ones.
    const auto there = runs({"export", "--format", "jsonl", "--tables", "withdrawals"}, elsewhere);
    const auto here = runs({"export", "--format", "jsonl", "--tables", "withdrawals"});
    EXPECT_EQ(lines_of(there.output), lines_of(here.output));
}

TEST_F(an_export_command, as_csv_is_a_folder_of_tables_for_its_owner_alone) {
    given_an_imported_shop();
    const auto folder = in_folder("books");
    expect_done(runs({"export", "--format", "csv", "--output", folder}), "agents.csv");
    EXPECT_TRUE(is_private(folder));
    for (const auto* table : {"agents", "orders", "withdrawals", "journal"}) {
        EXPECT_TRUE(is_private(folder + "/" + table + ".csv")) << table;
    }
    EXPECT_THAT(content(folder + "/agents.csv"), HasSubstr(",Old,stopped,9,0.00,12.50,0.00,0.00,"));
}

TEST_F(an_export_command, never_takes_the_place_of_a_file) {
    given_an_imported_shop();
    const auto letter = file("letter.txt", "Dear diary");
    expect_refused({"export", "--format", "jsonl", "--output", letter}, 1, "is there already");
    EXPECT_EQ(content(letter), "Dear diary");

    // One table is in the way of all of them.
    const auto folder = in_folder("books");
    std::filesystem::create_directory(folder);
    file("books/journal.csv", "mine");
    expect_refused({"export", "--format", "csv", "--output", folder}, 1, "journal.csv is there");
    EXPECT_EQ(content(folder + "/journal.csv"), "mine");
    EXPECT_FALSE(std::filesystem::exists(folder + "/agents.csv"));
}

TEST_F(an_export_command, can_be_set_by_the_environment_and_by_a_file) {
    given_an_imported_shop();
    const auto by_environment = runs({"export"}, {{"EXPORT_FORMAT", "jsonl"}});
    const auto config = file("shop.toml", "[export]\nformat = \"jsonl\"\n");
    const auto by_file = runs({"export", "--config", config});
    EXPECT_THAT(by_environment.output, HasSubstr(R"("kind":"agent")"));
    EXPECT_EQ(by_file.output, by_environment.output);
}

TEST_F(an_export_command, refuses_what_no_format_can_hold) {
    given_an_imported_shop();
    expect_refused({"export"}, 2, "--format is required");
    expect_refused({"export", "--format", "pdf"}, 2, "pdf");
    expect_refused({"export", "--format", "csv"}, 2, "A CSV file is one table");
    expect_refused({"export", "--format", "jsonl", "--tables", "agents,owners"}, 2, "\"owners\"");
    expect_refused({"export", "--format", "hledger", "--tables", "agents"}, 2,
                   "Leave out --tables");
    expect_refused({"export", "--format", "jsonl", "--output", in_folder("no/such/file")}, 1,
                   "does not exist");
    const auto too_long = in_folder(std::string(300, 'x'));
    expect_refused({"export", "--format", "jsonl", "--output", too_long}, 1, "is too long");
    expect_refused({"export", "--format", "csv", "--output", too_long}, 1, "is too long");
    const auto nowhere = circle();
    expect_refused({"export", "--format", "csv", "--output", nowhere}, 1, "is there already");
}

TEST_F(an_export_command, of_no_database_makes_none) {
    expect_refused({"export", "--format", "jsonl", "--output", in_folder("out")}, 2,
                   "does not exist");
}

TEST_F(an_export_command, has_no_token_in_it) {
    given_a_running_shop();
    const auto all = runs({"export", "--format", "jsonl"}).output +
                     runs({"export", "--format", "hledger"}).output;
    stage.stop_host();
    EXPECT_THAT(all, HasSubstr("Alpha"));
    EXPECT_THAT(all, Not(HasSubstr(std::string(host::cast::alpha_bot.token))));
}

}  // namespace
}  // namespace agentbackend::test
