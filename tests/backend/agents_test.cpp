#include "backend/support/shop_story.hpp"

#include <set>

namespace agentbackend::test {
namespace {

class agents : public shop_story {
protected:
    result<agent> creates(const new_agent& asked, std::string key = "") {
        return in_transaction([&](unit_of_work& work) {
            return shop_.create_agent(work, as_admin(std::move(key)), asked);
        });
    }
    result<agent> starts(const agent& which) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.start_agent(work, as_admin(), which.ref); });
    }
    result<agent> stops(const agent& which) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.stop_agent(work, as_admin(), which.ref); });
    }
    result<agent> archives(const agent& which) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.archive_agent(work, as_admin(), which.ref); });
    }
    result<agent> reports(const agent& which, agent_event what, std::string reason = "") {
        return in_transaction([&](unit_of_work& work) {
            return shop_.report_bot(work, as_system(), which.ref, {what, std::move(reason)});
        });
    }
};

TEST_F(agents, a_new_agent_is_stopped_and_named_after_the_second_it_was_made_in) {
    const auto alpha = given_agent("  Alpha ");
    EXPECT_EQ(alpha.name, "Alpha");
    EXPECT_EQ(alpha.agent_id, "agent_20250124_143023");
    EXPECT_EQ(alpha.status, agent_status::stopped);
    EXPECT_FALSE(alpha.enabled);
    EXPECT_EQ(alpha.owner, owner);
    EXPECT_TRUE(alpha.available.is_zero() && alpha.frozen.is_zero() &&
                alpha.total_paid().is_zero());
}

TEST_F(agents, a_thousand_made_in_one_second_all_have_their_own_id) {
    std::set<std::string> ids;
    for (int i = 0; i < 1'000; ++i) {
        const auto made = in_transaction([&](unit_of_work& work) {
            auto context = as_admin();
            context.now = story_start;
            return shop_.create_agent(work, context, {.name = "Many"});
        });
        ASSERT_OK(made);
        ids.insert(made->agent_id);
    }
    EXPECT_EQ(ids.size(), 1'000u);
    EXPECT_TRUE(ids.contains("agent_20250124_143022"));
    EXPECT_TRUE(ids.contains("agent_20250124_143022_2"));
    EXPECT_TRUE(ids.contains("agent_20250124_143022_1000"));
}

TEST_F(agents, an_imported_id_is_kept_as_it_is) {
    EXPECT_EQ(creates({.agent_id = "shop-of-old", .name = "Old"})->agent_id, "shop-of-old");
    EXPECT_REFUSED(creates({.agent_id = "shop-of-old", .name = "New"}), errc::agent_id_taken);
    for (const auto* bad : {"main", "Main", "MAIN", "two words", " edged", "a\nb", "a\u200Bb"}) {
        EXPECT_REFUSED(creates({.agent_id = bad, .name = "Odd"}), errc::name_malformed) << bad;
    }
}

TEST_F(agents, one_bot_serves_one_unarchived_agent) {
    const new_agent asked{.name = "Alpha", .token = {"sealed"}, .identity = {500, "alpha_bot"}};
    const auto first = creates(asked);
    ASSERT_OK(first);
    EXPECT_REFUSED(creates(asked), errc::bot_already_registered);
    ASSERT_OK(archives(*first));
    EXPECT_OK(creates(asked));
}

TEST_F(agents, asking_twice_under_one_key_makes_one_agent) {
    const auto first = creates({.name = "Alpha", .identity = {500, ""}}, "dialog:1");
    const auto again = creates({.name = "Alpha", .identity = {500, ""}}, "dialog:1");
    ASSERT_OK(again);
    EXPECT_EQ(first->ref, again->ref);
    EXPECT_REFUSED(creates({.name = "Beta"}, "dialog:1"), errc::key_reused_with_different_body);
    EXPECT_REFUSED(
        creates({.agent_id = "mine", .name = "Alpha", .identity = {500, ""}}, "dialog:1"),
        errc::key_reused_with_different_body);
}

TEST_F(agents, the_wish_is_kept_apart_from_the_status_seen) {
    const auto alpha = given_agent("Alpha");
    EXPECT_EQ(starts(alpha)->status, agent_status::starting);
    EXPECT_EQ(reports(alpha, agent_event::came_up)->status, agent_status::running);
    const auto down = reports(alpha, agent_event::stop);
    EXPECT_EQ(down->status, agent_status::stopped);
    EXPECT_TRUE(down->enabled) << "the host went down; the admin still wants it";
    EXPECT_EQ(starts(alpha)->status, agent_status::starting);
    EXPECT_FALSE(stops(alpha)->enabled);
}

TEST_F(agents, a_failure_keeps_its_reason_until_the_next_start) {
    const auto alpha = given_agent("Alpha");
    ASSERT_OK(starts(alpha));
    const auto failed = reports(alpha, agent_event::fail, "Unauthorized");
    EXPECT_EQ(failed->status, agent_status::error);
    EXPECT_EQ(failed->status_reason, "Unauthorized");
    EXPECT_TRUE(failed->enabled);
    EXPECT_EQ(starts(alpha)->status_reason, "");
}

TEST_F(agents, a_report_that_comes_late_changes_nothing) {
    const auto alpha = given_agent("Alpha");
    ASSERT_OK(starts(alpha));
    ASSERT_OK(stops(alpha));
    EXPECT_REFUSED(reports(alpha, agent_event::came_up), errc::illegal_transition);
    EXPECT_EQ(agent_now(alpha).status, agent_status::stopped);
}

TEST_F(agents, starting_twice_and_stopping_twice_succeed_once) {
    const auto alpha = given_agent("Alpha");
    ASSERT_OK(starts(alpha));
    const auto before = agent_now(alpha);
    EXPECT_EQ(starts(alpha).value(), before);
    ASSERT_OK(stops(alpha));
    EXPECT_OK(stops(alpha));
}

TEST_F(agents, without_a_token_there_is_nothing_to_start) {
    const auto bare = creates({.name = "Bare"});
    EXPECT_REFUSED(starts(*bare), errc::token_needed);
}

TEST_F(agents, an_archived_agent_is_final) {
    const auto alpha = given_agent("Alpha");
    ASSERT_OK(archives(alpha));
    EXPECT_REFUSED(starts(alpha), errc::illegal_transition);
    EXPECT_REFUSED(stops(alpha), errc::illegal_transition);
    EXPECT_REFUSED(archives(alpha), errc::illegal_transition);
    EXPECT_REFUSED(in_transaction([&](unit_of_work& work) {
                       return shop_.set_markup(work, as_owner(alpha), amount("1"));
                   }),
                   errc::agent_archived);
    EXPECT_REFUSED(in_transaction([&](unit_of_work& work) {
                       return shop_.change_owner(work, as_admin(), alpha.ref, stranger);
                   }),
                   errc::agent_archived);
}

TEST_F(agents, money_keeps_an_agent_from_the_archive) {
    const auto alpha = given_earnings(given_agent("Alpha"), "50");
    EXPECT_REFUSED(archives(alpha), errc::agent_has_balance);
    ASSERT_OK(requests(alpha, "50"));
    EXPECT_REFUSED(archives(alpha), errc::agent_has_open_withdrawal);
}

TEST_F(agents, a_replaced_token_must_not_be_another_agents) {
    const auto alpha = given_agent("Alpha");
    const auto beta = given_agent("Beta", other_owner);
    const auto replaces = [&](const bot_identity& identity) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.replace_token(work, as_admin(), alpha.ref, {"new"}, identity);
        });
    };
    EXPECT_REFUSED(replaces(beta.identity), errc::bot_already_registered);
    EXPECT_OK(replaces(alpha.identity));
    EXPECT_EQ(replaces({777, "fresh_bot"})->identity.platform_id, 777);
}

