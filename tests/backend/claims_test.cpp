// Ownership by invitation: who may make a link, who may use it, and when it comes to nothing.

#include "backend/support/shop_story.hpp"

namespace agentbackend::test {
namespace {

constexpr user_id invited{55};

class claims : public shop_story {
protected:
    result<claim_offer> offers(const command_context& context, agent_ref which) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.make_claim(work, context, which); });
    }
    std::string code() { return offers(as_admin(), alpha_.ref).value().code; }
    result<claim_outcome> opens(std::string_view code, user_id who = invited) {
        return opens_as(as_customer(bot_ref::of(alpha_.ref), who), code);
    }
    result<claim_outcome> opens_as(const command_context& context, std::string_view code) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.claim_agent(work, context, code); });
    }
    std::optional<user_id> owner_now() { return agent_now(alpha_).owner; }

    agent alpha_ = given_agent("Alpha");
};

TEST_F(claims, whoever_opens_the_link_owns_the_agent) {
    const auto offer = offers(as_admin(), alpha_.ref).value();
    EXPECT_EQ(offer.now.made_by, admin);
    EXPECT_EQ(offer.now.expires_at, offer.now.made_at + std::chrono::hours(24));
    const auto claimed = opens(offer.code).value();
    EXPECT_EQ(claimed.now.owner, invited);
    EXPECT_EQ(claimed.previous_owner, owner);
    EXPECT_EQ(claimed.made_by, admin);
    EXPECT_FALSE(claimed.repeated);
    EXPECT_EQ(owner_now(), invited);
}

TEST_F(claims, a_code_has_128_bits_and_only_its_hash_is_kept) {
    const auto first = offers(as_admin(), alpha_.ref).value();
    EXPECT_EQ(first.code.size(), 32u);
    EXPECT_EQ(first.code.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(first.now.code_hash, hash_claim_code(first.code));
    EXPECT_NE(code(), first.code);
}

TEST_F(claims, a_code_works_once) {
    const auto once = code();
    ASSERT_OK(opens(once));
    EXPECT_REFUSED(opens(once, stranger), errc::claim_used);
    EXPECT_EQ(owner_now(), invited);
}

TEST_F(claims, a_second_tap_of_the_new_owner_is_answered_like_the_first) {
    const auto once = code();
    ASSERT_OK(opens(once));
    const auto again = opens(once).value();
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.now.owner, invited);
}

TEST_F(claims, a_newer_link_revokes_the_older) {
    const auto older = code();
    const auto newer = code();
    EXPECT_REFUSED(opens(older), errc::claim_not_found);
    EXPECT_OK(opens(newer));
}

TEST_F(claims, a_link_expires_to_the_second) {
    const auto late = offers(as_admin(), alpha_.ref).value();
    now_ = late.now.expires_at - std::chrono::seconds(1);
    EXPECT_REFUSED(opens(late.code), errc::claim_expired);
    const auto in_time = offers(as_admin(), alpha_.ref).value();
    now_ = in_time.now.expires_at - std::chrono::seconds(2);
    EXPECT_OK(opens(in_time.code));
}

TEST_F(claims, the_lifetime_is_policy) {
    shop_ = backend::make({.admins = {admin}, .claims = {.lifetime = std::chrono::minutes(10)}})
                .value();
    const auto offer = offers(as_admin(), alpha_.ref).value();
    EXPECT_EQ(offer.now.expires_at, offer.now.made_at + std::chrono::minutes(10));
    EXPECT_REFUSED(backend::make({.claims = {.lifetime = std::chrono::minutes(0)}}),
                   errc::policy_malformed);
}

TEST_F(claims, a_link_goes_with_the_authority_of_its_maker) {
    const auto once = code();
    shop_ = backend::make({.admins = {second_admin}}).value();
    EXPECT_REFUSED(opens(once), errc::claim_expired);
    EXPECT_EQ(owner_now(), owner);
}

TEST_F(claims, an_owner_named_by_hand_ends_the_links_made_before) {
    const auto once = code();
    ASSERT_OK(in_transaction([&](unit_of_work& work) {
        return shop_.change_owner(work, as_admin(), alpha_.ref, other_owner);
    }));
    EXPECT_REFUSED(opens(once), errc::claim_not_found);
    EXPECT_EQ(owner_now(), other_owner);
}

TEST_F(claims, a_code_opens_only_its_own_agents_bot) {
    const auto beta = given_agent("Beta", other_owner);
    const auto once = code();
    EXPECT_REFUSED(opens_as(as_customer(bot_ref::of(beta.ref), invited), once),
                   errc::claim_not_found);
    EXPECT_REFUSED(opens_as(as_customer(bot_ref::main(), invited), once), errc::not_an_agent_bot);
    EXPECT_REFUSED(opens_as(as_system(), once), errc::not_an_agent_bot);
    EXPECT_REFUSED(opens_as(as_customer(bot_ref::of({99}), invited), once), errc::agent_not_found);
    EXPECT_OK(opens(once));
}

TEST_F(claims, what_is_no_code_is_not_found) {
    EXPECT_REFUSED(opens("00000000000000000000000000000000"), errc::claim_not_found);
    const auto once = code();
    for (const auto* wrong : {"", "00000000000000000000000000000000", "claim_"}) {
        EXPECT_REFUSED(opens(wrong), errc::claim_not_found);
    }
    EXPECT_REFUSED(opens(once.substr(1)), errc::claim_not_found);
}

TEST_F(claims, an_archived_agent_cannot_be_claimed_or_offered) {
    const auto once = code();
    ASSERT_OK(in_transaction(
        [&](unit_of_work& work) { return shop_.archive_agent(work, as_admin(), alpha_.ref); }));
    EXPECT_REFUSED(opens(once), errc::agent_archived);
    EXPECT_REFUSED(offers(as_admin(), alpha_.ref), errc::agent_archived);
}

TEST_F(claims, only_an_admin_in_the_main_bot_makes_links) {
    EXPECT_REFUSED(offers(as_owner(alpha_), alpha_.ref), errc::not_an_admin);
    EXPECT_REFUSED(offers(as_customer(bot_ref::main(), stranger), alpha_.ref), errc::not_an_admin);
    EXPECT_REFUSED(offers(as(actor::person(admin, bot_ref::of(alpha_.ref))), alpha_.ref),
                   errc::not_an_admin);
    EXPECT_REFUSED(offers(as_system(), alpha_.ref), errc::not_an_admin);
    EXPECT_REFUSED(offers(as_admin(), {99}), errc::agent_not_found);
}

TEST_F(claims, the_owner_may_open_the_link_made_for_them) {
    const auto opened = opens(code(), owner).value();
    EXPECT_EQ(opened.now.owner, owner);
    EXPECT_FALSE(opened.repeated);
}

TEST_F(claims, a_used_code_gives_nothing_back_to_who_lost_the_agent_since) {
    const auto once = code();
    ASSERT_OK(opens(once));
    ASSERT_OK(opens(code(), stranger));
    EXPECT_REFUSED(opens(once), errc::claim_not_found);
    EXPECT_EQ(owner_now(), stranger);
}

}  // namespace
}  // namespace agentbackend::test
