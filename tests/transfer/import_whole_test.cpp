// The import as a whole: all or nothing, again and again, and the books agree.

#include "transfer/support/moving_in.hpp"

#include <agentbackend/store_decorator.hpp>

namespace agentbackend::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using transfer::import_outcome;

const std::string with_open = R"(,"amount_usdt":"50","fee_usdt":"1","status":"pending")";
const std::string rejected = R"(,"amount_usdt":"20","fee_usdt":"1","status":"rejected")";

class an_import : public moving_in {
protected:
    const std::string alpha_ =
        agent_line("agent_1", R"(,"profit_available_usdt":"10","profit_frozen_usdt":"50")");
    const std::string request_ = withdrawal_line("aw_1", with_open);
};

TEST_F(an_import, takes_withdrawals_before_their_agents_and_both_from_one_file) {
    EXPECT_EQ(imports({request_, alpha_}).outcome, import_outcome::imported);
}

TEST_F(an_import, passes_over_blank_lines_line_ends_and_a_byte_order_mark) {
    const auto report = imports_text("\xEF\xBB\xBF" + alpha_ + "\r\n\r\n  \n" + request_, today());
    EXPECT_EQ(report.outcome, import_outcome::imported);
}

// An export that has failed leaves an empty file.
TEST_F(an_import, of_no_document_is_refused) {
    for (const std::string nothing : {"", "\n \n\t\n", "\xEF\xBB\xBF"}) {
        const auto report = imports_text(nothing, today());
        EXPECT_EQ(report.outcome, import_outcome::refused);
        std::ostringstream said;
        said << report;
        EXPECT_THAT(said.str(), HasSubstr("old.json: This file holds no document."));
    }
    EXPECT_TRUE(is_empty());
}

TEST_F(an_import, with_one_empty_collection_brings_the_other_in_and_says_so) {
    std::istringstream agents(agent_line("agent_1"));
    std::istringstream nothing;
    const std::vector<transfer::source> files{{"agents.json", agents},
                                              {"agent_withdrawals.json", nothing}};
    const auto report = transfer::import_installation(*db_, files, today()).value();
    EXPECT_EQ(report.outcome, import_outcome::imported);
    std::ostringstream said;
    said << report.flags;
    EXPECT_THAT(said.str(), HasSubstr("agent_withdrawals.json: This file holds no document"));
}

