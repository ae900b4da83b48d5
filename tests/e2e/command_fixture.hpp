// The commands of the executable, run as an operator does: words in, sentences and an exit status
// out, files in a folder of the test's own.

#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "demo/books.hpp"
#include "demo/cast.hpp"
#include "demo/story.hpp"
#include "e2e/process_stage.hpp"

namespace agentbackend::test {

class an_operator : public ::testing::Test {
protected:
    using words = std::vector<std::string>;

    // On the database of the stage, in an environment with nothing else.
    launch launch_of(const words& command,
                     const std::map<std::string, std::string>& environment = {}) const {
        launch l;
        l.arguments = command;
        l.environment = {{"DATABASE", stage.database().string()}};
        for (const auto& [name, value] : environment) l.environment[name] = value;
        return l;
    }

    ending runs(const words& command,
                const std::map<std::string, std::string>& environment = {}) const {
        return run_to_its_end(launch_of(command, environment));
    }

    // Refused with that status and sentence; the folder is as it was.
    void expect_refused(const words& command, int status, const std::string& fragment) const {
        const auto before = files();
        const auto refused = runs(command);
        EXPECT_EQ(refused.status, status) << refused.output;
        EXPECT_THAT(refused.output, ::testing::HasSubstr(fragment));
        EXPECT_EQ(files(), before);
    }

    void expect_done(const ending& e, const std::string& fragment) const {
        EXPECT_EQ(e.status, 0) << e.output;
        EXPECT_THAT(e.output, ::testing::HasSubstr(fragment));
    }

    std::string in_folder(const std::string& name) const {
        return (stage.folder() / name).string();
    }

    // The path of a file with that content.
    std::string file(const std::string& name, const std::string& content) const {
        std::ofstream(in_folder(name), std::ios::binary) << content;
        return in_folder(name);
    }

    static std::string content(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    static bool is_private(const std::string& path) {
        return (std::filesystem::status(path).permissions() &
                (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
               std::filesystem::perms::none;
    }

    // Without what SQLite keeps beside a database that is read.
    std::set<std::string> files() const {
        std::set<std::string> names;
        for (const auto& one : std::filesystem::directory_iterator(stage.folder())) {
            const auto name = one.path().filename().string();
            if (!name.ends_with("-wal") && !name.ends_with("-shm")) names.insert(name);
        }
        return names;
    }

    // What stands in every file of the folder, and in what SQLite keeps beside a database.
    std::map<std::string, std::string> every_byte() const {
        std::map<std::string, std::string> all;
        for (const auto& one : std::filesystem::directory_iterator(stage.folder())) {
            all[one.path().filename().string()] = content(one.path().string());
        }
        return all;
    }

    // A path that leads round in a circle, so that nobody can say what stands there.
    std::string circle() const {
        const auto path = in_folder("circle.db");
        std::filesystem::create_symlink(path, path);
        return path;
    }

    // What gives its content once, if somebody is there to give it.
    std::string pipe() const {
        const auto path = in_folder("pipe");
        if (::mkfifo(path.c_str(), S_IRUSR | S_IWUSR) != 0) throw std::runtime_error("no pipe");
        return path;
    }

    // Everything that the shop holds, as text.
    std::string everything() const { return runs({"export", "--format", "jsonl"}).output; }

    host::books books() const {
        auto read = host::read_books(stage.database());
        return read ? *read : throw std::runtime_error(read.error().to_string());
    }

    // The host serves, and Alpha and Beta with it; there are five gift cards, and a customer of
    // Alpha's has money.
    void given_a_running_shop() {
        story.agents_open_their_shops();
        story.the_shop_is_stocked();
    }

    sandbox::conversation customer() {
        return stage.world()
            .person(host::cast::customer.id, std::string(host::cast::customer.name), "en")
            .in("alpha_bot");
    }
    sandbox::conversation admin() {
        return stage.world()
            .person(host::cast::admin.id, std::string(host::cast::admin.name), "zh-hans")
            .in("shop_bot");
    }

    process_stage stage;
    silence quiet;
    host::story story{stage, quiet};
};

}  // namespace agentbackend::test
