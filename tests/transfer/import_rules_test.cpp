// What comes in as it was, what is left out, and what is said about it.

#include "transfer/support/moving_in.hpp"

namespace agentbackend::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using transfer::import_outcome;

const std::string readable_token = "5551234:AAaaBBbbCCccDDddEEeeFFffGGgg-Hh_Ii0";
const std::string settled_hash(64, 'b');

using an_imported_agent = moving_in;

TEST_F(an_imported_agent, that_was_running_is_enabled_and_stopped_when_its_token_is_readable) {
    const auto report = imports(
        {R"({"agent_id":"agent_1","status":"running","token":")" + readable_token + R"("})"});
    const auto moved = agent_named("agent_1").value();
    EXPECT_EQ(moved.status, agent_status::stopped);
    EXPECT_TRUE(moved.enabled);
    EXPECT_EQ(moved.token.bytes, "sealed for agent_1, 43 characters");
    EXPECT_EQ(moved.identity.platform_id, 5551234);
    EXPECT_EQ(report.tokens_needed, 0);
}

TEST_F(an_imported_agent, that_was_stopped_stays_so) {
    imports({R"({"agent_id":"agent_1","status":"stopped","token":")" + readable_token + R"("})"});
    EXPECT_FALSE(agent_named("agent_1")->enabled);
}

TEST_F(an_imported_agent, needs_a_token_when_what_the_file_has_is_none) {
    const std::string secret(35, 'A');
    for (const auto& token : std::vector<std::string>{
             "", "encrypted_token_string", "gAAAAABnk6K-3q", ":" + secret, "12a4:" + secret,
             "-123:" + secret, "0:" + secret, "1234:" + secret.substr(6), "1234:+" + secret,
             "123456789012345678901:" + secret, "1234:" + std::string(200, 'A')}) {
        db_ = make_memory_store();
        imports({R"({"agent_id":"agent_1","status":"running","token":")" + token + R"("})"});
        const auto moved = agent_named("agent_1").value();
        EXPECT_TRUE(moved.token.bytes.empty()) << token;
        EXPECT_FALSE(moved.enabled) << token;
    }
}

TEST_F(an_imported_agent, needs_a_token_when_its_bot_is_another_agents) {
    const auto token = R"(","status":"running","token":")" + readable_token + R"("})";
    const auto report =
        imports({R"({"agent_id":"agent_1)" + token, R"({"agent_id":"agent_2)" + token});
    EXPECT_EQ(report.outcome, import_outcome::imported);
    EXPECT_TRUE(agent_named("agent_1")->enabled);
    EXPECT_FALSE(agent_named("agent_2")->enabled);
    EXPECT_THAT(sentences(report.flags),
                Contains(HasSubstr("2: agent agent_2: token needed: its token is of bot 5551234")));
}

TEST_F(an_imported_agent, without_an_owner_has_none) {
    const auto report = imports({R"({"agent_id":"agent_1"})"});
    EXPECT_EQ(agent_named("agent_1")->owner, std::nullopt);
    EXPECT_THAT(sentences(report.flags), Contains("1: agent agent_1: it has no owner. Set one in "
                                                  "the admin's panel."));
}

TEST_F(an_imported_agent, is_flagged_when_only_capitals_tell_its_id_from_anothers) {
    imports({agent_line("shop")});
    const auto report = imports({agent_line("Shop"), agent_line("other"), agent_line("OTHER"),
                                 agent_line("shop"), agent_line("else")});
    EXPECT_EQ(report.outcome, import_outcome::imported);
    std::vector<std::string> flags;
    for (const auto& said : sentences(report.flags)) {
        if (said.find("token needed") == std::string::npos) flags.push_back(said);
    }
    EXPECT_THAT(flags,
                ElementsAre("1: agent Shop: only capital letters tell its id from that of agent "
                            "shop. Look twice when you type one of them.",
                            HasSubstr("3: agent OTHER: only capital letters tell its id from that "
                                      "of agent other.")));
}

