// `agentbackend import`, as an operator runs it on the evening of the move.

#include "e2e/command_fixture.hpp"
#include "support/sample_rows.hpp"

namespace agentbackend::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace agentbackend::literals;

class an_import_command : public an_operator {
protected:
    words import(const words& more) const {
        words command{"import"};
        command.insert(command.end(), more.begin(), more.end());
        return command;
    }

    const std::string agent_row = std::string(sample_agent) + "\n";
    const std::string withdrawal_row = std::string(sample_withdrawal) + "\n";
    const std::string agents = file("agents.json", agent_row);
    const std::string withdrawals = file("agent_withdrawals.json", withdrawal_row);
};

TEST_F(an_import_command, brings_the_documents_rows_in_and_ends_with_the_audit) {
    const auto done = runs(import({agents, withdrawals}));
    expect_done(done, "Agents: 1 new, 0 here already, 0 here already but different.");
    EXPECT_THAT(done.output, HasSubstr("available 150.25 USDT, frozen 50.00 USDT, paid out so far "
                                       "200.00 USDT"));
    EXPECT_THAT(done.output, HasSubstr("agent_withdrawals.json:1: withdrawal aw_20250124_143022_"
                                       "abc123: its address is the zero address"));
    EXPECT_THAT(done.output, HasSubstr("token needed"));
    EXPECT_THAT(done.output, HasSubstr("Checked 1 journal entry, 1 agent"));
    EXPECT_THAT(done.output, HasSubstr("every rule holds.\n"));
    EXPECT_THAT(done.output, Not(HasSubstr("encrypted_token_string")));
    EXPECT_TRUE(is_private(stage.database().string() + ".key"));

    const auto all = books();
    ASSERT_EQ(all.agents.size(), 1U);
    EXPECT_EQ(all.agents[0].available, "150.25"_usdt);
    EXPECT_EQ(all.withdrawals.of(withdrawal_status::pending).sum, "50"_usdt);
    EXPECT_EQ(runs({"verify"}).status, 0);
}

TEST_F(an_import_command, run_again_changes_nothing) {
    runs(import({agents, withdrawals}));
    const auto before = everything();
    expect_done(runs(import({agents, withdrawals})),
                "Nothing was written: all of it is here already");
    EXPECT_EQ(everything(), before);
}

TEST_F(an_import_command, tried_dry_makes_no_file_and_says_the_same) {
    const auto before = files();
    const auto tried = runs(import({"--dry-run", agents, withdrawals}));
    expect_done(tried, "Nothing was written: this was a dry run.");
    EXPECT_THAT(tried.output, HasSubstr("Agents: 1 new"));
    EXPECT_EQ(files(), before);
}

TEST_F(an_import_command, can_be_tried_dry_by_the_environment_and_by_a_file) {
    const auto before = files();
    expect_done(runs(import({agents, withdrawals}), {{"IMPORT_DRY_RUN", "true"}}), "a dry run");
    EXPECT_EQ(files(), before);
    const auto config = file("shop.toml", "[import]\ndry-run = true\n");
    expect_done(runs(import({agents, withdrawals, "--config", config})), "a dry run");
}

TEST_F(an_import_command, with_a_bad_line_names_it_and_makes_neither_database_nor_key) {
    const auto bad = file("bad.json", agent_row + R"({"agent_id":"agent_2","markup_usdt":"NaN"})");
    expect_refused(import({bad}), 1, "bad.json:2: ");
    expect_refused(import({bad}), 1, "Nothing was imported");
}

TEST_F(an_import_command, with_a_bad_line_leaves_a_shop_as_it_is) {
    runs(import({agents, withdrawals}));
    const auto before = everything();
    const auto bad = file("more.json", R"({"agent_id":"agent_2","owner_user_id":7})"
                                       "\n{\"agent_id\":\n");
    expect_refused(import({bad}), 1, "more.json:2: ");
    EXPECT_EQ(everything(), before);
}

TEST_F(an_import_command, refuses_a_frozen_balance_that_no_request_explains_until_it_reconciles) {
    expect_refused(import({agents}), 1, "50.00 USDT is frozen, 0.00 USDT is in its open");
    expect_done(runs(import({"--reconcile", agents})), "the difference is posted to opening");
    EXPECT_EQ(books().agents[0].frozen, "0"_usdt);
}

TEST_F(an_import_command, refuses_files_that_cannot_be_read) {
    expect_refused(import({in_folder("none.json")}), 2, "none.json cannot be opened: No such file");
    expect_refused(import({stage.folder().string()}), 2, "is a folder");
    expect_refused(import({}), 2, "FILE is required");
}

TEST_F(an_import_command, reads_what_windows_and_a_pipe_would_write) {
    const auto odd =
        file("odd.json", "\xEF\xBB\xBF" + std::string(sample_agent) + "\r\n\r\n" + withdrawal_row);
    expect_done(runs(import({odd})), "Imported.");
}

TEST_F(an_import_command, passes_a_line_of_ten_megabytes_with_a_sentence) {
    const auto huge =
        file("huge.json", "{\"agent_id\":\"" + std::string(10'000'000, 'x') + "\"}\n");
    expect_refused(import({huge}), 1, "huge.json:1: This line is longer than 1 MiB");
}

TEST_F(an_import_command, waits_for_a_running_host_to_be_stopped_but_can_be_tried_beside_it) {
    given_a_running_shop();
    const auto refused = runs(import({agents, withdrawals}));
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.output, HasSubstr("already runs on"));
    expect_done(runs(import({"--dry-run", agents, withdrawals})), "Agents: 1 new");
    customer().sends("/id").expect("Your user id: 42");
    stage.stop_host();
    EXPECT_EQ(books().agents.size(), 2U);
}

// The old system kept readable tokens of bots that were up: they are up again at the next start.
TEST_F(an_import_command, starts_at_the_next_serve_what_was_running_with_a_readable_token) {
    const auto token = std::string(host::cast::alpha_bot.token);
    const auto running =
        file("running.json", R"({"agent_id":"agent_20250124_143022","name":"Alpha",)"
                             R"("owner_user_id":7,"status":"running","token":")" +
                                 token + "\"}\n");
    expect_done(runs(import({running})), "Imported.");
    EXPECT_THAT(content(stage.database().string()), Not(HasSubstr(token.substr(8))));
    stage.start_host();
    stage.running().await_output("@alpha_bot is up");
    stage.stop_host();
}

}  // namespace
}  // namespace agentbackend::test
