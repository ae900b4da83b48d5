// The scripts that build and test: what they call, what they conclude, and that they cannot say all
// is well when it is not.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/scripted_clone.hpp"

namespace agentbackend::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class the_scripts : public ::testing::Test {
protected:
    ending type(const std::string& line) const { return run_to_its_end(clone.typed(line)); }

    // A report for one preset, and another for those beside it.
    void given_reports(const std::string& preset, const std::string& its_own,
                       const std::string& of_others) const {
        clone.stand_in("ctest",
                       "if [ \"$2\" = " + preset + " ]; then\n" + its_own + "\nfi\n" + of_others);
    }

    scripted_clone clone;
};

TEST_F(the_scripts, end_with_how_many_tests_passed) {
    clone.stand_in("ctest", report_of(5, 0, 1, 0));
    const auto ended = type("tests/run");
    EXPECT_EQ(ended.status, 0) << ended.output;
    EXPECT_THAT(ended.output, EndsWith("\n4 passed, 0 failed, 1 skipped\n"));
}

TEST_F(the_scripts, fail_when_a_test_fails) {
    clone.stand_in("ctest", report_of(5, 2, 0, 8));
    const auto ended = type("tests/run");
    EXPECT_EQ(ended.status, 8);
    EXPECT_THAT(ended.output, EndsWith("\n3 passed, 2 failed\n"));
}

TEST_F(the_scripts, fail_when_every_test_was_skipped) {
    clone.stand_in("ctest", report_of(5, 0, 5, 0));
    EXPECT_NE(type("tests/run").status, 0);
}

TEST_F(the_scripts, fail_when_no_test_has_run) {
    clone.stand_in("ctest", "exit 0");
    const auto ended = type("tests/run");
    EXPECT_NE(ended.status, 0);
    EXPECT_THAT(ended.output, HasSubstr("No test has run"));
}

TEST_F(the_scripts, fail_when_the_build_does) {
    clone.stand_in("cmake", "test \"$1\" != --build");
    const auto ended = type("tests/run");
    EXPECT_NE(ended.status, 0);
    EXPECT_THAT(clone.calls(), Not(Contains(StartsWith("ctest"))));
}

TEST_F(the_scripts, hand_what_is_after_the_preset_to_ctest) {
    EXPECT_EQ(type("tests/run release --label-regex unit").status, 0);
    EXPECT_THAT(clone.calls(), Contains(AllOf(StartsWith("ctest --preset release"),
                                              EndsWith(" --label-regex unit"))));
}

TEST_F(the_scripts, let_everything_that_a_change_must_pass_run_and_add_it_up) {
    const auto ended = type(".ci/run");
    EXPECT_EQ(ended.status, 0) << ended.output;
    EXPECT_THAT(ended.output, EndsWith("\n8 passed, 0 failed\n"));
    std::vector<std::string> presets;
    for (const auto& call : clone.calls()) {
        if (call.starts_with("ctest")) presets.push_back(call.substr(0, call.find(" --par")));
    }
    EXPECT_THAT(presets, ::testing::ElementsAre("ctest --preset release", "ctest --preset asan",
                                                "ctest --preset tsan", "ctest --preset fuzz"));
    EXPECT_THAT(clone.calls(), Contains(HasSubstr("-DAGENTBACKEND_WERROR=ON")));
}

TEST_F(the_scripts, let_one_failure_anywhere_fail_the_change) {
    for (const auto* preset : {"release", "asan", "tsan", "fuzz"}) {
        given_reports(preset, report_of(2, 1, 0, 8), report_of(2, 0, 0, 0));
        const auto ended = type(".ci/run");
        EXPECT_NE(ended.status, 0) << preset;
        EXPECT_THAT(ended.output, EndsWith("\n7 passed, 1 failed\n")) << preset;
    }
}

TEST_F(the_scripts, let_a_part_without_tests_fail_the_change) {
    given_reports("tsan", "exit 0", report_of(2, 0, 0, 0));
    EXPECT_NE(type(".ci/run").status, 0);
}

TEST_F(the_scripts, install_what_is_missing_and_nothing_else) {
    clone.stand_in("dpkg-query", "case $3 in hledger) ;; *) echo installed ;; esac");
    clone.stand_in("sudo", "exec \"$@\"");
    clone.stand_in("apt-get", "exit 0");
    EXPECT_EQ(type("tests/run").status, 0);
    EXPECT_THAT(clone.calls(), Contains(AllOf(StartsWith("apt-get install"),
                                              EndsWith(" --no-install-recommends hledger"))));
}

TEST_F(the_scripts, go_on_where_no_browser_can_be_had) {
    clone.stand_in("npm", "exit 1");
    const auto ended = type("tests/run");
    EXPECT_EQ(ended.status, 0) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("The browser tests will be skipped"));
}

TEST_F(the_scripts, say_which_file_is_not_clean) {
    clone.stand_in("clang-tidy", "echo a finding; exit 1");
    const auto ended = type("tests/tidy lib/rules/order.cpp");
    EXPECT_NE(ended.status, 0);
    EXPECT_THAT(ended.output, HasSubstr("not clean: lib/rules/order.cpp"));
    EXPECT_THAT(ended.output, EndsWith("\n0 clean, 1 not\n"));
}

}  // namespace
}  // namespace agentbackend::test