TEST_F(an_imported_agent, of_a_day_that_is_still_to_come_is_flagged) {
    const auto report = imports({agent_line("soon", R"(,"created_at":"2025-01-25T14:30:22Z")"),
                                 agent_line("later", R"(,"created_at":"2025-01-25T14:30:23Z")")});
    EXPECT_EQ(report.outcome, import_outcome::imported);
    EXPECT_THAT(sentences(report.flags),
                Contains(HasSubstr("2: agent later: it was created at 2025-01-25T14:30:23Z, which "
                                   "is still to come.")));
    EXPECT_THAT(sentences(report.flags), Not(Contains(HasSubstr("agent soon: it was created"))));
}

TEST_F(an_imported_agent, has_the_time_in_its_id_when_no_other_is_given) {
    imports({agent_line("agent_20250124_143022"), agent_line("shop"), agent_line("a_b"),
             agent_line("agent_20259924_143022")});
    EXPECT_EQ(agent_named("agent_20250124_143022")->created_at, story_start);
    EXPECT_EQ(agent_named("shop")->created_at, clock_.now());
    EXPECT_EQ(agent_named("agent_20259924_143022")->created_at, clock_.now());
}

TEST_F(an_imported_agent, loses_a_name_and_links_that_cannot_be_shown) {
    const auto report = imports(
        {R"({"agent_id":"agent_1","name":"a\nb","links":{"support_link":"call me",)"
         R"("channel_link":"t.me/channel","extra_links":[{"title":"ok","url":"https://a.example"},)"
         R"({"title":"","url":"https://b.example"},{"title":"bad","url":"javascript:alert"}]}})"});
    const auto moved = agent_named("agent_1").value();
    EXPECT_EQ(moved.name, "agent_1");
    EXPECT_EQ(moved.links.support_link, "");
    EXPECT_EQ(moved.links.channel_link, "https://t.me/channel");
    EXPECT_THAT(moved.links.extra_links, ElementsAre(link_button{"ok", "https://a.example"}));
    EXPECT_THAT(sentences(report.flags),
                ::testing::IsSupersetOf({HasSubstr("its name is not of 1 to 64"),
                                         HasSubstr("its support_link is no @username"),
                                         HasSubstr("2 buttons of its own left out")}));
}

TEST_F(an_imported_agent, that_was_archived_stays_so_unless_it_has_money) {
    const auto report =
        imports({R"({"agent_id":"gone","status":"archived"})",
                 R"({"agent_id":"rich","status":"archived","profit_available_usdt":"3"})"});
    EXPECT_EQ(agent_named("gone")->status, agent_status::archived);
    EXPECT_EQ(agent_named("rich")->status, agent_status::stopped);
    EXPECT_THAT(sentences(report.flags), Contains(HasSubstr("archived with money in it")));
}

TEST_F(an_imported_agent, below_zero_keeps_its_debt) {
    imports({agent_line("agent_1", R"(,"profit_available_usdt":"-3.5")")});
    EXPECT_EQ(agent_named("agent_1")->available, minus("3.5"));
}

// What was paid is split by the fees that are known of.
TEST_F(an_imported_agent, has_its_payments_split_by_the_fees_of_its_withdrawals) {
    imports({agent_line("agent_1", R"(,"total_paid_usdt":"100")"),
             withdrawal_line("aw_1", R"(,"amount_usdt":"50","fee_usdt":"1","status":"paid")"),
             withdrawal_line("aw_2", R"(,"amount_usdt":"20","fee_usdt":"2","status":"paid")"),
             withdrawal_line("aw_3", R"(,"amount_usdt":"20","fee_usdt":"5","status":"rejected")")});
    const auto moved = agent_named("agent_1").value();
    EXPECT_EQ(moved.fees, amount("3"));
    EXPECT_EQ(moved.payouts, amount("97"));
}

TEST_F(an_imported_agent, never_has_more_fees_than_payments) {
    const auto report =
        imports({agent_line("agent_1", R"(,"total_paid_usdt":"0.5")"),
                 withdrawal_line("aw_1", R"(,"amount_usdt":"50","fee_usdt":"1","status":"paid")")});
    EXPECT_EQ(agent_named("agent_1")->fees, amount("0.5"));
    EXPECT_EQ(agent_named("agent_1")->payouts, amount("0"));
    EXPECT_THAT(sentences(report.flags),
                Contains(HasSubstr("its total_paid is 0.50 USDT, its paid withdrawals in these "
                                   "files sum to 50.00 USDT")));
}

using an_imported_withdrawal = moving_in;

TEST_F(an_imported_withdrawal, that_is_settled_is_kept_word_for_word) {
    imports({agent_line("agent_1", R"(,"total_paid_usdt":"50")"),
             withdrawal_line("aw_1",
                             R"(,"amount_usdt":"50","fee_usdt":"1","status":"paid",)"
                             R"("address":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","txid":"see chat",)"
                             R"("reviewed_at":{"$date":"2025-01-24T14:35:00Z"},"reviewed_by":8,)"
                             R"("paid_at":{"$date":"2025-01-24T14:40:00Z"},"paid_by":9,)"
                             R"("reject_reason":" none ")")});
    const auto moved = withdrawal_named("aw_1").value();
    EXPECT_EQ(moved.address, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    EXPECT_EQ(moved.txid, "see chat");
    EXPECT_EQ(moved.reject_reason, " none ");
    EXPECT_EQ(moved.reviewed_by, user_id{8});
    EXPECT_EQ(moved.paid_by, user_id{9});
    EXPECT_EQ(moved.paid_at, parse_iso8601("2025-01-24T14:40:00Z"));
}

struct flagged_row {
    std::string fields;
    std::string sentence;  // part of a flag; empty: there is none
};

class a_settled_withdrawal : public moving_in, public ::testing::WithParamInterface<flagged_row> {};

TEST_P(a_settled_withdrawal, comes_in_and_is_flagged_where_it_breaks_todays_rules) {
    const auto report = imports({agent_line("agent_1", R"(,"total_paid_usdt":"50")"),
                                 withdrawal_line("aw_1", GetParam().fields)});
    EXPECT_EQ(report.outcome, import_outcome::imported)
        << ::testing::PrintToString(sentences(report.problems));
    std::vector<std::string> flags;
    for (const auto& said : sentences(report.flags)) {
        if (said.starts_with("2: ")) flags.push_back(said);
    }
    if (GetParam().sentence.empty()) {
        EXPECT_THAT(flags, IsEmpty());
    } else {
        EXPECT_THAT(flags, Contains(HasSubstr(GetParam().sentence)));
    }
}

std::string paid(const std::string& fields) {
    return R"(,"status":"paid","amount_usdt":"50",)" + fields;
}
const std::string good_address = R"("address":"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss")";
const std::string good_fee = R"("fee_usdt":"1",)" + good_address;

INSTANTIATE_TEST_SUITE_P(
    with, a_settled_withdrawal,
    ::testing::Values(
        flagged_row{paid(good_fee + R"(,"txid":")" + settled_hash + R"(")"), ""},
        flagged_row{paid(good_fee + R"(,"txid":"0x1234567890abcdef...")"),
                    "its txid is not of 64 hex digits"},
        flagged_row{paid(good_fee), "it is paid without a txid"},
        flagged_row{paid(R"("fee_usdt":"1","address":"x")"),
                    "its address has 1 characters where an address has 34"},
        flagged_row{paid(R"("fee_usdt":"1","address":"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")"),
                    "belongs to the USDT contract itself"},
        flagged_row{paid(R"("fee_usdt":"1","address":"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T")"),
                    "has a wrong checksum"},
        flagged_row{paid(R"("fee_usdt":"50",)" + good_address),
                    "its fee of 50.00 USDT is not between zero and its amount of 50.00 USDT"},
        flagged_row{paid(R"("fee_usdt":"-1",)" + good_address), "its fee of -1.00 USDT"},
        flagged_row{paid(good_address), "it names no fee; 0.00 USDT is taken for it"},
        flagged_row{R"(,"status":"rejected","amount_usdt":"5",)" + good_fee,
                    "its amount of 5.00 USDT is below today's minimum of 10.00 USDT"},
        flagged_row{R"(,"status":"rejected","amount_usdt":"-5",)" + good_fee,
                    "its fee of 1.00 USDT is not between zero and its amount of -5.00 USDT"},
        flagged_row{R"(,"status":"cancelled","amount_usdt":"50","txid":"abc",)" + good_fee,
                    "it is cancelled, but has a txid"}));

TEST_F(an_imported_withdrawal, has_its_txid_spelled_so_that_it_settles_no_other) {
    imports({agent_line("agent_1", R"(,"total_paid_usdt":"50")"),
             withdrawal_line("aw_1",
                             paid(good_fee + R"(,"txid":"0X)" + std::string(64, 'B') + R"(")"))});
    EXPECT_EQ(withdrawal_named("aw_1")->txid, settled_hash);
    EXPECT_TRUE(asks([](reader& rows) { return rows.find_settled_by(settled_hash); }));
}

TEST_F(an_imported_withdrawal, keeps_a_txid_that_is_anothers_with_its_own_id_behind_it) {
    const auto with_txid = [](const char* id) {
        return withdrawal_line(id, paid(good_fee + R"(,"txid":"by hand")"));
    };
    const auto old_rows = {agent_line("agent_1", R"(,"total_paid_usdt":"100")"), with_txid("aw_1"),
                           with_txid("aw_2")};
    const auto report = imports(old_rows);
    EXPECT_EQ(report.outcome, import_outcome::imported);
    EXPECT_EQ(withdrawal_named("aw_1")->txid, "by hand");
    EXPECT_EQ(withdrawal_named("aw_2")->txid, "by hand (aw_2)");
    EXPECT_THAT(sentences(report.flags),
                Contains(HasSubstr("3: withdrawal aw_2: its txid is another withdrawal's, too")));
    EXPECT_EQ(imports(old_rows).withdrawals.unchanged, 2);
}

// A request that was never paid once had the txid of the one that was typed in by mistake.
TEST_F(an_imported_withdrawal, that_was_never_paid_leaves_its_txid_to_the_one_that_was) {
    const auto txid = R"(,"txid":")" + settled_hash + R"(")";
    const auto old_rows = {
        agent_line("agent_1", R"(,"total_paid_usdt":"50")"),
        withdrawal_line("aw_1", R"(,"status":"rejected","amount_usdt":"50",)" + good_fee + txid),
        withdrawal_line("aw_2", paid(good_fee + txid)),
        withdrawal_line("aw_3", R"(,"status":"cancelled","amount_usdt":"50",)" + good_fee + txid)};
    const auto report = imports(old_rows);
    EXPECT_EQ(report.outcome, import_outcome::imported);
    EXPECT_EQ(withdrawal_named("aw_1")->txid, settled_hash + " (aw_1)");
    EXPECT_EQ(withdrawal_named("aw_2")->txid, settled_hash);
    EXPECT_EQ(withdrawal_named("aw_3")->txid, settled_hash + " (aw_3)");
    EXPECT_EQ(asks([](reader& rows) { return rows.find_settled_by(settled_hash); }),
              withdrawal_named("aw_2")->ref);
    EXPECT_THAT(sentences(report.flags),
                ElementsAre(HasSubstr("token needed"),
                            "2: withdrawal aw_1: it is rejected, but has a txid. It is kept with "
                            "this request's id behind it, so that the txid can settle the "
                            "withdrawal that it paid.",
                            HasSubstr("4: withdrawal aw_3: it is cancelled, but has a txid")));
    EXPECT_EQ(imports(old_rows).withdrawals.unchanged, 3);
}

// As an export of this system has it.
TEST_F(an_imported_withdrawal, has_its_id_behind_a_txid_only_once) {
    const auto request = withdrawal_line("aw_1", R"(,"status":"rejected","amount_usdt":"50",)" +
                                                     good_fee + R"~(,"txid":"by hand (aw_1)")~");
    const auto moved_before = {agent_line("agent_1"), request};
    EXPECT_EQ(imports(moved_before).outcome, import_outcome::imported);
    EXPECT_EQ(withdrawal_named("aw_1")->txid, "by hand (aw_1)");
    EXPECT_EQ(imports(moved_before).withdrawals.unchanged, 1);
}

// What its own id behind it makes of a txid may be what a paid one has been given by hand.
TEST_F(an_imported_withdrawal, whose_txid_would_be_anothers_in_any_case_is_refused_with_its_line) {
    const auto report =
        imports({agent_line("agent_1", R"(,"total_paid_usdt":"50")"),
                 withdrawal_line("aw_1", paid(good_fee + R"~(,"txid":"by hand (aw_2)")~")),
                 withdrawal_line("aw_2", R"(,"status":"rejected","amount_usdt":"50",)" + good_fee +
                                             R"(,"txid":"by hand")")});
    EXPECT_EQ(report.outcome, import_outcome::refused);
    EXPECT_THAT(sentences(report.problems),
                ElementsAre(HasSubstr("3: withdrawal aw_2: its txid would be kept as by hand "
                                      "(aw_2), and another withdrawal has that one.")));
    EXPECT_TRUE(is_empty());
}

// Each amount, and all of one agent's, may be held; the sums over all agents may not.
TEST_F(an_imported_withdrawal,
       with_which_the_sums_over_all_are_too_large_is_refused_with_its_line) {
    std::string text = agent_line("agent_1") + "\n" + agent_line("agent_2") + "\n";
    const auto request = [](int number, const std::string& agent) {
        return R"({"request_id":"aw_)" + std::to_string(number) + R"(","agent_id":")" + agent +
               R"(","status":"rejected","fee_usdt":"1","amount_usdt":"1000000000"})" + "\n";
    };
    for (int i = 1; i <= 4'001; ++i) text += request(i, i <= 2'000 ? "agent_1" : "agent_2");
    const auto report = imports_text(text, today());
    EXPECT_EQ(report.outcome, import_outcome::refused);
    EXPECT_THAT(
        sentences(report.problems),
        ElementsAre(HasSubstr("4003: With this line, a sum leaves what this system holds")));
    EXPECT_TRUE(is_empty());
}

