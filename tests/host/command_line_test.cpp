// What the command line, the environment and a file come to together.

#include "command_line/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "command_line/help.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::host {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A variable of the environment, for as long as a test lasts.
class variable {
public:
    variable(const char* name, const std::string& value) : name_(name) {
        ::setenv(name, value.c_str(), 1);
    }
    ~variable() { ::unsetenv(name_); }
    variable(const variable&) = delete;
    variable& operator=(const variable&) = delete;

private:
    const char* name_;
};

class a_command_line : public ::testing::Test {
protected:
    using answer = std::variant<invocation, exit_status>;

    answer read(std::vector<std::string> words) {
        out.str("");
        err.str("");
        words.insert(words.begin(), "agentbackend");
        std::vector<const char*> arguments;
        for (const auto& word : words) arguments.push_back(word.c_str());
        return read_command_line(static_cast<int>(arguments.size()), arguments.data(), {out, err});
    }

    invocation reads(const std::vector<std::string>& words) {
        auto read_words = read(words);
        if (auto* asked = std::get_if<invocation>(&read_words)) return std::move(*asked);
        throw std::runtime_error(err.str() + out.str());
    }

    std::string refusal(const std::vector<std::string>& words) {
        const auto answered = read(words);
        const auto* status = std::get_if<exit_status>(&answered);
        EXPECT_TRUE(status && *status == exit_status::bad_configuration);
        return err.str();
    }

    std::string help(const std::vector<std::string>& words) {
        const auto answered = read(words);
        const auto* status = std::get_if<exit_status>(&answered);
        EXPECT_TRUE(status && *status == exit_status::success) << err.str();
        return out.str();
    }

    std::string file(const std::string& content) {
        const auto path = folder.path() / "shop.toml";
        std::ofstream(path) << content;
        return path.string();
    }

    temporary_folder folder;
    std::ostringstream out;
    std::ostringstream err;
};

TEST_F(a_command_line, may_name_its_options_before_and_behind_the_command) {
    EXPECT_EQ(reads({"serve", "--database", "a.db"}).given.database, "a.db");
    EXPECT_EQ(reads({"--database", "a.db", "serve"}).given.database, "a.db");
    EXPECT_EQ(reads({"serve"}).given.database, "agentbackend.db");
}

TEST_F(a_command_line, wins_over_the_environment_which_wins_over_the_file) {
    const auto config = file("database = \"file.db\"\nwithdrawal-fee = 2\n");
    EXPECT_EQ(reads({"serve", "--config", config}).given.database, "file.db");
    const variable database("DATABASE", "environment.db");
    const auto both = reads({"serve", "--config", config}).given;
    EXPECT_EQ(both.database, "environment.db");
    EXPECT_EQ(both.withdrawal_fee, "2");
    EXPECT_EQ(reads({"serve", "--config", config, "--database", "argument.db"}).given.database,
              "argument.db");
}

TEST_F(a_command_line, has_the_file_that_the_environment_names) {
    const variable config("AGENTBACKEND_CONFIG", file("database = \"file.db\"\n"));
    EXPECT_EQ(reads({"serve"}).given.database, "file.db");
}

TEST_F(a_command_line, names_a_file_that_is_there) {
    const auto missing = (folder.path() / "missing.toml").string();
    EXPECT_THAT(refusal({"serve", "--config", missing}), HasSubstr("missing.toml"));
    const variable config("AGENTBACKEND_CONFIG", missing);
    EXPECT_THAT(refusal({"serve"}), HasSubstr("missing.toml"));
}

TEST_F(a_command_line, reads_lists_from_all_three) {
    EXPECT_THAT(reads({"serve", "--admin-ids", "1,2"}).given.admin_ids, ElementsAre("1", "2"));
    EXPECT_THAT(reads({"--admin-ids", "1,2", "serve"}).given.admin_ids, ElementsAre("1", "2"));
    const auto config = file("admin-ids = [3, 4]\n");
    EXPECT_THAT(reads({"serve", "--config", config}).given.admin_ids, ElementsAre("3", "4"));
    EXPECT_THAT(reads({"serve", "--config", file("admin-ids = \"3,4\"\n")}).given.admin_ids,
                ElementsAre("3", "4"));
    const variable admins("ADMIN_IDS", "5,6");
    EXPECT_THAT(reads({"serve"}).given.admin_ids, ElementsAre("5", "6"));
}

TEST_F(a_command_line, takes_secrets_from_the_environment_alone) {
    const variable token("BOT_TOKEN", "1:secret");
    EXPECT_EQ(reads({"serve"}).given.bot_token, "1:secret");
    EXPECT_THAT(refusal({"serve", "--bot-token", "1:secret"}), HasSubstr("--bot-token"));
    EXPECT_THAT(refusal({"serve", "--config", file("bot-token = \"1:secret\"\n")}),
                HasSubstr("holds a secret, bot-token"));
}

