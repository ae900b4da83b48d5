// `agentbackend import`, as an operator runs it on the evening of the move.

#include "e2e/command_fixture.hpp"
#include "support/sample_rows.hpp"

#include <agentbackend/sqlite_store.hpp>

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

TEST_F(an_import_command, tried_dry_leaves_every_byte_of_a_database) {
    runs(import({agents, withdrawals}));
    const auto more = file("more.json", R"({"agent_id":"agent_2","owner_user_id":7})");
    const auto before = every_byte();
    expect_done(runs(import({"--dry-run", more})), "Agents: 1 new");
    EXPECT_EQ(every_byte(), before);
}

// What a host that was killed leaves behind.
TEST_F(an_import_command, tried_dry_leaves_every_byte_of_a_log) {
    runs(import({agents, withdrawals}));
    const auto path = stage.database().string();
    const auto killed = in_folder("killed.db");
    {
        const auto writer = std::move(open_sqlite_store(path).value());
        const auto unit = std::move(writer->begin().value());
        ASSERT_TRUE(unit->work().insert_agent({.agent_id = "in-the-log", .name = "Late"}));
        ASSERT_TRUE(unit->commit());
        for (const auto* part : {"", "-wal", ".key"}) {
            std::filesystem::copy(path + part, killed + part);
        }
    }
    const auto before = content(killed);
    const auto log_before = content(killed + "-wal");
    ASSERT_NE(log_before, "");
    const auto more =
        file("more.json", "{\"agent_id\":\"agent_2\"}\n{\"agent_id\":\"in-the-log\"}");
    expect_done(runs(import({"--dry-run", "--database", killed, more})),
                "Agents: 1 new, 1 here already");
    EXPECT_EQ(content(killed), before);
    EXPECT_EQ(content(killed + "-wal"), log_before);
}

TEST_F(an_import_command, tried_dry_or_refused_leaves_an_empty_file_empty) {
    file("bots.db", "");
    const auto before = every_byte();
    const words on_it{"--database", in_folder("bots.db")};
    expect_done(runs(import({"--dry-run", on_it[0], on_it[1], agents, withdrawals})),
                "Agents: 1 new");
    EXPECT_EQ(every_byte(), before);
    expect_refused(import({on_it[0], on_it[1], agents}), 1, "is frozen");
    EXPECT_EQ(every_byte(), before);
}

// A shop that serves has one writer, and it is not the rehearsal.
TEST_F(an_import_command, can_be_tried_dry_while_somebody_writes) {
    runs(import({agents, withdrawals}));
    const auto more = file("more.json", R"({"agent_id":"agent_2","owner_user_id":7})");
    const auto serving = std::move(open_sqlite_store(stage.database().string()).value());
    const auto sale = std::move(serving->begin().value());
    ASSERT_TRUE(sale->work().insert_agent({.agent_id = "agent_3", .name = "C"}));
    expect_done(runs(import({"--dry-run", more})), "Agents: 1 new");
    EXPECT_TRUE(sale->commit());
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

// Whatever comes out of a pipe is gone when it has been rehearsed.
TEST_F(an_import_command, refuses_what_can_be_read_only_once) {
    const auto once = pipe();
    expect_refused(import({agents, once}), 2,
                   once + " is a pipe or a device, which cannot be read twice. Save what");
    expect_refused(import({"--dry-run", once}), 2, "cannot be read twice");
    expect_refused(import({"/dev/null"}), 2, "cannot be read twice");
}

TEST_F(an_import_command, of_files_without_a_document_is_refused) {
    expect_refused(import({file("empty.json", "")}), 1, "empty.json: This file holds no document.");
}

TEST_F(an_import_command, refuses_a_database_that_nobody_can_look_at) {
    const auto nowhere = circle();
    expect_refused(import({"--database", nowhere, agents, withdrawals}), 2, "cannot be looked at");
    expect_refused(import({"--dry-run", "--database", stage.folder().string(), agents}), 2,
                   "is a folder. Name the database in it");
    expect_refused(import({"--dry-run", "--database", agents, agents, withdrawals}), 2,
                   "is not an SQLite database");
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
