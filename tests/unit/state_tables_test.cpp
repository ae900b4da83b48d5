// docs/state-machines.md against the code: every cell of its tables.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/agent.hpp>
#include <agentbackend/withdrawal.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

namespace agentbackend::test {
namespace {

using row = std::vector<std::string>;

row split_cells(const std::string& line) {
    row cells;
    std::istringstream text(line.substr(1));
    for (std::string cell; std::getline(text, cell, '|');) {
        const auto first = cell.find_first_not_of(' ');
        const auto last = cell.find_last_not_of(' ');
        cells.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
    }
    return cells;
}

// The first table under a heading: its header row, then the others.
std::vector<row> read_table(const std::string& heading) {
    std::ifstream page(AGENTBACKEND_SOURCE_DIR "/docs/state-machines.md");
    std::string line;
    while (std::getline(page, line) && line != "## " + heading) {
    }
    std::vector<row> table;
    while (std::getline(page, line)) {
        if (line.starts_with("|--")) continue;
        if (line.starts_with("|"))
            table.push_back(split_cells(line));
        else if (!table.empty())
            break;
    }
    return table;
}

// Compares a table with what `cell(status, column)` says; "–" stands for a refusal.
void expect_table(const std::string& heading,
                  const std::function<std::string(const std::string&, const std::string&)>& cell) {
    const auto table = read_table(heading);
    ASSERT_EQ(table.size(), 6u) << "a header and five states under " << heading;
    for (std::size_t r = 1; r < table.size(); ++r) {
        for (std::size_t c = 1; c < table[0].size(); ++c) {
            EXPECT_EQ(table[r][c], cell(table[r][0], table[0][c]))
                << table[r][0] << " × " << table[0][c];
        }
    }
}

TEST(state_machines_page, tells_the_truth_about_agents) {
    expect_table("An agent's bot", [](const std::string& status, const std::string& column) {
        using enum agent_event;
        for (const auto event : {start, came_up, fail, stop, archive}) {
            if (name(event) != column) continue;
            const auto next = transition(*parse_agent_status(status), event);
            return next ? std::string(name(*next)) : std::string("–");
        }
        return "no event " + column;
    });
}

TEST(state_machines_page, tells_the_truth_about_withdrawals) {
    expect_table("A withdrawal", [](const std::string& status, const std::string& column) {
        const std::vector<withdrawal_command> commands{approve{}, reject{"no"}, pay{a_txid},
                                                       cancel_by_owner{}, cancel_by_admin{"no"}};
        const agent requester = an_agent().with_frozen("50");
        const withdrawal_policy policy;
        for (const auto& command : commands) {
            if (name(command) != column) continue;
            const withdrawal current = a_withdrawal(*parse_withdrawal_status(status));
            const auto step = transition(
                current, command,
                {.now = story_start, .by = admin, .requester = requester, .policy = policy});
            return step ? std::string(name(step->next.status)) : std::string("–");
        }
        return "no command " + column;
    });
}

}  // namespace
}  // namespace agentbackend::test
