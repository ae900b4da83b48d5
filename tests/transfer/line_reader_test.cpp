// Lines of any length, from a reader of bounded memory.

#include "transfer/line_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace agentbackend::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using transfer::line_reader;

// The lines; "+" behind one that is too long.
std::vector<std::string> lines_of(const std::string& text, std::size_t max_bytes = 200'000) {
    std::istringstream in(text);
    line_reader reader(in, max_bytes);
    std::vector<std::string> lines;
    for (;;) {
        const auto outcome = reader.next();
        if (outcome == line_reader::outcome::end) return lines;
        lines.push_back(reader.text() + (outcome == line_reader::outcome::too_long ? "+" : ""));
        EXPECT_EQ(reader.number(), static_cast<std::int64_t>(lines.size()));
    }
}

TEST(lines, end_with_a_line_end_or_with_the_file) {
    EXPECT_THAT(lines_of(""), IsEmpty());
    EXPECT_THAT(lines_of("a"), ElementsAre("a"));
    EXPECT_THAT(lines_of("a\n"), ElementsAre("a"));
    EXPECT_THAT(lines_of("a\r\nb\n\nc"), ElementsAre("a", "b", "", "c"));
    EXPECT_THAT(lines_of("\xEF\xBB\xBF"
                         "a\n\xEF\xBB\xBF"
                         "b"),
                ElementsAre("a",
                            "\xEF\xBB\xBF"
                            "b"));
}

TEST(lines, of_any_length_around_the_readers_buffer_are_whole) {
    for (const std::size_t size : {65'534u, 65'535u, 65'536u, 131'070u, 131'072u, 199'999u}) {
        const std::string line(size, 'x');
        EXPECT_THAT(lines_of(line), ElementsAre(line)) << size;
        EXPECT_THAT(lines_of(line + "\nb\n"), ElementsAre(line, "b")) << size;
    }
}

TEST(lines, that_are_too_long_are_passed_over) {
    EXPECT_THAT(lines_of("ok\nfar too long\nok\n", 3), ElementsAre("ok", "far+", "ok"));
    EXPECT_THAT(lines_of("abc\nabcd", 3), ElementsAre("abc", "abc+"));
    EXPECT_THAT(lines_of(std::string(500'000, 'x') + "\nok", 3), ElementsAre("xxx+", "ok"));
}

TEST(lines, of_a_folder_cannot_be_read) {
    std::ifstream folder("/");
    line_reader reader(folder, 100);
    EXPECT_EQ(reader.next(), line_reader::outcome::unreadable);
}

}  // namespace
}  // namespace agentbackend::test
