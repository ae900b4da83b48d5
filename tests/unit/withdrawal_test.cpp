// Withdrawals: every status meets every command; what moves, what is marked, who hears of it.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"
#include "unit/support/precedence.hpp"

#include <agentbackend/withdrawal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

namespace agentbackend {
namespace {

using namespace literals;
using namespace test;
using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr auto told_owner = notice::audience::owner;
constexpr auto told_admins = notice::audience::admins;
const auto later = story_start + 1h;

usdt largest() { return usdt::from_micros(usdt::max_micros); }

// Alpha has 50.05: enough for the request of 50.00 to its owner's address.
struct request {
    agent requester = an_agent("Alpha").with_available("50.05");
    withdrawal_policy policy;
    usdt amount = "50"_usdt;
    std::string address = payout_address;

    result<withdrawal_step> decide() const {
        return open_withdrawal({amount, address},
                               {requester, owner, "aw_20250124_153022_abc123", later}, policy);
    }
};

TEST(withdrawal_request_rule, freezes_the_amount) {
    const auto step = request().decide();
    ASSERT_OK(step);
    EXPECT_EQ(step->available_after, "0.05"_usdt);
    EXPECT_EQ(step->frozen_after, "50"_usdt);
    EXPECT_EQ(step->payouts_after, usdt());
    EXPECT_EQ(step->fees_after, usdt());
    ASSERT_TRUE(step->entry);
    EXPECT_EQ(step->entry->what, movement::withdrawal_requested);
    EXPECT_THAT(step->entry->postings,
                UnorderedElementsAre(posting{account::available(alpha_ref), minus("50")},
                                     posting{account::frozen(alpha_ref), "50"_usdt}));
    EXPECT_THAT(step->notices, UnorderedElementsAre(notice{told_owner, notice_kind::submitted},
                                                    notice{told_admins, notice_kind::submitted}));
}

TEST(withdrawal_request_rule, writes_down_who_asked_for_what) {
    const auto step = request().decide();
    ASSERT_OK(step);
    withdrawal expected;
    expected.request_id = "aw_20250124_153022_abc123";
    expected.agent = alpha_ref;
    expected.owner = owner;
    expected.amount = "50"_usdt;
    expected.fee = "1"_usdt;
    expected.address = payout_address;
    expected.status = withdrawal_status::pending;
    expected.created_at = later;
    EXPECT_EQ(step->next, expected);
    EXPECT_EQ(net_amount(step->next), "49"_usdt);
}

TEST(withdrawal_request_rule, takes_the_fee_from_the_policy) {
    request story;
    story.policy.fee = "2.5"_usdt;
    EXPECT_EQ(net_amount(story.decide().value().next), "47.50"_usdt);
    story.policy.fee = usdt();
    EXPECT_EQ(net_amount(story.decide().value().next), "50"_usdt);
}

TEST(withdrawal_request_rule, may_take_the_minimum_and_all_there_is) {
    request story;
    story.amount = story.requester.available = "10"_usdt;
    const auto step = story.decide();
    ASSERT_OK(step);
    EXPECT_EQ(step->available_after, usdt());
}

TEST(withdrawal_request_rule, adds_to_what_is_frozen_already) {
    request story;
    story.requester.frozen = "12"_usdt;
    EXPECT_EQ(story.decide().value().frozen_after, "62"_usdt);
}

TEST(withdrawal_request_rule, says_how_much_is_missing) {
    request story;
    story.amount = "9.999999"_usdt;
    const auto too_small = story.decide();
    ASSERT_REFUSED(too_small, errc::below_minimum);
    EXPECT_EQ(too_small.error().facts().amount_micros, 9'999'999);
    EXPECT_EQ(too_small.error().facts().limit_micros, 10'000'000);

    story.amount = "50.050001"_usdt;
    const auto too_large = story.decide();
    ASSERT_REFUSED(too_large, errc::insufficient_available);
    EXPECT_EQ(too_large.error().facts().amount_micros, 50'050'001);
    EXPECT_EQ(too_large.error().facts().limit_micros, 50'050'000);
}

TEST(withdrawal_request_rule, nothing_can_be_taken_while_the_agent_owes) {
    request story;
    story.requester.available = minus("0.15");
    EXPECT_REFUSED(story.decide(), errc::insufficient_available);
}

TEST(withdrawal_request_rule, is_refused_for_the_first_reason_there_is) {
    expect_first_reason<request>(
        {
            {errc::address_bad_checksum, [](auto& s) { s.address.back() = 'T'; }},
            {errc::agent_archived, [](auto& s) { s.requester.status = agent_status::archived; }},
            {errc::below_minimum, [](auto& s) { s.amount = "9"_usdt; }},
            {errc::insufficient_available, [](auto& s) { s.requester.available = "8"_usdt; }},
            {errc::address_is_zero, [](auto& s) { s.address = zero_address; }},
            {errc::amount_overflow, [](auto& s) { s.requester.frozen = largest(); }},
        },
        [](const request& story) { return story.decide(); });
}

TEST(withdrawal_amount, can_be_checked_before_the_address_is_known) {
    const agent alpha = an_agent("Alpha").with_available("50.05");
    const withdrawal_policy policy;
    EXPECT_OK(check_withdrawal_amount("10"_usdt, alpha, policy));
    EXPECT_OK(check_withdrawal_amount("50.05"_usdt, alpha, policy));
    EXPECT_REFUSED(check_withdrawal_amount("50.050001"_usdt, alpha, policy),
                   errc::insufficient_available);

    const agent poor = an_agent("Alpha").with_available("8.40");
    const auto refused = check_withdrawal_amount("8.40"_usdt, poor, policy);
    ASSERT_REFUSED(refused, errc::below_minimum);
    EXPECT_EQ(refused.error().facts().amount_micros, 8'400'000);
    EXPECT_EQ(refused.error().facts().limit_micros, 10'000'000);
    EXPECT_REFUSED(check_withdrawal_amount("10"_usdt, poor, policy), errc::insufficient_available);
}

TEST(payout_address_rule, refuses_where_coins_would_be_lost) {
    const std::string own = "TYPrKF2sevXuE86Xo3Y2mhFnjseiUcybny";
    withdrawal_policy policy;
    policy.operator_wallets = {tron_address::parse(own).value()};
    const struct {
        std::string typed;
        std::optional<errc> why;
    } table[] = {
        {payout_address, std::nullopt},
        {std::string(33, 'x'), errc::address_wrong_length},
        {"0TRmEA73gpoxK2KRmhL7GtcYLh88VefYss", errc::address_malformed},
        {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", errc::address_wrong_prefix},
        {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T", errc::address_bad_checksum},
        {zero_address, errc::address_is_zero},
        {usdt_contract_address, errc::address_is_usdt_contract},
        {own, errc::address_is_operators_own},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.typed);
        const auto checked = check_payout_address(row.typed, policy);
        if (row.why) {
            EXPECT_REFUSED(checked, *row.why);
        } else {
            ASSERT_OK(checked);
            EXPECT_EQ(checked->text(), row.typed);
        }
    }
    EXPECT_OK(check_payout_address(own, withdrawal_policy{}));
}

TEST(withdrawal_policy_rule, the_fee_stays_below_the_minimum) {
    const struct {
        usdt minimum;
        usdt fee;
        bool is_good;
    } table[] = {
        {"10"_usdt, "1"_usdt, true},
        {"10"_usdt, usdt(), true},
        {"10"_usdt, "9.999999"_usdt, true},
        {"10"_usdt, "10"_usdt, false},
        {"10"_usdt, "11"_usdt, false},
        {"10"_usdt, minus("1"), false},
        {usdt(), usdt(), false},
        {minus("1"), minus("2"), false},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.minimum.to_string() + ", fee " + row.fee.to_string());
        const auto checked =
            check_policy({.minimum = row.minimum, .fee = row.fee, .operator_wallets = {}});
        if (row.is_good) {
            EXPECT_OK(checked);
        } else {
            EXPECT_REFUSED(checked, errc::policy_malformed);
        }
    }
}

TEST(withdrawal_status, is_read_back_by_its_name) {
    for (const auto status : all_withdrawal_statuses) {
        EXPECT_EQ(parse_withdrawal_status(name(status)), status);
    }
    for (const auto text : {"", "Pending", "pending ", "settled"}) {
        EXPECT_FALSE(parse_withdrawal_status(text)) << text;
    }
}

TEST(withdrawal_status, is_final_when_nothing_can_follow) {
    EXPECT_FALSE(is_final(withdrawal_status::pending));
    EXPECT_FALSE(is_final(withdrawal_status::approved));
    EXPECT_TRUE(is_final(withdrawal_status::paid));
    EXPECT_TRUE(is_final(withdrawal_status::rejected));
    EXPECT_TRUE(is_final(withdrawal_status::cancelled));
}

// The request of 50.00 above, at some point of its way.
struct review {
    explicit review(withdrawal_status status = withdrawal_status::pending)
        : current(a_withdrawal(status)) {}

