// The sample rows of the document that describes the old system, as `mongoexport` writes them.

#include "support/sample_rows.hpp"
#include "transfer/support/moving_in.hpp"

namespace agentbackend::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using transfer::import_outcome;

timestamp at(std::string_view text) { return parse_iso8601(text).value(); }

class the_documents_sample : public moving_in {
protected:
    transfer::import_report comes_in() {
        std::istringstream agents{std::string(sample_agent) + "\n"};
        std::istringstream withdrawals{std::string(sample_withdrawal) + "\n"};
        const std::vector<transfer::source> files{{"agents.json", agents},
                                                  {"agent_withdrawals.json", withdrawals}};
        return transfer::import_installation(*db_, files, today()).value();
    }

    result<withdrawal_outcome> reviews(const withdrawal& which, const withdrawal_command& command) {
        const auto rules = backend::make(policy_).value();
        const auto ids = make_seeded_ids(1);
        const command_context reviewer{
            .now = story_start, .ids = *ids, .who = actor::person(admin, bot_ref::main())};
        const auto unit = std::move(db_->begin().value());
        AGENTBACKEND_ASSIGN(const auto outcome,
                            rules.apply(unit->work(), reviewer, which.ref, command));
        AGENTBACKEND_TRY(unit->commit());
        return outcome;
    }
};

TEST_F(the_documents_sample, comes_in_whole) {
    const auto report = comes_in();
    EXPECT_EQ(report.outcome, import_outcome::imported);
    EXPECT_EQ(report.agents.added, 1);
    EXPECT_EQ(report.withdrawals.added, 1);
    EXPECT_TRUE(report.audit.is_clean());

    const auto moved = agent_named("agent_20250124_143022").value();
    EXPECT_EQ(moved.name, "My Agent Bot");
    EXPECT_EQ(moved.owner, user_id{123456789});
    EXPECT_EQ(moved.markup, amount("0.05"));
    EXPECT_EQ(moved.available, amount("150.25"));
    EXPECT_EQ(moved.frozen, amount("50"));
    EXPECT_EQ(moved.total_paid(), amount("200"));
    EXPECT_EQ(moved.links.support_link, "@mysupport");
    EXPECT_EQ(moved.links.channel_link, "https://t.me/mychannel");
    EXPECT_EQ(moved.links.announcement_link, "https://t.me/announcements");
    EXPECT_THAT(moved.links.extra_links,
                ElementsAre(link_button{"Website", "https://example.com"},
                            link_button{"FAQ", "https://example.com/faq"}));
    EXPECT_EQ(moved.created_at, at("2025-01-24T14:30:22Z"));
    EXPECT_EQ(moved.updated_at, at("2025-01-24T15:45:30Z"));
}

TEST_F(the_documents_sample, stops_the_agent_whose_token_cannot_be_read) {
    const auto report = comes_in();
    const auto moved = agent_named("agent_20250124_143022").value();
    EXPECT_EQ(moved.status, agent_status::stopped);
    EXPECT_FALSE(moved.enabled);
    EXPECT_TRUE(moved.token.bytes.empty());
    EXPECT_EQ(report.tokens_needed, 1);
    EXPECT_THAT(sentences(report.flags),
                ::testing::Contains(HasSubstr("agent agent_20250124_143022: token needed")));
}

TEST_F(the_documents_sample, leaves_the_open_request_to_be_rejected) {
    const auto report = comes_in();
    const auto moved = withdrawal_named("aw_20250124_143022_abc123").value();
    EXPECT_EQ(moved.status, withdrawal_status::pending);
    EXPECT_EQ(moved.amount, amount("50"));
    EXPECT_EQ(moved.fee, amount("1"));
    EXPECT_EQ(moved.address, zero_address);
    EXPECT_EQ(moved.created_at, at("2025-01-24T14:30:22Z"));
    // A pending request has been neither reviewed nor paid, whatever the sample shows of later.
    EXPECT_FALSE(moved.reviewed_at || moved.paid_at);
    EXPECT_EQ(moved.txid, "");
    EXPECT_THAT(sentences(report.flags),
                ::testing::IsSupersetOf({HasSubstr("carries marks of a later status"),
                                         HasSubstr("is the zero address, where coins are lost. It "
                                                   "can be rejected or cancelled, not approved")}));

    EXPECT_REFUSED(reviews(moved, approve{}), errc::address_is_zero);
    ASSERT_OK(reviews(moved, reject{"send another address"}));
    EXPECT_EQ(agent_named("agent_20250124_143022")->available, amount("200.25"));
}

TEST_F(the_documents_sample, approved_with_such_an_address_can_be_cancelled_and_never_paid) {
    std::string approved(sample_withdrawal);
    approved.replace(approved.find("pending"), 7, "approved");
    ASSERT_EQ(imports({std::string(sample_agent), approved}).outcome, import_outcome::imported);
    const auto moved = withdrawal_named("aw_20250124_143022_abc123").value();
    ASSERT_EQ(moved.status, withdrawal_status::approved);
    EXPECT_REFUSED(reviews(moved, pay{std::string(64, 'a')}), errc::address_is_zero);
    EXPECT_REFUSED(reviews(moved, reject{"no"}), errc::illegal_transition);
    ASSERT_OK(reviews(moved, cancel_by_admin{"the address loses coins"}));
    EXPECT_EQ(agent_named("agent_20250124_143022")->available, amount("200.25"));
}

TEST_F(the_documents_sample, enters_the_journal_as_an_opening_balance) {
    comes_in();
    const auto entries = journal();
    const auto ref = agent_named("agent_20250124_143022")->ref;
    ASSERT_EQ(entries.size(), 1u);
    EXPECT_EQ(entries[0].draft.what, movement::opening_balance);
    EXPECT_THAT(entries[0].draft.postings,
                ElementsAre(posting{account::available(ref), amount("150.25")},
                            posting{account::frozen(ref), amount("50")},
                            posting{account::payouts(ref), amount("200")},
                            posting{account::opening(), minus("400.25")}));
}

TEST_F(the_documents_sample, says_what_it_brought) {
    std::ostringstream printed;
    printed << comes_in();
    EXPECT_THAT(printed.str(),
                HasSubstr("Agents: 1 new, 0 here already, 0 here already but different."));
    EXPECT_THAT(printed.str(),
                HasSubstr("Brought in: available 150.25 USDT, frozen 50.00 USDT, paid out so far "
                          "200.00 USDT."));
    EXPECT_THAT(printed.str(), HasSubstr("agents.json:1: agent agent_20250124_143022: "));
    EXPECT_THAT(printed.str(), HasSubstr("agent_withdrawals.json:1: withdrawal aw_"));
    EXPECT_THAT(printed.str(), HasSubstr("Imported."));
    EXPECT_THAT(printed.str(), ::testing::Not(HasSubstr("encrypted_token_string")));
}

TEST_F(the_documents_sample, comes_in_once) {
    comes_in();
    const auto again = comes_in();
    EXPECT_EQ(again.outcome, import_outcome::nothing_new);
    EXPECT_EQ(again.agents.unchanged, 1);
    EXPECT_EQ(again.withdrawals.unchanged, 1);
    EXPECT_EQ(journal().size(), 1u);
}

}  // namespace
}  // namespace agentbackend::test
