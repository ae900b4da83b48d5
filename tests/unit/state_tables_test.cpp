// docs/state-machines.md against the code: every cell of its tables.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"
#include "unit/support/page.hpp"

#include <agentbackend/agent.hpp>
#include <agentbackend/claim.hpp>
#include <agentbackend/order.hpp>
#include <agentbackend/withdrawal.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace agentbackend::test {
namespace {

// Compares a table with what `cell(status, column)` says; "–" stands for a refusal.
void expect_table(const std::string& heading, std::size_t states,
                  const std::function<std::string(const std::string&, const std::string&)>& cell) {
    const auto table = read_table(AGENTBACKEND_SOURCE_DIR "/docs/state-machines.md", heading);
    ASSERT_EQ(table.size(), 1 + states) << "a header and every state under " << heading;
    for (std::size_t r = 1; r < table.size(); ++r) {
        for (std::size_t c = 1; c < table[0].size(); ++c) {
            EXPECT_EQ(table[r][c], cell(table[r][0], table[0][c]))
                << table[r][0] << " × " << table[0][c];
        }
    }
}

TEST(state_machines_page, tells_the_truth_about_agents) {
    expect_table("An agent's bot", 5, [](const std::string& status, const std::string& column) {
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
    expect_table(
        "A withdrawal", all_withdrawal_statuses.size(),
        [](const std::string& status, const std::string& column) {
            const std::vector<withdrawal_command> commands{
                approve{}, reject{"no"}, pay{a_txid}, cancel_by_owner{}, cancel_by_admin{"no"}};
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

// --- Orders, quotes, claims --------------------------------------------------------------------

const bot_ref alphas_bot = bot_ref::of(alpha_ref);

// One item at 10 + 0.05, offered at the beginning of the story.
quote an_offer() {
    const product item = a_product().at("10");
    return {.ref = {9},
            .bot = alphas_bot,
            .customer = customer,
            .product = item.ref,
            .terms = terms_for(*make_base_plus_markup(),
                               {item, alphas_bot, amount("0.05"), /*quantity=*/1})
                         .value(),
            .created_at = story_start};
}

result<order_step> bought(const quote& offered, timestamp now) {
    const product item = a_product().at("10").with_stock(1);
    const wallet purse = a_wallet().holding("100");
    const agent seller = an_agent();
    return place_order({.offered = offered,
                        .current = offered.terms,
                        .item = item,
                        .purse = purse,
                        .seller = &seller,
                        .now = now});
}

result<order_step> refunded(const order& sold) {
    const wallet purse = a_wallet();
    const agent seller = an_agent();
    return refund_order({.sold = sold,
                         .purse = purse,
                         .seller = &seller,
                         .admin = admin,
                         .reason = "",
                         .now = story_start});
}

TEST(state_machines_page, tells_the_truth_about_orders) {
    expect_table("An order", 2, [](const std::string& status, const std::string& column) {
        if (column != "refund") return "no command " + column;
        auto sold = bought(an_offer(), story_start).value().next;
        if (status != name(sold.status)) sold = refunded(sold).value().next;
        EXPECT_EQ(status, name(sold.status));
        const auto step = refunded(sold);
        return step ? std::string(name(step->next.status)) : std::string("–");
    });
}

TEST(state_machines_page, tells_the_truth_about_quotes) {
    expect_table("A quote", 3, [](const std::string& state, const std::string& column) {
        const auto offered = an_offer();
        const auto later = offered.created_at + quote_lifetime + std::chrono::seconds(1);
        const bool is_late = state == "expired" || column != "buy";
        const auto step = bought(offered, is_late ? later : story_start);
        // The row of one that has bought is gone: what was bought stays bought.
        if (state == "bought") return state;
        if (column == "buy") return std::string(step ? "bought" : "–");
        return std::string(step ? "open" : "expired");
    });
}

TEST(state_machines_page, tells_the_truth_about_claims) {
    expect_table("A claim", 3, [](const std::string& state, const std::string& column) {
        const agent wanted = an_agent();
        claim made{.agent = wanted.ref,
                   .made_by = admin,
                   .made_at = story_start,
                   .expires_at = story_start + std::chrono::hours(1)};
        const auto use = [&](timestamp now) {
            return use_claim(made, {.wanted = wanted, .claimant = customer, .now = now});
        };
        if (state == "used") made = use(story_start).value();
        const bool is_late = state == "expired" || column != "use";
        const auto used = use(is_late ? made.expires_at : story_start);
        if (column == "use") return std::string(used ? "used" : "–");
        if (used) return std::string("open");
        return std::string(used.error().code() == errc::claim_used ? "used" : "expired");
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

// Who gives, and who gets; the operator's part of a sale is its base price, the agent's the markup.
std::string funds_of(const order_step& step) {
    std::vector<std::string> from;
    std::vector<std::string> to;
    for (const auto& [where, moved] : step.entry.postings) {
        const auto& terms = step.next.terms;
        const auto size = moved.is_negative() ? -moved : moved;
        auto& side = moved.is_negative() ? from : to;
        const auto part = size == terms.revenue  ? " (base)"
                          : size == terms.profit ? " (markup)"
                                                 : "";
        side.push_back(std::string(name(where.kind())) + part);
    }
    return joined(from) + " → " + joined(to);
}

TEST(state_machines_page, tells_the_truth_about_what_orders_move) {
    const auto table = read_table(AGENTBACKEND_SOURCE_DIR "/docs/state-machines.md",
                                  "What a step of an order moves");
    const auto paid = bought(an_offer(), story_start).value();
    const auto back = refunded(paid.next).value();
    ASSERT_EQ(table.size(), 3U);
    EXPECT_EQ(table[1], (table_row{std::string(name(paid.next.status)), funds_of(paid)}));
    EXPECT_EQ(table[2], (table_row{std::string(name(back.next.status)), funds_of(back)}));
}

}  // namespace
}  // namespace agentbackend::test
