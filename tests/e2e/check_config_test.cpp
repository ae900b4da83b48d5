// `agentbackend check-config` says what serve would say, and starts nothing.

#include "e2e/command_fixture.hpp"

#include <sys/stat.h>

namespace agentbackend::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class a_configuration : public an_operator {
protected:
    ending check(const std::map<std::string, std::string>& changes = {}) const {
        auto environment = stage.environment();
        for (const auto& [name, value] : changes) environment[name] = value;
        return runs({"check-config"}, environment);
    }

    void expect_stop(const std::map<std::string, std::string>& changes,
                     const std::string& fragment) const {
        const auto said = check(changes);
        EXPECT_EQ(said.status, 2) << said.output;
        EXPECT_THAT(said.output, Not(HasSubstr(": STOP"))) << "each verdict has a line of its own";
        EXPECT_THAT(said.output, HasSubstr(fragment));
        EXPECT_THAT(said.output, HasSubstr("serve would not start."));
    }
};

TEST_F(a_configuration, that_is_good_is_told_in_a_line_for_each_subject) {
    const auto said = check();
    expect_done(said, "serve would start.\n");
    EXPECT_THAT(said.output, HasSubstr("ok   admins: 1\n"));
    EXPECT_THAT(said.output, HasSubstr("withdrawals from 10.00 USDT, fee 1.00 USDT"));
    EXPECT_THAT(said.output, HasSubstr("none yet; serve would make " + stage.database().string()));
    EXPECT_TRUE(files().empty());
}

TEST_F(a_configuration, is_told_without_its_secrets) {
    const std::string key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const auto said = check({{"AGENT_TOKEN_AES_KEY", key}});
    expect_done(said, "in AGENT_TOKEN_AES_KEY");
    EXPECT_THAT(said.output, Not(HasSubstr(key)));
    EXPECT_THAT(said.output, Not(HasSubstr(std::string(host::cast::main_bot.token.substr(8)))));
}

TEST_F(a_configuration, names_everything_that_is_wrong_at_once) {
    expect_stop({{"BOT_TOKEN", "nonsense"}, {"ADMIN_IDS", "someone"}, {"WITHDRAWAL_FEE", "10"}},
                "STOP main bot: The main bot's token is not shaped like one");
    expect_stop({{"BOT_TOKEN", "nonsense"}, {"ADMIN_IDS", "someone"}}, "STOP admins: \"someone\"");
    expect_stop({{"WITHDRAWAL_FEE", "10"}}, "STOP money: ");
    expect_stop({{"BOT_API_URL", "ftp://example.com"}}, "STOP Bot API: ");
    expect_stop({{"LOG_LEVEL", "loud"}}, "STOP log: ");
    expect_stop({{"DATABASE", in_folder("no/shop.db")}}, "STOP database: The folder ");
    expect_stop({{"DATABASE", stage.folder().string()}},
                "STOP database: " + stage.folder().string() + " is a folder");
    EXPECT_TRUE(files().empty());
}

TEST_F(a_configuration, of_a_database_that_nobody_can_look_at_is_told) {
    expect_stop({{"DATABASE", circle()}}, "cannot be looked at");
}

TEST_F(a_configuration, is_told_of_files_that_others_may_read) {
    const auto token = file("token", std::string(host::cast::main_bot.token) + "\n");
    ASSERT_EQ(::chmod(token.c_str(), 0644), 0);
    const auto said = check({{"BOT_TOKEN_FILE", token}});
    expect_done(said, "look others may read the token in " + token);
    const auto key = file("key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    ASSERT_EQ(::chmod(key.c_str(), 0644), 0);
    expect_stop({{"TOKEN_KEY_FILE", key}}, "STOP key: The key file ");
}

TEST_F(a_configuration, is_checked_against_the_database_it_names) {
    given_a_running_shop();
    expect_done(check(), "a host is running on " + stage.database().string() + " now");
    stage.stop_host();
    const auto said = check();
    expect_done(said, "2 agents, of which serve would start 2");
    EXPECT_THAT(said.output, Not(HasSubstr("a host is running")));
    EXPECT_THAT(said.output, Not(HasSubstr("main bot's own")));
    expect_done(check({{"BOT_TOKEN", std::string(host::cast::alpha_bot.token)}}),
                " is the main bot's own, so serve would not start it: replace it");
    expect_stop({{"AGENT_TOKEN_AES_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}},
                "2 of 2 bot tokens");
    expect_stop({{"DATABASE", file("diary.db",
                                   "Dear diary, this is longer than a header is, and "
                                   "no database at all, however you look at it.")}},
                "is not an SQLite database");
    std::filesystem::remove(stage.database().string() + ".key");
    expect_stop({}, "the key they were sealed with is missing");
}

TEST_F(a_configuration, counts_a_single_agent_as_one) {
    const auto agents = file("agents.json", R"({"agent_id":"agent_1","status":"stopped"})"
                                            "\n");
    expect_done(runs({"import", agents}), "Agents: 1 new");
    expect_done(check(), ", 1 agent, of which serve would start 0\n");
}

}  // namespace
}  // namespace agentbackend::test
