// What keeps the host from starting is said in a sentence, with an exit status, and nothing
// changes.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <agentbackend/sqlite_store.hpp>

#include <fstream>
#include <set>

#include "demo/cast.hpp"
#include "e2e/process_stage.hpp"

namespace agentbackend::test {
namespace {

namespace cast = host::cast;
namespace fs = std::filesystem;

class startup : public ::testing::Test {
protected:
    ending serve(std::map<std::string, std::string> environment) {
        launch l;
        l.arguments = {"serve"};
        l.environment = std::move(environment);
        l.gives_up_privileges = gives_up_privileges;
        l.is_told_to_end_at_once = is_told_to_end_at_once;
        return run_to_its_end(l);
    }

    // The usual environment but for one variable; an empty value takes it away.
    std::map<std::string, std::string> with(const std::string& name,
                                            const std::string& value) const {
        auto environment = stage.environment();
        environment[name] = value;
        if (value.empty()) environment.erase(name);
        return environment;
    }

    // A shell's script, which has the executable as $0.
    ending by_shell(const std::string& script, std::map<std::string, std::string> environment) {
        launch l;
        l.program = "/bin/sh";
        l.arguments = {"-c", script, AGENTBACKEND_EXECUTABLE};
        l.environment = std::move(environment);
        return run_to_its_end(l);
    }

    void expect_refusal(const ending& e, int status, std::string_view fragment) {
        EXPECT_EQ(e.status, status) << e.output;
        EXPECT_NE(e.output.find(fragment), std::string::npos) << e.output;
    }

    std::set<std::string> files() const {
        std::set<std::string> names;
        for (const auto& file : fs::directory_iterator(stage.folder())) {
            names.insert(file.path().filename().string());
        }
        return names;
    }

    void write(const fs::path& path, std::string_view content) {
        std::ofstream(path, std::ios::binary) << content;
    }