TEST_F(a_command_line, refuses_a_file_with_what_is_no_option) {
    EXPECT_THAT(refusal({"serve", "--config", file("datbase = \"a.db\"\n")}),
                HasSubstr("sets \"datbase\", which is no option"));
    EXPECT_THAT(refusal({"serve", "--config", file("[nonsense]\ndatabase = \"a.db\"\n")}),
                HasSubstr("nonsense.database"));
}

// CLI11 ends a value at the #, and would open a database of another name.
TEST_F(a_command_line, refuses_a_file_whose_values_are_cut_short) {
    EXPECT_THAT(refusal({"serve", "--config", file("database = \"shop#1.db\"\n")}),
                HasSubstr("The value of \"database\""));
}

TEST_F(a_command_line, without_a_command_is_refused_with_a_hint) {
    EXPECT_EQ(refusal({}), "agentbackend: No command is named.\nTry `agentbackend --help`.\n");
}

TEST_F(a_command_line, is_refused_by_the_word_that_is_not_known) {
    const std::pair<std::vector<std::string>, const char*> refused[] = {
        {{"sreve"}, "\"sreve\" is no command."},
        {{"--database", "a.db", "sreve", "--log-level", "info"}, "\"sreve\" is no command."},
        {{"stock", "ad"}, "\"ad\" is no command of stock."},
        {{"stock"}, "\"stock\" needs a command behind it."},
        {{"--datbase"}, "\"--datbase\" is no option, and no command is named."},
        {{"serve", "now"}, "now"},
        {{"export", "csv"}, "--format is required"},
    };
    for (const auto& [words, sentence] : refused) {
        EXPECT_THAT(refusal(words), HasSubstr(sentence)) << words.back();
    }
}

TEST_F(a_command_line, explains_the_program_and_where_values_come_from) {
    const auto said = help({"--help"});
    for (const auto& command : help_of_commands()) {
        EXPECT_THAT(said, HasSubstr("\n  " + std::string(command.words) + " "));
    }
    EXPECT_THAT(said, HasSubstr("Where values come from"));
    EXPECT_THAT(said, HasSubstr("BOT_TOKEN"));
}

TEST_F(a_command_line, says_which_version_it_is) {
    EXPECT_THAT(help({"--version"}), ::testing::MatchesRegex("agentbackend [0-9.]+\n"));
}

TEST_F(a_command_line, explains_each_command_with_its_options_and_examples) {
    for (const auto& command : help_of_commands()) {
        std::istringstream in{std::string(command.words)};
        const std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
        auto asked = words;
        asked.push_back("--help");
        const auto said = help(asked);
        EXPECT_THAT(said, HasSubstr("Usage: agentbackend " + std::string(command.words)));
        EXPECT_THAT(said, HasSubstr("\nExamples:\n"));
        for (const auto group : command.option_groups) {
            EXPECT_THAT(said, HasSubstr("\n" + std::string(group) + ":\n"));
        }
    }
    EXPECT_THAT(help({"serve", "--help"}), HasSubstr("(Env:DATABASE)"));
}

TEST_F(a_command_line, explains_what_the_database_is_to_a_command) {
    for (const auto* command : {"serve", "import"}) {
        EXPECT_THAT(help({command, "--help"}), HasSubstr("when it is not there")) << command;
    }
    for (const auto* command : {"verify", "export", "backup"}) {
        EXPECT_THAT(help({command, "--help"}), HasSubstr("it has to be there")) << command;
    }
    EXPECT_THAT(help({"stock", "add", "--help"}), HasSubstr("it has to be there"));
}

// The words of an example, up to what the shell would take: quotes, variables before, pipes behind.
std::vector<std::string> words_of(std::string_view example) {
    std::vector<std::string> words;
    bool is_quoted = false;
    bool has_begun = false;
    for (const char c : example) {
        if (c == '\'') {
            is_quoted = !is_quoted;
        } else if (c == ' ' && !is_quoted) {
            has_begun = false;
        } else {
            if (!has_begun) words.emplace_back();
            has_begun = true;
            words.back() += c;
        }
    }
    const auto program = std::find(words.begin(), words.end(), "agentbackend");
    if (program != words.end()) words.erase(words.begin(), program + 1);
    const auto end = std::find_if(words.begin(), words.end(), [](const std::string& word) {
        return word == "|" || word == "||" || word == "&&" || word == ">";
    });
    words.erase(end, words.end());
    return words;
}

TEST_F(a_command_line, can_be_any_of_the_examples) {
    for (const auto& command : help_of_commands()) {
        for (const auto example : command.examples) {
            if (example.find("agentbackend") == std::string_view::npos) continue;
            auto words = words_of(example);
            const auto config = std::find(words.begin(), words.end(), "--config");
            if (config != words.end()) *(config + 1) = file("");
            EXPECT_NO_THROW(reads(words)) << example;
        }
    }
}

}  // namespace
}  // namespace agentbackend::host
