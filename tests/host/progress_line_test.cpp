// The line that tells how far a command is.

#include "command_line/progress_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace agentbackend::host {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class a_progress_line : public ::testing::Test {
protected:
    // What it leaves behind on a terminal, or elsewhere.
    std::string drawn(bool is_tty) {
        std::ostringstream out;
        std::ostringstream err;
        const terminal at{out, err, is_tty};
        {
            progress_line line(at, "Adding");
            line.show(500, 2'000);
            line.show(2'000, 2'000);
        }
        EXPECT_EQ(out.str(), "");
        return err.str();
    }
};

TEST_F(a_progress_line, is_a_bar_drawn_over_itself_and_gone_in_the_end) {
    const auto text = drawn(true);
    EXPECT_THAT(text, StartsWith("\rAdding [#######.......................] 25% 500/2000"));
    EXPECT_THAT(text, HasSubstr("\rAdding [##############################] 100% 2000/2000"));
    const auto last = text.substr(text.find_last_not_of(" \r") + 1);
    EXPECT_EQ(last, "\r" + std::string(last.size() - 2, ' ') + "\r");
}

TEST_F(a_progress_line, draws_nothing_where_nobody_watches) { EXPECT_EQ(drawn(false), ""); }

}  // namespace
}  // namespace agentbackend::host
