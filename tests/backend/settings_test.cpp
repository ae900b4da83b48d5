#include "backend/support/shop_story.hpp"

namespace agentbackend::test {
namespace {

class settings : public shop_story {
protected:
    result<agent> sets_markup(const command_context& context, usdt markup) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.set_markup(work, context, markup); });
    }
    result<agent> sets_link(const agent& of, link_kind kind, std::string_view text) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.set_link(work, as_owner(of), kind, text); });
    }
    result<agent> adds_button(const agent& of, std::string title, std::string url) {
        return in_transaction([&](unit_of_work& work) {
            return shop_.add_button(work, as_owner(of), {std::move(title), std::move(url)});
        });
    }
    result<agent> deletes_button(const agent& of, std::int64_t number) {
        return in_transaction(
            [&](unit_of_work& work) { return shop_.delete_button(work, as_owner(of), number); });
    }

    agent alpha_ = given_agent("Alpha");
    agent beta_ = given_agent("Beta", other_owner);
};

TEST_F(settings, the_owner_sets_the_markup_of_their_own_shop_only) {
    EXPECT_EQ(sets_markup(as_owner(alpha_), amount("0.05"))->markup, amount("0.05"));
    EXPECT_TRUE(agent_now(beta_).markup.is_zero());
}

TEST_F(settings, refusals_come_in_the_documented_order) {
    const auto shop = bot_ref::of(alpha_.ref);
    const auto too_much = amount("10000.000001");
    EXPECT_REFUSED(sets_markup(as(actor::person(stranger, bot_ref::main())), minus("1")),
                   errc::amount_out_of_range);
    EXPECT_REFUSED(sets_markup(as(actor::person(owner, bot_ref::main())), too_much),
                   errc::not_an_agent_bot);
    EXPECT_REFUSED(sets_markup(as(actor::person(owner, bot_ref::of({77}))), too_much),
                   errc::agent_not_found);
    for (const auto who : {stranger, admin, customer, other_owner}) {
        EXPECT_REFUSED(sets_markup(as(actor::person(who, shop)), too_much), errc::not_the_owner);
    }
    EXPECT_REFUSED(sets_markup(as_owner(alpha_), too_much), errc::markup_above_ceiling);
    EXPECT_OK(sets_markup(as_owner(alpha_), amount("10000")));
}

TEST_F(settings, a_former_owner_is_nobody) {
    const auto before = as_owner(alpha_);
    ASSERT_OK(in_transaction([&](unit_of_work& work) {
        return shop_.change_owner(work, as_admin(), alpha_.ref, stranger);
    }));
    EXPECT_REFUSED(sets_markup(before, amount("1")), errc::not_the_owner);
    EXPECT_OK(sets_markup(as(actor::person(stranger, bot_ref::of(alpha_.ref))), amount("1")));
}

TEST_F(settings, links_are_set_cleared_and_refused) {
    EXPECT_EQ(sets_link(alpha_, link_kind::support, " @my_support ")->links.support_link,
              "@my_support");
    EXPECT_EQ(sets_link(alpha_, link_kind::channel, "https://t.me/news")->links.channel_link,
              "https://t.me/news");
    EXPECT_REFUSED(sets_link(alpha_, link_kind::announcement, "javascript:alert(1)"),
                   errc::link_malformed);
    const auto cleared = sets_link(alpha_, link_kind::support, "");
    EXPECT_EQ(cleared->links.support_link, "");
    EXPECT_EQ(cleared->links.channel_link, "https://t.me/news");
}

TEST_F(settings, at_most_five_buttons_deleted_by_number) {
    for (int i = 1; i <= 5; ++i) {
        ASSERT_OK(adds_button(alpha_, "B" + std::to_string(i), "https://example.com/"));
    }
    EXPECT_REFUSED(adds_button(alpha_, "B6", "https://example.com/"), errc::too_many_buttons);
    EXPECT_REFUSED(deletes_button(alpha_, 0), errc::button_not_found);
    EXPECT_REFUSED(deletes_button(alpha_, 6), errc::button_not_found);
    const auto left = deletes_button(alpha_, 2);
    ASSERT_OK(left);
    EXPECT_EQ(left->links.extra_links.size(), 4u);
    EXPECT_EQ(left->links.extra_links[1].title, "B3");
}

}  // namespace
}  // namespace agentbackend::test