    process_stage stage;
    bool gives_up_privileges = false;
    bool is_told_to_end_at_once = false;
};

TEST_F(startup, without_a_token_it_names_the_variable) {
    expect_refusal(serve(with("BOT_TOKEN", "")), 2, "BOT_TOKEN");
    EXPECT_TRUE(files().empty());
}

TEST_F(startup, without_an_admin_it_asks_for_one) {
    expect_refusal(serve(with("ADMIN_IDS", "")), 2, "ADMIN_IDS");
    expect_refusal(serve(with("ADMIN_IDS", "1,someone")), 2, "\"someone\"");
    EXPECT_TRUE(files().empty());
}

TEST_F(startup, a_fee_that_is_not_below_the_minimum_is_refused) {
    expect_refusal(serve(with("WITHDRAWAL_FEE", "10")), 2, "not below the minimum of 10.00 USDT");
    expect_refusal(serve(with("WITHDRAWAL_FEE", "1e1")), 2, "\"1e1\"");
    EXPECT_TRUE(files().empty());
}

TEST_F(startup, a_server_address_that_is_none_is_refused) {
    expect_refusal(serve(with("BOT_API_URL", "ftp://example.com")), 2, "--api-url");
    EXPECT_TRUE(files().empty());
}

TEST_F(startup, a_token_the_server_refuses_ends_it) {
    const auto refused = serve(with("BOT_TOKEN", "1234:made-up-token-that-nobody-has-0000000"));
    expect_refusal(refused, 1, "refuses the main bot's token (Unauthorized");
    EXPECT_EQ(refused.output.find("made-up"), std::string::npos) << refused.output;
}

TEST_F(startup, told_to_end_before_it_has_begun_it_ends_in_order) {
    is_told_to_end_at_once = true;
    const auto ended = serve(stage.environment());
    EXPECT_EQ(ended.status, 0) << ended.output;
    EXPECT_NE(ended.output.find("stopped"), std::string::npos) << ended.output;
}

TEST_F(startup, a_database_without_its_folder_is_refused) {
    const auto missing = stage.folder() / "missing" / "shop.db";
    expect_refusal(serve(with("DATABASE", missing.string())), 2, "folder");
    EXPECT_TRUE(files().empty());
}

TEST_F(startup, a_file_that_is_no_database_is_left_alone) {
    const std::string text = "Dear diary, this is not a database, and longer than a header.";
    write(stage.database(), text);
    expect_refusal(serve(stage.environment()), 2, "is not an SQLite database");
    EXPECT_EQ(fs::file_size(stage.database()), text.size());
}

TEST_F(startup, a_database_of_a_newer_program_is_left_alone) {
    ASSERT_TRUE(open_sqlite_store(stage.database().string()));
    {
        // The format's version is the four bytes at 60, big endian, of an SQLite file.
        std::fstream file(stage.database(), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(60);
        file.write("\0\0\3\xE7", 4);
    }
    expect_refusal(serve(stage.environment()), 2, "newer agentbackend");
}

TEST_F(startup, a_database_that_cannot_be_written_is_refused) {
    ASSERT_TRUE(open_sqlite_store(stage.database().string()));
    fs::permissions(stage.folder(), fs::perms::all);
    fs::permissions(stage.database(),
                    fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    gives_up_privileges = true;
    const auto refused = serve(stage.environment());
    if (refused.status == 127) GTEST_SKIP() << "the executable is out of reach for other users";
    expect_refusal(refused, 2, "write access");
}

TEST_F(startup, a_key_file_that_others_may_read_is_refused) {
    const auto key = stage.folder() / "token.key";
    write(key, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    ASSERT_EQ(::chmod(key.c_str(), 0644), 0);
    expect_refusal(serve(with("TOKEN_KEY_FILE", key.string())), 2, "chmod 600");
    EXPECT_EQ(files(), std::set<std::string>{"token.key"});
}

TEST_F(startup, a_key_that_is_no_key_is_refused) {
    expect_refusal(serve(with("AGENT_TOKEN_AES_KEY", "c2hvcnQ=")), 2, "not 32 bytes in base64");
    EXPECT_TRUE(files().empty());
}

TEST_F(startup, makes_its_key_on_the_first_run_for_its_owner_alone) {
    stage.start_host();
    stage.running().await_output("@shop_bot is up");
    auto key = stage.database();
    key += ".key";
    EXPECT_EQ(fs::status(key).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    stage.stop_host();
}

TEST_F(startup, a_second_host_on_the_same_database_is_refused) {
    stage.start_host();
    stage.running().await_output("@shop_bot is up");
    expect_refusal(serve(stage.environment()), 1, "already runs on");
    stage.stop_host();
}

// SQLite names its log by the path: a host by another name would not see what this one commits.
TEST_F(startup, a_database_with_a_second_name_is_refused) {
    ASSERT_TRUE(open_sqlite_store(stage.database().string()));
    const auto second = stage.folder() / "second.db";
    fs::create_hard_link(stage.database(), second);
    expect_refusal(serve(with("DATABASE", second.string())), 2, "has 2 names (hard links)");
    expect_refusal(serve(stage.environment()), 2, "has 2 names (hard links)");
    fs::remove(second);
    expect_refusal(serve(with("BOT_TOKEN", "1234:made-up-token-that-nobody-has-0000000")), 1,
                   "refuses the main bot's token");
}

TEST_F(startup, a_name_that_looks_like_a_uri_is_the_name_of_a_file) {
    write(stage.folder() / "agents.json", R"({"agent_id":"agent_1","status":"stopped"})");
    const auto done = by_shell("cd '" + stage.folder().string() +
                                   "' && \"$0\" import --database file:a.db agents.json"
                                   " && \"$0\" backup --database file:a.db file:b.db"
                                   " && \"$0\" verify --database file:b.db",
                               {});
    EXPECT_EQ(done.status, 0) << done.output;
    EXPECT_EQ(count_of("every rule holds", done.output), 3U) << done.output;
    for (const auto& name : files()) {
        EXPECT_TRUE(name == "agents.json" || name.starts_with("file:")) << name;
    }
}

// The log would go into the next file that is opened.
TEST_F(startup, without_a_standard_error_it_writes_into_no_file_of_the_shop) {
    const auto ended = by_shell("exec \"$0\" serve 2>&-",
                                with("BOT_TOKEN", "1234:made-up-token-that-nobody-has-0000000"));
    EXPECT_EQ(ended.status, 1) << ended.output;
    auto lock = stage.database();
    lock += ".lock";
    EXPECT_EQ(fs::file_size(lock), 0U);
}

TEST_F(startup, keeps_trying_while_the_server_is_down_and_recovers) {
    stage.world().stop_listening();
    stage.start_host();
    stage.running().await_output("the Bot API server cannot be used");
    stage.world().listen_again();
    stage.world().person(1, "Admin", "en").in("shop_bot").sends("/start").expect("Admin menu");
    stage.running().await_output("answers again");
    stage.stop_host();
    EXPECT_EQ(count_of("the Bot API server cannot be used", stage.log()), 1U) << stage.log();
}

TEST_F(startup, ends_in_order_while_the_server_is_down) {
    stage.world().stop_listening();
    stage.start_host();
    stage.running().await_output("the Bot API server cannot be used");
    EXPECT_NO_THROW(stage.stop_host());
}

TEST_F(startup, arguments_that_are_none_are_refused_with_a_hint) {
    launch l;
    l.arguments = {"serve", "--no-such-option"};
    child_process process(l);
    EXPECT_EQ(process.await_exit(), 2);
    process.await_output("--help");
}

TEST_F(startup, verify_of_what_is_no_database_answers_two) {
    write(stage.database(), "Dear diary, this is not a database, and longer than a header.");
    const auto verdict = stage.verify(stage.database());
    EXPECT_EQ(verdict.status, host::exit_status::bad_configuration);
    EXPECT_NE(verdict.report.find("is not an SQLite database"), std::string::npos);
}

}  // namespace
}  // namespace agentbackend::test
