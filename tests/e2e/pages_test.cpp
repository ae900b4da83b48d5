// What the pages print for a shell, typed into one: the lines that run the project's scripts and
// its benchmark, and the settings of the guide. In a clone as the scripts find it the second time:
// the packages are there, and everything is built.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include <filesystem>
#include <fstream>
#include <set>

#include "demo/cast.hpp"
#include "demo/stage_world.hpp"
#include "docs/support/pages.hpp"
#include "e2e/child_process.hpp"
#include "e2e/loopback_http.hpp"
#include "e2e/scripted_clone.hpp"

namespace agentbackend::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const auto at = text.find(what);
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

// A line of a file of settings, with admins.
std::string with_admins(std::string line) {
    return replaced(std::move(line), "[…, …]", "[123456789, 987654321]");
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
    the_pages() : world(host::stage_world_options()) { host::add_cast_bots(world); }

    launch typed(const std::string& line) const {
        const reserved_port free;
        auto shell = clone.typed(filled_in(line, free.number()));
        shell.environment["BOT_API_URL"] = world.url();
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

    scripted_clone clone;
    sandbox::world world;
};

TEST_F(the_pages, run_the_program_as_they_print_it) {
    const auto lines = printed_lines("host/run");
    EXPECT_GE(lines.size(), 4U);
    for (const auto& line : lines) expect_to_work(line);
}

TEST_F(the_pages, run_the_tests_as_they_print_it) {
    for (const auto* script : {"tests/run", "tests/tidy", ".ci/run"}) {
        const auto lines = printed_lines(script);
        EXPECT_GE(lines.size(), 1U) << script;
        for (const auto& line : lines) expect_to_work(line);
    }
}

// One benchmark, of those that need no disk: all of them take minutes on a busy one.
TEST_F(the_pages, run_the_benchmark_as_they_print_it) {
    const auto benchmarks = fs::path(AGENTBACKEND_EXECUTABLE).parent_path() / "../tests/bench";
    if (!fs::exists(benchmarks / "agentbackend_bench")) {
        GTEST_SKIP() << "Benchmarks are built in release alone.";
    }
    fs::create_directories(clone.folder() / ".build/release/tests");
    fs::create_directory_symlink(benchmarks, clone.folder() / ".build/release/tests/bench");
    const auto lines = printed_lines("tests/bench/agentbackend_bench");
    ASSERT_EQ(lines.size(), 1U);
    child_process measured(typed("sh -c '" + *lines.begin() + " --benchmark_filter=memory_sale/'"));
    EXPECT_EQ(measured.await_exit(), 0) << measured.output();
    EXPECT_THAT(measured.output(), HasSubstr("items_per_second="));
}

TEST_F(the_pages, show_settings_with_which_the_host_would_serve) {
    int files = 0;
    for (const auto& shown : all_pages()) {
        for (const auto& block : shown.blocks) {
            if (block.language != "toml") continue;
            const auto name = "settings" + std::to_string(++files) + ".toml";
            std::ofstream file(clone.folder() / name);
            for (const auto& line : block.lines) file << with_admins(line) << "\n";
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