// Whoever wrote the old rows does not write to the operator's terminal.
TEST_F(an_import, says_nothing_that_a_terminal_obeys) {
    const auto report = imports(
        {"{\"agent_id\":\"agent_1\",\"markup_usdt\":\"\\u001b]0;x\\u0007\\u009b31m\"}",
         "{\"request_id\":\"aw_1\",\"agent_id\":\"agent_1\",\"amount_usdt\":\"1\",\"status\":\""
         "\\u001b[2J\\u202edone\"}",
         R"({"\u001b[31m":1,"\u001b[31m":2})"});
    EXPECT_THAT(
        sentences(report.problems),
        ElementsAre(HasSubstr("markup_usdt is \" ]0;x  31m\", which is no amount"),
                    HasSubstr("status is \" [2J done\""), HasSubstr("names \" [31m\" twice")));
}

TEST_F(an_import, with_one_bad_line_leaves_everything_out) {
    const auto report = imports({alpha_, request_, R"({"agent_id":"agent_2","markup_usdt":"x"})",
                                 "nonsense", agent_line("agent_3")});
    EXPECT_EQ(report.outcome, import_outcome::refused);
    EXPECT_THAT(sentences(report.problems),
                ElementsAre(HasSubstr("3: agent agent_2: markup_usdt is \"x\""),
                            HasSubstr("4: This line is not readable as JSON")));
    EXPECT_TRUE(is_empty());
}

TEST_F(an_import, refuses_a_line_that_is_too_long_before_it_reads_it) {
    const auto report =
        imports({alpha_, R"({"agent_id":"agent_2","name":")" + std::string(1'100'000, 'x') + "\"}",
                 request_});
    EXPECT_THAT(sentences(report.problems), ElementsAre(HasSubstr("2: This line is longer than")));
}

TEST_F(an_import, keeps_a_report_of_a_hopeless_file_short) {
    std::string text;
    for (int i = 0; i < 3'000; ++i) text += "nonsense\n";
    const auto report = imports_text(text, today());
    EXPECT_EQ(report.problems.count(), 3'000);
    EXPECT_EQ(report.problems.kept().size(), transfer::remarks::max_kept);
    std::ostringstream printed;
    printed << report;
    EXPECT_THAT(printed.str(), HasSubstr("and 2000 more"));
}

TEST_F(an_import, tried_dry_says_the_same_and_writes_nothing) {
    const auto report = imports({alpha_, request_}, dry());
    EXPECT_EQ(report.outcome, import_outcome::would_import);
    EXPECT_EQ(report.agents.added, 1);
    EXPECT_TRUE(report.audit.is_clean());
    EXPECT_EQ(report.audit.withdrawals, 1);
    EXPECT_TRUE(is_empty());
    EXPECT_EQ(imports({alpha_, request_}).outcome, import_outcome::imported);
}

// --- Again ---------------------------------------------------------------------------------------

TEST_F(an_import, repeated_finds_everything_here) {
    imports({alpha_, request_});
    const auto again = imports({alpha_, request_});
    EXPECT_EQ(again.outcome, import_outcome::nothing_new);
    EXPECT_EQ(again.agents.unchanged, 1);
    EXPECT_EQ(again.withdrawals.unchanged, 1);
    EXPECT_THAT(sentences(again.changed), IsEmpty());
    EXPECT_EQ(journal().size(), 1u);
}

TEST_F(an_import, repeated_reports_what_has_changed_and_leaves_it) {
    imports({alpha_, request_});
    const auto again = imports(
        {agent_line("agent_1",
                    R"(,"name":"Beta","profit_available_usdt":"12","profit_frozen_usdt":"50")"),
         withdrawal_line("aw_1", R"(,"amount_usdt":"50","fee_usdt":"1","status":"rejected")")});
    EXPECT_EQ(again.outcome, import_outcome::nothing_new);
    EXPECT_EQ(again.agents.changed, 1);
    EXPECT_EQ(again.withdrawals.changed, 1);
    EXPECT_THAT(
        sentences(again.changed),
        ElementsAre("1: agent agent_1 differs from what is here in name (Beta in the file, agent_1 "
                    "here), profit_available_usdt (12.00 in the file, 10.00 here).",
                    "2: withdrawal aw_1 differs from what is here in status (rejected in the file, "
                    "pending here)."));
    EXPECT_EQ(agent_named("agent_1")->available, amount("10"));
    EXPECT_EQ(withdrawal_named("aw_1")->status, withdrawal_status::pending);
}

TEST_F(an_import, repeated_brings_in_what_is_new) {
    imports({alpha_, request_});
    const auto again =
        imports({alpha_, request_, agent_line("agent_2"), withdrawal_line("aw_2", rejected)});
    EXPECT_EQ(again.outcome, import_outcome::imported);
    EXPECT_EQ(again.agents.added, 1);
    EXPECT_EQ(again.withdrawals.added, 1);
}

TEST_F(an_import, says_when_a_line_stands_there_twice) {
    const auto report = imports({alpha_, alpha_, request_});
    EXPECT_EQ(report.outcome, import_outcome::imported);
    EXPECT_THAT(sentences(report.flags),
                Contains(HasSubstr("2: agent_1 stands at old.json:1 already, word for word")));
}

// Two taps on a button once made two requests with one id.
TEST_F(an_import, refuses_two_requests_with_one_id) {
    const auto report = imports({alpha_, withdrawal_line("aw_1", R"(,"_id":"a")" + with_open),
                                 withdrawal_line("aw_1", R"(,"_id":"b")" + with_open)});
    EXPECT_EQ(report.outcome, import_outcome::refused);
    EXPECT_THAT(
        sentences(report.problems),
        ElementsAre(HasSubstr("3: aw_1 stands at old.json:2 already, with other contents")));
}

// --- Frozen balances -----------------------------------------------------------------------------

TEST_F(an_import, refuses_a_frozen_balance_that_no_request_explains) {
    const auto report = imports({alpha_});
    EXPECT_EQ(report.outcome, import_outcome::refused);
    EXPECT_THAT(sentences(report.problems),
                ElementsAre(HasSubstr("1: agent agent_1: 50.00 USDT is frozen, 0.00 USDT is in its "
                                      "open withdrawals.")));
    EXPECT_THAT(report.problems.kept().at(0).sentence, HasSubstr("--reconcile"));
    EXPECT_TRUE(is_empty());
}

TEST_F(an_import, that_reconciles_posts_the_difference_to_opening) {
    const auto short_of =
        agent_line("agent_1", R"(,"profit_available_usdt":"10","profit_frozen_usdt":"62.5")");
    const auto report = imports({short_of, request_}, reconciling());
    EXPECT_EQ(report.outcome, import_outcome::imported);
    EXPECT_EQ(report.frozen, amount("50"));
    const auto moved = agent_named("agent_1").value();
    EXPECT_EQ(moved.frozen, amount("50"));
    EXPECT_EQ(moved.available, amount("10"));
    const auto entries = journal();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_THAT(entries[0].draft.postings,
                ElementsAre(posting{account::available(moved.ref), amount("10")},
                            posting{account::frozen(moved.ref), amount("62.5")},
                            posting{account::opening(), minus("72.5")}));
    EXPECT_THAT(entries[1].draft.postings,
                ElementsAre(posting{account::frozen(moved.ref), minus("12.5")},
                            posting{account::opening(), amount("12.5")}));

    const auto again = imports({short_of, request_}, reconciling());
    EXPECT_EQ(again.outcome, import_outcome::nothing_new);
    EXPECT_EQ(again.agents.changed, 0);
}

TEST_F(an_import, freezes_new_requests_of_an_agent_that_is_here_only_when_it_reconciles) {
    imports({alpha_, request_});
    const auto late = withdrawal_line("aw_2", R"(,"amount_usdt":"20","status":"pending")");
    EXPECT_EQ(imports({late}).outcome, import_outcome::refused);
    EXPECT_EQ(imports({late}, reconciling()).outcome, import_outcome::imported);
    EXPECT_EQ(agent_named("agent_1")->frozen, amount("70"));
}

TEST_F(an_import, freezes_nothing_for_an_agent_that_was_archived_here) {
    imports({agent_line("agent_1")});
    auto archived = agent_named("agent_1").value();
    archived.status = agent_status::archived;
    {
        const auto open = std::move(db_->begin().value());
        ASSERT_OK(open->work().update_agent(archived));
        ASSERT_OK(open->commit());
    }
    const auto late = withdrawal_line("aw_2", R"(,"amount_usdt":"20","status":"pending")");
    const auto report = imports({late}, reconciling());
    EXPECT_EQ(report.outcome, import_outcome::refused);
    EXPECT_THAT(sentences(report.problems), ElementsAre(HasSubstr("archived here, for good")));
    EXPECT_EQ(agent_named("agent_1")->frozen, usdt());
}

// --- Nothing by halves
// -----------------------------------------------------------------------------

// Fails the n-th call of the store.
class failing_store : public store_decorator {
public:
    failing_store(store& inner, int nth) : store_decorator(inner), left_(nth) {}
    result<void> before(store_call) override {
        if (--left_ == 0) return errc::store_io;
        return success();
    }
    bool has_failed() const { return left_ <= 0; }

private:
    int left_;
};

TEST_F(an_import, that_fails_at_any_call_of_the_store_leaves_nothing) {
    const auto text = alpha_ + "\n" + request_ + "\n" + withdrawal_line("aw_2", rejected) + "\n";
    for (int nth = 1;; ++nth) {
        failing_store failing(*db_, nth);
        std::istringstream in(text);
        const std::vector<transfer::source> files{{"old.json", in}};
        const auto report = transfer::import_installation(failing, files, today());
        if (!failing.has_failed()) {
            EXPECT_EQ(report.value().outcome, import_outcome::imported);
            EXPECT_GT(nth, 20);
            break;
        }
        EXPECT_REFUSED(report, errc::store_io) << "call " << nth;
        EXPECT_TRUE(is_empty()) << "call " << nth;
    }
}

// Books that do not agree before the import are no ground to build on.
TEST_F(an_import, into_books_that_do_not_agree_is_refused) {
    imports({alpha_, request_});
    auto tampered = agent_named("agent_1").value();
    const auto change = [&](std::string_view available) {
        tampered.available = amount(available);
        const auto unit = std::move(db_->begin().value());
        ASSERT_OK(unit->work().update_agent(tampered));
        ASSERT_OK(unit->commit());
    };
    change("11");
    const auto report = imports({agent_line("agent_2")});
    EXPECT_EQ(report.outcome, import_outcome::refused);
    EXPECT_THAT(sentences(report.problems), Contains(HasSubstr("The books would not agree")));
    EXPECT_FALSE(agent_named("agent_2"));
    change("10");
}

}  // namespace
}  // namespace agentbackend::test