// Each use case of admins, as somebody else tries it.
TEST_F(agents, only_admins_in_the_main_bot_command_them) {
    const auto alpha = given_agent("Alpha");
    const auto shop = bot_ref::of(alpha.ref);
    const std::vector<actor> others{
        actor::person(owner, bot_ref::main()), actor::person(stranger, bot_ref::main()),
        actor::person(admin, shop), actor::person(owner, shop), actor::system()};
    using use_case = std::function<result<void>(unit_of_work&, const command_context&)>;
    const auto forget = [](const auto& outcome) -> result<void> {
        if (!outcome) return outcome.error();
        return success();
    };
    const auto item = given_product("1", 1);
    const std::vector<std::pair<std::string, use_case>> use_cases{
        {"create",
         [&](auto& w, auto& c) { return forget(shop_.create_agent(w, c, {.name = "X"})); }},
        {"start", [&](auto& w, auto& c) { return forget(shop_.start_agent(w, c, alpha.ref)); }},
        {"stop", [&](auto& w, auto& c) { return forget(shop_.stop_agent(w, c, alpha.ref)); }},
        {"archive", [&](auto& w, auto& c) { return forget(shop_.archive_agent(w, c, alpha.ref)); }},
        {"rename",
         [&](auto& w, auto& c) { return forget(shop_.rename_agent(w, c, alpha.ref, "Y")); }},
        {"owner",
         [&](auto& w, auto& c) { return forget(shop_.change_owner(w, c, alpha.ref, stranger)); }},
        {"token",
         [&](auto& w, auto& c) { return forget(shop_.replace_token(w, c, alpha.ref, {"t"}, {})); }},
        {"category", [&](auto& w, auto& c) { return forget(shop_.add_category(w, c, "Cards")); }},
        {"product",
         [&](auto& w, auto& c) { return forget(shop_.add_product(w, c, {.name = "P"})); }},
        {"price",
         [&](auto& w, auto& c) {
             return forget(shop_.set_base_price(w, c, item.ref, amount("2")));
         }},
        {"listing",
         [&](auto& w, auto& c) {
             return forget(shop_.set_listing(w, c, item.ref, backend::listing::withdrawn));
         }},
        {"stock",
         [&](auto& w, auto& c) {
             return forget(shop_.add_stock(w, c, item.ref, std::vector<std::string>{"x"}));
         }},
        {"credit",
         [&](auto& w, auto& c) {
             return forget(
                 shop_.credit_wallet(w, c, {.bot = shop, .user = customer, .amount = amount("1")}));
         }},
    };
    for (const auto& [name, run] : use_cases) {
        for (const auto& who : others) {
            SCOPED_TRACE(name);
            EXPECT_REFUSED(in_transaction([&](unit_of_work& work) { return run(work, as(who)); }),
                           errc::not_an_admin);
        }
    }
}

TEST_F(agents, only_the_host_reports_bots) {
    const auto alpha = given_agent("Alpha");
    EXPECT_REFUSED(
        in_transaction([&](unit_of_work& work) {
            return shop_.report_bot(work, as_admin(), alpha.ref, {agent_event::start, ""});
        }),
        errc::not_an_admin);
}

}  // namespace
}  // namespace agentbackend::test
