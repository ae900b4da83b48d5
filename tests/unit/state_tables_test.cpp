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

// --- What a step moves, and who hears of it --------------------------------------------------

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

// Where the funds come from, and where they go; a payout's accounts with the part that each gets.
std::string funds_of(const withdrawal_step& step) {
    if (!step.entry) return "";
    std::vector<std::string> from;
    std::vector<std::string> to;
    for (const auto& [where, moved] : step.entry->postings) {
        const std::string kind(name(where.kind()));
        if (moved.is_negative()) {
            EXPECT_EQ(-moved, step.next.amount) << kind;
            from.push_back(kind);
        } else if (moved == step.next.amount) {
            to.push_back(kind);
        } else {
            to.push_back(kind + (moved == net_amount(step.next) ? " (net)" : " (fee)"));
        }
    }
    return joined(from) + " → " + joined(to);
}

std::string audience_of(const withdrawal_step& step) {
    std::vector<std::string> heard;
    for (const auto& said : step.notices) {
        heard.emplace_back(said.to == notice::audience::owner ? "owner" : "admins");
    }
    return joined(heard);
}

TEST(state_machines_page, tells_the_truth_about_funds_and_who_hears) {
    const withdrawal_policy policy;
    const agent requester = an_agent().with_available("50").with_frozen("50");
    const auto requested = open_withdrawal(
        {.amount = amount("50"), .address = payout_address},
        {.requester = requester, .owner = owner, .request_id = "aw_1", .now = story_start}, policy);
    const auto step = [&](std::string_view status, const withdrawal_command& command) {
        const withdrawal current = a_withdrawal(*parse_withdrawal_status(status));
        return transition(
            current, command,
            {.now = story_start, .by = admin, .requester = requester, .policy = policy});
    };
    const std::vector<std::pair<std::string, result<withdrawal_step>>> steps{
        {"requested", requested},
        {"approved", step("pending", approve{})},
        {"rejected", step("pending", reject{"no"})},
        {"cancelled by the owner", step("pending", cancel_by_owner{})},
        {"cancelled by an admin", step("approved", cancel_by_admin{"no"})},
        {"paid", step("approved", pay{a_txid})}};
    auto table = read_table(AGENTBACKEND_SOURCE_DIR "/docs/state-machines.md",
                            "What a step of a withdrawal moves");
    ASSERT_EQ(table.size(), steps.size() + 1);
    for (std::size_t r = 0; r < steps.size(); ++r) {
        const auto& [title, taken] = steps[r];
        ASSERT_OK(taken);
        EXPECT_EQ(table[r + 1], (table_row{title, funds_of(*taken), audience_of(*taken)}));
    }
}

}  // namespace
}  // namespace agentbackend::test
