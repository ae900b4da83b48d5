// docs/permissions.md against the table in the code: every row of both, in the same order.

#include "unit/support/page.hpp"

#include <agentbackend/console/permissions.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace agentbackend::console {
namespace {

std::string words(venue where) {
    switch (where) {
        case venue::main_bot: return "main bot";
        case venue::agent_bots: return "agents' bots";
        case venue::every_bot: return "every bot";
    }
    return {};
}

std::string words(role who) {
    switch (who) {
        case role::anyone: return "anyone";
        case role::customer: return "customer";
        case role::owner: return "owner";
        case role::admin: return "admin";
    }
    return {};
}

std::string line_of(const test::table_row& cells) {
    std::string line = "|";
    for (const auto& cell : cells) line += " " + cell + " |";
    return line;
}

// What a section of the page should say: a line for each row, put so that it can be copied there.
std::string expected_section(trigger by) {
    std::string lines;
    for (const auto& row : permissions()) {
        if (row.by != by) continue;
        const auto name = std::string(by == trigger::command ? "/" : "") + std::string(row.name);
        lines += line_of({"`" + name + "`", words(row.where), words(row.who)}) + "\n";
    }
    return lines;
}

std::string read_section(const std::string& heading) {
    auto table = test::read_table(AGENTBACKEND_SOURCE_DIR "/docs/permissions.md", heading);
    std::string lines;
    for (std::size_t n = 1; n < table.size(); ++n) lines += line_of(table[n]) + "\n";
    return lines;
}

TEST(permissions_page, lists_every_command) {
    EXPECT_EQ(read_section("Commands"), expected_section(trigger::command));
}

TEST(permissions_page, lists_every_button) {
    EXPECT_EQ(read_section("Buttons"), expected_section(trigger::button));
}

TEST(permissions_page, lists_every_text_a_dialog_waits_for) {
    EXPECT_EQ(read_section("Texts"), expected_section(trigger::text));
}

}  // namespace
}  // namespace agentbackend::console
