// The tables of settings in the guides against `serve --help`: every option, with its default.

#include "docs/support/command_output.hpp"
#include "unit/support/page.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace agentbackend::test {
namespace {

struct shown_option {
    std::string name;
    std::string preset{};  // empty: help names none
    friend bool operator==(const shown_option&, const shown_option&) = default;
    friend void PrintTo(const shown_option& o, std::ostream* out) {
        *out << o.name << " = " << o.preset;
    }
};

// `  --api-url TEXT=https://api.telegram.org (Env:BOT_API_URL)`
std::vector<shown_option> options_of_serve() {
    static const std::regex option("  (--[a-z-]+)[^=]*(=([^ ]+))?.*");
    std::istringstream help(output_of(AGENTBACKEND_EXECUTABLE " serve --help"));
    std::vector<shown_option> found;
    std::smatch parts;
    for (std::string line; std::getline(help, line);) {
        if (std::regex_match(line, parts, option)) found.push_back({parts[1], parts[3]});
    }
    return found;
}

// A default is one word of code; anything else in its place says what there is without the option.
std::string code_alone(const std::string& cell) {
    const bool is_code = cell.size() > 2 && cell.find('`', 1) == cell.size() - 1;
    return is_code ? cell.substr(1, cell.size() - 2) : "";
}

void expect_settings_on(const std::string& page, const std::string& heading) {
    const auto table = read_table(AGENTBACKEND_SOURCE_DIR "/docs/" + page, heading);
    std::vector<shown_option> listed;
    for (std::size_t n = 1; n < table.size(); ++n) {
        const auto& row = table[n];
        ASSERT_EQ(row.size(), 3U) << row.front();
        listed.push_back({code_alone(row[0]), code_alone(row[1])});
        EXPECT_NE(row[2], "") << row.front();
    }
    EXPECT_EQ(listed, options_of_serve()) << page;
}

TEST(pages, have_every_setting_with_its_default) {
    ASSERT_GE(options_of_serve().size(), 20U);
    expect_settings_on("guide.md", "Settings");
    expect_settings_on("zh/guide.md", "设置");
}

}  // namespace
}  // namespace agentbackend::test