TEST_F(an_imported_withdrawal, that_is_open_takes_todays_fee_when_it_names_none) {
    imports({agent_line("agent_1", R"(,"profit_frozen_usdt":"50")"),
             withdrawal_line("aw_1", R"(,"amount_usdt":"50",)" + good_address)});
    EXPECT_EQ(withdrawal_named("aw_1")->fee, policy_.withdrawals.fee);
}

TEST_F(an_imported_withdrawal, that_is_open_and_cannot_be_paid_in_any_way_is_refused) {
    for (const std::string amounts :
         {R"(,"amount_usdt":"50","fee_usdt":"50")", R"(,"amount_usdt":"50","fee_usdt":"-1")",
          R"(,"amount_usdt":"-5","fee_usdt":"1")"}) {
        const auto report = imports({agent_line("agent_1", R"(,"profit_frozen_usdt":"50")"),
                                     withdrawal_line("aw_1", amounts)});
        EXPECT_EQ(report.outcome, import_outcome::refused) << amounts;
        EXPECT_THAT(sentences(report.problems),
                    Contains(HasSubstr("2: withdrawal aw_1: it is open, and its fee")));
        EXPECT_TRUE(is_empty());
    }
}

TEST_F(an_imported_withdrawal, that_is_approved_keeps_its_review) {
    const auto report =
        imports({agent_line("agent_1", R"(,"profit_frozen_usdt":"50")"),
                 withdrawal_line("aw_1", R"(,"amount_usdt":"50","status":"approved","address":"x",)"
                                         R"("fee_usdt":"1","reviewed_by":8)")});
    EXPECT_EQ(withdrawal_named("aw_1")->reviewed_by, user_id{8});
    EXPECT_THAT(sentences(report.flags), Contains(HasSubstr("It can be cancelled, not paid.")));
}

TEST_F(an_imported_withdrawal, of_an_agent_nobody_knows_is_refused) {
    const auto report = imports({withdrawal_line("aw_1", R"(,"amount_usdt":"50")")});
    EXPECT_EQ(report.outcome, import_outcome::refused);
    EXPECT_THAT(sentences(report.problems),
                ElementsAre(HasSubstr("its agent agent_1 is neither in these files nor here")));
}

TEST_F(an_imported_withdrawal, stands_among_the_others_by_its_age) {
    const auto settled = [](const char* id, const char* year) {
        return R"({"request_id":")" + std::string(id) + R"(","agent_id":"agent_1","created_at":")" +
               year + R"(-01-01T00:00:00Z","amount_usdt":"20","status":"rejected"})";
    };
    imports({agent_line("agent_1"), settled("young", "2025"), settled("old", "2023"),
             settled("middle", "2024")});
    EXPECT_LT(withdrawal_named("old")->ref, withdrawal_named("middle")->ref);
    EXPECT_LT(withdrawal_named("middle")->ref, withdrawal_named("young")->ref);
}

}  // namespace
}  // namespace agentbackend::test
