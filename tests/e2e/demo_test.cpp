// The demo as a program: it opens a shop, says where its page is, and leaves nothing behind.

#include <gtest/gtest.h>

#include <filesystem>

#include "demo/books.hpp"
#include "e2e/child_process.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::test {
namespace {

using namespace agentbackend::literals;
namespace fs = std::filesystem;

class the_demo : public ::testing::Test {
protected:
    launch on_port(const std::string& port) const {
        launch l;
        l.arguments = {"demo", "--port", port};
        l.environment["TMPDIR"] = folder.path().string();
        return l;
    }

    // The port in the last line, once it is there.
    static std::string port_of(child_process& running) {
        running.await_output("/\n");
        const auto said = running.output();
        const std::string_view beginning = "\nhttp://127.0.0.1:";
        const auto at = said.rfind(beginning);
        if (at == std::string::npos) throw std::runtime_error("no address in:\n" + said);
        const auto port = said.substr(at + beginning.size());
        return port.substr(0, port.find('/'));
    }

    host::temporary_folder folder;
};

TEST_F(the_demo, prints_its_address_last_and_leaves_nothing_behind) {
    child_process demo(on_port("0"));
    EXPECT_NE(port_of(demo), "0");
    EXPECT_FALSE(fs::is_empty(folder.path()));
    demo.terminate();
    EXPECT_EQ(demo.await_exit(), 0) << demo.output();
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST_F(the_demo, refuses_a_port_that_is_taken_with_a_next_step) {
    child_process first(on_port("0"));
    child_process second(on_port(port_of(first)));
    EXPECT_EQ(second.await_exit(), 2);
    EXPECT_NE(second.output().find("Name another with --port"), std::string::npos)
        << second.output();
    first.terminate();
    EXPECT_EQ(first.await_exit(), 0);
}

TEST_F(the_demo, takes_another_port_when_the_usual_one_is_taken) {
    auto anywhere = on_port("");
    anywhere.arguments = {"demo"};
    child_process first(anywhere);
    const auto port = port_of(first);
    child_process second(anywhere);
    EXPECT_NE(port_of(second), port);
    EXPECT_NE(second.output().find("taking another"), std::string::npos) << second.output();
}

TEST_F(the_demo, keeps_a_database_that_it_is_given_and_opens_its_shop_once) {
    auto kept = on_port("0");
    const auto database = folder.path() / "kept.db";
    kept.arguments.insert(kept.arguments.end(), {"--database", database.string()});
    for (int run = 1; run <= 2; ++run) {
        child_process demo(kept);
        port_of(demo);
        demo.terminate();
        ASSERT_EQ(demo.await_exit(), 0) << demo.output();
        const auto books = host::read_books(database);
        ASSERT_TRUE(books) << books.error().to_string();
        ASSERT_EQ(books->agents.size(), 2U) << "in run " << run;
        EXPECT_EQ(books->agents[1].available, "1"_usdt) << "in run " << run;
    }
}

TEST_F(the_demo, has_no_page_in_a_story) {
    launch l;
    l.arguments = {"demo", "--story", "--port", "0"};
    child_process demo(l);
    EXPECT_EQ(demo.await_exit(), 2);
    EXPECT_NE(demo.output().find("--help"), std::string::npos) << demo.output();
}

}  // namespace
}  // namespace agentbackend::test
