// What the pages print for a shell, typed into one: the lines that begin with `host/run`, and the
// settings of the guide. In a clone as `host/run` finds it the second time: the packages are there,
// and the executable is built.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "demo/cast.hpp"
#include "demo/stage_world.hpp"
#include "docs/support/pages.hpp"
#include "e2e/child_process.hpp"
#include "e2e/loopback_http.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const auto at = text.find(what);
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

// What a reader puts in the places of `…`; and a port that is free on this machine.
std::string filled_in(std::string line, unsigned short port) {
    line = replaced(std::move(line), "BOT_TOKEN=…",
                    "BOT_TOKEN=" + std::string(host::cast::main_bot.token));
    line = replaced(std::move(line), "ADMIN_IDS=…", "ADMIN_IDS=123456789");
    return replaced(std::move(line), ":8443", ":" + std::to_string(port));
}

// Every line of that program on any page, once.
std::set<std::string> printed_lines(const std::string& program) {
    std::set<std::string> lines;
    for (const auto& shown : all_pages()) {
        for (const auto& block : shown.blocks) {
            if (block.language != "sh") continue;
            for (const auto& line : block.lines) {
                if ((" " + line).find(" " + program) != std::string::npos) lines.insert(line);
            }
        }
    }
    return lines;
}

class the_pages : public ::testing::Test {
protected:
    the_pages() : world(host::stage_world_options()) {
        host::add_cast_bots(world);
        const fs::path source = AGENTBACKEND_SOURCE_DIR;
        for (const auto* needed : {"host/run", "cmake/bootstrap.bash"}) {
            fs::create_directories((clone() / needed).parent_path());
            fs::copy_file(source / needed, clone() / needed);
        }
        const auto built = clone() / ".build/release/host";
        fs::create_directories(built);
        fs::create_symlink(AGENTBACKEND_EXECUTABLE, built / "agentbackend");
        stand_in("cmake", "exit 0");
        stand_in("dpkg-query", "echo installed");
    }

    fs::path clone() const { return folder.path() / "clone"; }
    fs::path stand_ins() const { return folder.path() / "bin"; }

    // A program that the shell finds before the machine's own.
    void stand_in(const std::string& name, const std::string& script) const {
        fs::create_directories(stand_ins());
        const auto path = stand_ins() / name;
        std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
        fs::permissions(path, fs::perms::owner_all);
    }

    launch typed(const std::string& line) const {
        launch shell;
        shell.program = "/bin/bash";
        const reserved_port free;
        shell.arguments = {
            "-c", "cd '" + clone().string() + "' && exec env " + filled_in(line, free.number())};
        const char* path = std::getenv("PATH");
        shell.environment = {{"PATH", stand_ins().string() + ":" + (path == nullptr ? "" : path)},
                             {"BOT_API_URL", world.url()}};
        return shell;
    }

    // What serves does so until it is told to end; everything else ends by itself.
    void expect_to_work(const std::string& line) const {
        child_process running(typed(line));
        const bool is_demo = line.ends_with("demo");
        if (is_demo || line.find(" serve ") != std::string::npos) {
            running.await_output(is_demo ? "\nhttp://127.0.0.1:" : "@shop_bot is up");
            running.terminate();
        }
        EXPECT_EQ(running.await_exit(), 0) << line << "\n" << running.output();
    }

    host::temporary_folder folder;
    sandbox::world world;
};

TEST_F(the_pages, run_the_program_as_they_print_it) {
    const auto lines = printed_lines("host/run");
    EXPECT_GE(lines.size(), 4U);
    for (const auto& line : lines) expect_to_work(line);
}

TEST_F(the_pages, show_settings_with_which_the_host_would_serve) {
    int files = 0;
    for (const auto& shown : all_pages()) {
        for (const auto& block : shown.blocks) {
            if (block.language != "toml") continue;
            const auto name = "settings" + std::to_string(++files) + ".toml";
            std::ofstream file(clone() / name);
            for (const auto& line : block.lines) file << line << "\n";
            file.close();
            child_process check(typed("BOT_TOKEN=… host/run check-config --config " + name));
            EXPECT_EQ(check.await_exit(), 0) << shown.name << "\n" << check.output();
            EXPECT_THAT(check.output(), HasSubstr("serve would start."));
        }
    }
    EXPECT_GE(files, 1);
}

TEST_F(the_pages, show_lines_of_the_log_that_a_machine_can_read) {
    for (const auto& shown : all_pages()) {
        for (const auto& block : shown.blocks) {
            if (block.language != "json") continue;
            for (const auto& line : block.lines) {
                boost::system::error_code unreadable;
                EXPECT_TRUE(boost::json::parse(line, unreadable).is_object())
                    << shown.name << ": " << line;
            }
        }
    }
}

}  // namespace
}  // namespace agentbackend::test
