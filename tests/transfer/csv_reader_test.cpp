// CSV as programs write it, and as hands mangle it.

#include "transfer/csv_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace agentbackend::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using transfer::csv_reader;
using transfer::csv_record;
using cells = std::vector<std::string>;

struct csv_reading {
    std::vector<cells> records;
    std::vector<std::int64_t> lines;
    std::string complaint;
    std::int64_t complaint_line = 0;
};

csv_reading read(const std::string& text) {
    std::istringstream in(text);
    csv_reader reader(in);
    csv_reading found;
    csv_record record;
    for (;;) {
        switch (reader.next(record)) {
            case csv_reader::outcome::record:
                found.records.push_back(record.cells);
                found.lines.push_back(record.line);
                break;
            case csv_reader::outcome::end: return found;
            case csv_reader::outcome::malformed:
                found.complaint = reader.complaint();
                found.complaint_line = record.line;
                EXPECT_EQ(reader.next(record), csv_reader::outcome::malformed);
                return found;
        }
    }
}

TEST(csv, is_cells_between_commas_and_records_between_line_ends) {
    EXPECT_THAT(read("a,b\r\nc,d\r\n").records, ElementsAre(cells{"a", "b"}, cells{"c", "d"}));
    EXPECT_THAT(read("a,b\nc,d").records, ElementsAre(cells{"a", "b"}, cells{"c", "d"}));
    EXPECT_THAT(read(",\n,,").records, ElementsAre(cells{"", ""}, cells{"", "", ""}));
    EXPECT_THAT(read(" a , b ").records, ElementsAre(cells{" a ", " b "}));
}

TEST(csv, in_quotes_holds_commas_line_ends_and_quotes) {
    EXPECT_THAT(read("\"a,b\",\"c\nd\",\"say \"\"hi\"\"\"\n").records,
                ElementsAre(cells{"a,b", "c\nd", "say \"hi\""}));
    EXPECT_THAT(read("\"\",\"\"\"\"").records, ElementsAre(cells{"", "\""}));
    EXPECT_THAT(read("\"a\r\nb\"\r\n").records, ElementsAre(cells{"a\r\nb"}));
}

TEST(csv, passes_over_a_byte_order_mark_and_blank_lines) {
    EXPECT_THAT(read("\xEF\xBB\xBF"
                     "a,b\n")
                    .records,
                ElementsAre(cells{"a", "b"}));
    EXPECT_THAT(read("\xEF\xBB\xBF\"a,1\",b\n").records, ElementsAre(cells{"a,1", "b"}));
    EXPECT_THAT(read("\n\r\na\n\n\nb\n\n").records, ElementsAre(cells{"a"}, cells{"b"}));
    EXPECT_THAT(read("").records, IsEmpty());
    EXPECT_THAT(read("\xEF\xBB\xBF").records, IsEmpty());
}

TEST(csv, counts_lines_as_an_editor_does) {
    EXPECT_THAT(read("a\n\"b\nb\nb\"\n\nc\n").lines, ElementsAre(1, 2, 6));
}

TEST(csv, keeps_any_language) {
    EXPECT_THAT(read("礼品卡,🎁\n").records, ElementsAre(cells{"礼品卡", "🎁"}));
}

struct mangled {
    std::string text;
    std::string because;
    std::int64_t line;
};

TEST(csv, that_is_mangled_is_refused_with_the_line_where_the_record_begins) {
    for (const auto& [text, because, line] :
         std::vector<mangled>{{"a\n\"b\nc\n", "never closed", 2},
                              {"\"a\"b,c\n", "behind a closing quote", 1},
                              {"a\nb,say \"hi\"\n", "inside a cell", 2},
                              {"a\nb\n\xFF\xFE\n", "not UTF-8", 3},
                              {"\xC0\xAF\n", "not UTF-8", 1},
                              {"\xED\xA0\x80\n", "not UTF-8", 1},
                              {std::string("a\0b\n", 4), "NUL", 1},
                              {"a\n" + std::string(70'000, 'x'), "longer than 64 KiB", 2}}) {
        const auto found = read(text);
        EXPECT_THAT(found.complaint, HasSubstr(because));
        EXPECT_EQ(found.complaint_line, line) << because;
    }
}

}  // namespace
}  // namespace agentbackend::test
