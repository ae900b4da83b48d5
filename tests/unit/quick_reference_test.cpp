// docs/quick-reference.md and its Chinese twin against the code: every command with its bots and
// its role, every text state, and no button that is not there.

#include "unit/support/page.hpp"

#include <agentbackend/console/messages.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace agentbackend::console {
namespace {

// One of the two pages, and how it says things.
struct reference_page {
    std::string path;
    language tongue;
    std::string commands;  // headings
    std::string buttons;
    std::string states;
    std::map<venue, std::string> venues;
    std::map<role, std::string> roles;
};

void PrintTo(const reference_page& page, std::ostream* out) { *out << page.path; }

reference_page english() {
    return {.path = AGENTBACKEND_SOURCE_DIR "/docs/quick-reference.md",
            .tongue = language::english,
            .commands = "Commands",
            .buttons = "Buttons",
            .states = "States",
            .venues = {{venue::main_bot, "main bot"},
                       {venue::agent_bots, "agents' bots"},
                       {venue::every_bot, "every bot"}},
            .roles = {{role::anyone, "anyone"},
                      {role::customer, "customer"},
                      {role::owner, "owner"},
                      {role::admin, "admin"}}};
}

reference_page chinese() {
    return {.path = AGENTBACKEND_SOURCE_DIR "/docs/zh/quick-reference.md",
            .tongue = language::chinese,
            .commands = "命令",
            .buttons = "按钮",
            .states = "输入状态",
            .venues = {{venue::main_bot, "主机器人"},
                       {venue::agent_bots, "代理机器人"},
                       {venue::every_bot, "所有机器人"}},
            .roles = {{role::anyone, "任何人"},
                      {role::customer, "客户"},
                      {role::owner, "代理人"},
                      {role::admin, "管理员"}}};
}

std::set<std::string> names_of(trigger by) {
    std::set<std::string> names;
    for (const auto& row : permissions()) {
        if (row.by == by) names.insert(std::string(row.name));
    }
    return names;
}

// Everything in the text that the pattern finds.
std::set<std::string> found_in(const std::string& text, const char* pattern) {
    const std::regex wanted(pattern);
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at) {
        found.insert((*at)[1]);
    }
    return found;
}

std::vector<std::string> split_buttons(const std::string& cell) {
    const std::string between = " · ";
    std::vector<std::string> labels;
    for (std::size_t start = 0; start <= cell.size();) {
        const auto end = std::min(cell.find(between, start), cell.size());
        labels.push_back(cell.substr(start, end - start));
        start = end + between.size();
    }
    return labels;
}

class quick_reference : public ::testing::TestWithParam<reference_page> {};

TEST_P(quick_reference, has_every_command_with_its_bots_and_its_role) {
    const auto& page = GetParam();
    auto table = test::read_table(page.path, page.commands);
    std::set<std::string> listed;
    for (std::size_t n = 1; n < table.size(); ++n) {
        const auto& cells = table[n];
        const auto names = found_in(cells.front(), "`/([a-z_]+)");
        ASSERT_EQ(names.size(), 1u) << cells.front();
        listed.insert(*names.begin());
        const auto what = find_action(trigger::command, *names.begin());
        ASSERT_TRUE(what) << cells.front();
        const auto& row = permission_of(*what);
        EXPECT_EQ(cells.at(cells.size() - 2), page.venues.at(row.where)) << cells.front();
        EXPECT_EQ(cells.back(), page.roles.at(row.who)) << cells.front();
    }
    EXPECT_EQ(listed, names_of(trigger::command));
}

TEST_P(quick_reference, has_every_state) {
    const auto& page = GetParam();
    std::string cells;
    for (const auto& row : test::read_table(page.path, page.states)) cells += row.back();
    EXPECT_EQ(found_in(cells, "`([a-z_]+)`"), names_of(trigger::text));
}

TEST_P(quick_reference, names_buttons_as_they_are_labelled) {
    const auto& page = GetParam();
    std::set<std::string_view> phrases;
    for (const auto& entry : catalogue()) {
        phrases.insert(page.tongue == language::chinese ? entry.chinese : entry.english);
    }
    const auto table = test::read_table(page.path, page.buttons);
    ASSERT_GT(table.size(), 5u);
    for (std::size_t n = 1; n < table.size(); ++n) {
        for (const auto& label : split_buttons(table[n].back())) {
            EXPECT_TRUE(phrases.contains(label)) << label;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(pages, quick_reference, ::testing::Values(english(), chinese()),
                         [](const auto& info) { return std::string(code(info.param.tongue)); });

}  // namespace
}  // namespace agentbackend::console