    withdrawal current;
    agent requester = an_agent("Alpha").with_available("0.05").with_frozen("50");
    withdrawal_policy policy;
    user_id by = admin;
    std::optional<withdrawal_ref> txid_settled;

    result<withdrawal_step> decide(const withdrawal_command& command) const {
        return transition(current, command, {later, by, requester, policy, txid_settled});
    }
};

const withdrawal_command all_commands[] = {approve{}, reject{"looks wrong"}, pay{a_txid},
                                           cancel_by_owner{}, cancel_by_admin{"exchange is down"}};

TEST(withdrawal_machine, every_status_meets_every_command) {
    using enum withdrawal_status;
    constexpr auto no = std::nullopt;
    const struct {
        withdrawal_status from;
        // approve, reject, pay, cancel_by_owner, cancel_by_admin
        std::optional<withdrawal_status> to[5];
    } table[] = {
        {pending, {approved, rejected, no, cancelled, no}},
        {approved, {no, no, paid, no, cancelled}},
        {paid, {no, no, no, no, no}},
        {rejected, {no, no, no, no, no}},
        {cancelled, {no, no, no, no, no}},
    };
    ASSERT_EQ(std::size(table), all_withdrawal_statuses.size());
    for (const auto& row : table) {
        const review story(row.from);
        for (std::size_t i = 0; i < std::size(all_commands); ++i) {
            SCOPED_TRACE(std::string(name(row.from)) + " × " + std::string(name(all_commands[i])));
            const auto step = story.decide(all_commands[i]);
            if (!row.to[i]) {
                ASSERT_REFUSED(step, errc::illegal_transition);
                EXPECT_EQ(step.error().facts().state, name(row.from));
                EXPECT_NE(step.error().facts().attempted, "");
                continue;
            }
            ASSERT_OK(step);
            EXPECT_EQ(step->next.status, *row.to[i]);
            EXPECT_TRUE(!step->entry || is_balanced(step->entry->postings));
        }
    }
}

TEST(withdrawal_machine, no_two_commands_share_a_name) {
    for (const auto& one : all_commands) {
        for (const auto& other : all_commands) {
            EXPECT_EQ(name(one) == name(other), one.index() == other.index());
        }
    }
}

TEST(withdrawal_machine, approving_moves_no_money_and_marks_the_reviewer) {
    const review story;
    const auto step = story.decide(approve{});
    ASSERT_OK(step);
    auto expected = story.current;
    expected.status = withdrawal_status::approved;
    expected.reviewed_at = later;
    expected.reviewed_by = admin;
    EXPECT_EQ(step->next, expected);
    EXPECT_FALSE(step->entry);
    EXPECT_EQ(step->available_after, "0.05"_usdt);
    EXPECT_EQ(step->frozen_after, "50"_usdt);
    EXPECT_THAT(step->notices, ElementsAre(notice{told_owner, notice_kind::approved}));
}

TEST(withdrawal_machine, rejecting_gives_the_money_back_and_says_why) {
    const review story;
    const auto step = story.decide(reject{"looks wrong"});
    ASSERT_OK(step);
    auto expected = story.current;
    expected.status = withdrawal_status::rejected;
    expected.reviewed_at = later;
    expected.reviewed_by = admin;
    expected.reject_reason = "looks wrong";
    EXPECT_EQ(step->next, expected);
    ASSERT_TRUE(step->entry);
    EXPECT_EQ(step->entry->what, movement::withdrawal_rejected);
    EXPECT_EQ(step->entry->subject, 11);
    EXPECT_THAT(step->entry->postings,
                UnorderedElementsAre(posting{account::frozen(alpha_ref), minus("50")},
                                     posting{account::available(alpha_ref), "50"_usdt}));
    EXPECT_EQ(step->available_after, "50.05"_usdt);
    EXPECT_EQ(step->frozen_after, usdt());
    EXPECT_THAT(step->notices, ElementsAre(notice{told_owner, notice_kind::rejected}));
}

TEST(withdrawal_machine, paying_lets_the_money_out) {
    const review story(withdrawal_status::approved);
    const auto step = story.decide(pay{"0x" + std::string(64, 'A')});
    ASSERT_OK(step);
    auto expected = story.current;
    expected.status = withdrawal_status::paid;
    expected.paid_at = later;
    expected.paid_by = admin;
    expected.txid = a_txid;
    EXPECT_EQ(step->next, expected);
    ASSERT_TRUE(step->entry);
    EXPECT_EQ(step->entry->what, movement::withdrawal_paid);
    EXPECT_EQ(step->entry->subject, 11);
    EXPECT_THAT(step->entry->postings,
                UnorderedElementsAre(posting{account::frozen(alpha_ref), minus("50")},
                                     posting{account::payouts(alpha_ref), "49"_usdt},
                                     posting{account::fees(alpha_ref), "1"_usdt}));
    EXPECT_EQ(step->available_after, "0.05"_usdt);
    EXPECT_EQ(step->frozen_after, usdt());
    EXPECT_EQ(step->payouts_after, "49"_usdt);
    EXPECT_EQ(step->fees_after, "1"_usdt);
    EXPECT_THAT(step->notices, ElementsAre(notice{told_owner, notice_kind::paid}));
}

TEST(withdrawal_machine, paying_without_a_fee_posts_no_zero) {
    review story(withdrawal_status::approved);
    story.current.fee = usdt();
    const auto step = story.decide(pay{a_txid});
    ASSERT_OK(step);
    EXPECT_THAT(step->entry->postings,
                UnorderedElementsAre(posting{account::frozen(alpha_ref), minus("50")},
                                     posting{account::payouts(alpha_ref), "50"_usdt}));
}

TEST(withdrawal_machine, the_fee_is_the_one_of_the_request) {
    review story(withdrawal_status::approved);
    story.policy.fee = "5"_usdt;
    EXPECT_EQ(story.decide(pay{a_txid}).value().fees_after, "1"_usdt);
}

TEST(withdrawal_machine, the_owner_can_take_a_pending_request_back) {
    review story;
    story.by = owner;
    const auto step = story.decide(cancel_by_owner{});
    ASSERT_OK(step);
    auto expected = story.current;
    expected.status = withdrawal_status::cancelled;
    expected.cancelled_at = later;
    expected.cancelled_by = owner;
    EXPECT_EQ(step->next, expected);
    ASSERT_TRUE(step->entry);
    EXPECT_EQ(step->entry->what, movement::withdrawal_cancelled);
    EXPECT_THAT(step->entry->postings,
                UnorderedElementsAre(posting{account::frozen(alpha_ref), minus("50")},
                                     posting{account::available(alpha_ref), "50"_usdt}));
    EXPECT_THAT(step->notices, Contains(notice{told_owner, notice_kind::cancelled}));
}

TEST(withdrawal_machine, an_admin_can_call_off_a_payout_that_failed) {
    const review story(withdrawal_status::approved);
    const auto step = story.decide(cancel_by_admin{"exchange is down"});
    ASSERT_OK(step);
    auto expected = story.current;
    expected.status = withdrawal_status::cancelled;
    expected.cancelled_at = later;
    expected.cancelled_by = admin;
    expected.cancel_reason = "exchange is down";
    EXPECT_EQ(step->next, expected);
    EXPECT_EQ(step->available_after, "50.05"_usdt);
    EXPECT_EQ(step->frozen_after, usdt());
    EXPECT_THAT(step->notices, Contains(notice{told_owner, notice_kind::cancelled}));
}

TEST(withdrawal_machine, an_imported_request_with_a_bad_address_can_only_be_called_off) {
    for (const auto& address : {zero_address, std::string("TBAD"), std::string()}) {
        SCOPED_TRACE(address);
        review pending;
        pending.current.address = address;
        EXPECT_FALSE(pending.decide(approve{}));
        EXPECT_OK(pending.decide(reject{""}));
        EXPECT_OK(pending.decide(cancel_by_owner{}));

        review approved(withdrawal_status::approved);
        approved.current.address = address;
        EXPECT_FALSE(approved.decide(pay{a_txid}));
        EXPECT_OK(approved.decide(cancel_by_admin{""}));
    }
}

struct payment : review {
    payment() : review(withdrawal_status::approved) {}
    std::string txid = a_txid;
};

TEST(withdrawal_machine, paying_is_refused_for_the_first_reason_there_is) {
    expect_first_reason<payment>(
        {
            {errc::txid_malformed, [](auto& s) { s.txid.pop_back(); }},
            {errc::illegal_transition,
             [](auto& s) { s.current.status = withdrawal_status::pending; }},
            {errc::address_is_zero, [](auto& s) { s.current.address = zero_address; }},
            {errc::txid_already_used, [](auto& s) { s.txid_settled = withdrawal_ref{12}; }},
            {errc::amount_overflow, [](auto& s) { s.requester.payouts = largest(); }},
        },
        [](const payment& story) { return story.decide(pay{story.txid}); });
}

TEST(withdrawal_machine, approving_is_refused_for_the_first_reason_there_is) {
    expect_first_reason<review>(
        {
            {errc::illegal_transition, [](auto& s) { s.current.status = withdrawal_status::paid; }},
            {errc::address_is_usdt_contract,
             [](auto& s) { s.current.address = usdt_contract_address; }},
        },
        [](const review& story) { return story.decide(approve{}); });
}

TEST(withdrawal_machine, giving_back_is_refused_for_the_first_reason_there_is) {
    const std::vector<reason<review>> reasons = {
        {errc::illegal_transition, [](auto& s) { s.current.status = withdrawal_status::rejected; }},
        {errc::amount_overflow, [](auto& s) { s.requester.available = largest(); }},
    };
    expect_first_reason<review>(reasons, [](const auto& s) { return s.decide(reject{""}); });
    expect_first_reason<review>(reasons, [](const auto& s) { return s.decide(cancel_by_owner{}); });
}

}  // namespace
}  // namespace agentbackend
