// docs/state-machines.md against the code: every cell of its tables.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"
#include "unit/support/page.hpp"

#include <agentbackend/agent.hpp>
#include <agentbackend/withdrawal.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace agentbackend::test {
namespace {

// Compares a table with what `cell(status, column)` says; "–" stands for a refusal.
void expect_table(const std::string& heading,
                  const std::function<std::string(const std::string&, const std::string&)>& cell) {
    const auto table = read_table(AGENTBACKEND_SOURCE_DIR "/docs/state-machines.md", heading);
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
