// `agentbackend backup` and `verify`, beside a host at work.

#include "demo/tampering.hpp"
#include "e2e/command_fixture.hpp"

namespace agentbackend::test {
namespace {

using ::testing::HasSubstr;
using namespace agentbackend::literals;

using a_backup_command = an_operator;
using a_verify_command = an_operator;

std::string codes(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "CODE-" + std::to_string(i) + "\n";
    return text;
}

TEST_F(a_backup_command, under_load_is_one_sound_state_of_the_shop) {
    given_a_running_shop();
    // A flood of customers, and a file of stock that goes in meanwhile.
    for (int person = 1'000; person < 1'040; ++person) {
        stage.world().person(person, "Somebody", "en").in("alpha_bot").sends("/start");
    }
    const auto stock = file("codes.txt", codes(20'000));
    child_process adding(launch_of({"stock", "add", "1", stock}));
    const auto copy = in_folder("backup.db");
    expect_done(runs({"backup", copy}), "Copied ");
    expect_done(runs({"verify", "--database", copy}), "every rule holds");
    EXPECT_EQ(adding.await_exit(), 0) << adding.output();
    stage.stop_host();
    EXPECT_TRUE(is_private(copy));
    expect_done(runs({"verify"}), "every rule holds");
}

TEST_F(a_backup_command, can_be_served_from) {
    given_a_running_shop();
    stage.stop_host();
    const auto copy = in_folder("backup.db");
    expect_done(runs({"backup", copy}), "keep a copy of the key file");
    // The log that SQLite keeps beside a database belongs to that one alone.
    for (const auto* part : {"", "-wal", "-shm"}) {
        std::filesystem::remove(stage.database().string() + part);
    }
    std::filesystem::rename(copy, stage.database());
    stage.start_host();
    stage.running().await_output("@alpha_bot is up");
    stage.stop_host();
}

TEST_F(a_backup_command, never_takes_the_place_of_a_file) {
    given_a_running_shop();
    stage.stop_host();
    const auto letter = file("letter.txt", "Dear diary");
    expect_refused({"backup", letter}, 2, "is there already");
    EXPECT_EQ(content(letter), "Dear diary");
    expect_refused({"backup", stage.database().string()}, 2, "is there already");
    expect_refused({"backup", in_folder("no/copy.db")}, 2, "does not exist");
    expect_refused({"backup"}, 2, "FILE is required");
}

TEST_F(a_backup_command, of_no_database_makes_none) {
    expect_refused({"backup", in_folder("copy.db")}, 2, "does not exist");
}

TEST_F(a_verify_command, of_a_file_that_was_tampered_with_answers_one_and_says_where) {
    given_a_running_shop();
    stage.stop_host();
    expect_done(runs({"verify"}), "every rule holds");
    host::add_to_available(stage.database(), "Alpha", "100"_usdt);
    const auto verdict = runs({"verify"});
    EXPECT_EQ(verdict.status, 1);
    EXPECT_THAT(verdict.output, HasSubstr("This is not as it must be:\n"));
    EXPECT_THAT(verdict.output, HasSubstr("100.00"));
}

TEST_F(a_verify_command, whose_words_do_not_reach_their_file_answers_one) {
    given_a_running_shop();
    stage.stop_host();
    for (const auto& command : {std::string("verify"), "backup '" + in_folder("copy.db") + "'"}) {
        auto by_shell =
            launch_of({"-c", "exec \"$0\" " + command + " >/dev/full", AGENTBACKEND_EXECUTABLE});
        by_shell.program = "/bin/sh";
        const auto ended = run_to_its_end(by_shell);
        EXPECT_EQ(ended.status, 1) << command;
        EXPECT_THAT(ended.output, HasSubstr("not all of the output could be written"));
    }
    expect_done(runs({"verify", "--database", in_folder("copy.db")}), "every rule holds");
}

TEST_F(a_verify_command, of_no_database_answers_two_and_makes_none) {
    expect_refused({"verify"}, 2, "does not exist");
}

}  // namespace
}  // namespace agentbackend::test
