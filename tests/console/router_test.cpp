// Handler groups: in ascending order, at most one handler of each, until one ends the update.

#include <agentbackend/console/router.hpp>

#include <gtest/gtest.h>

#include <string>

namespace agentbackend::console {
namespace {

bool always(const std::string&) { return true; }
bool never(const std::string&) { return false; }

// A handler that writes down that it ran.
auto notes(char letter, verdict said = verdict::continue_with_later_groups) {
    return [letter, said](std::string& told) -> result<verdict> {
        told += letter;
        return said;
    };
}

std::string told_by(const router<std::string>& groups) {
    std::string told;
    EXPECT_TRUE(groups.run(told).has_value());
    return told;
}

TEST(handler_groups, run_in_ascending_order_whatever_the_order_they_were_added_in) {
    router<std::string> groups;
    groups.add(5, always, notes('e'));
    groups.add(catch_all_group, always, notes('d'));
    groups.add(-7, always, notes('a'));
    groups.add(default_group, always, notes('c'));
    groups.add(agent_backend_group, always, notes('b'));
    EXPECT_EQ(told_by(groups), "abcde");
}

TEST(handler_groups, run_the_first_handler_that_matches_and_no_other_of_its_group) {
    router<std::string> groups;
    groups.add(default_group, never, notes('x'));
    groups.add(default_group, always, notes('a'));
    groups.add(default_group, always, notes('y'));
    groups.add(catch_all_group, always, notes('b'));
    EXPECT_EQ(told_by(groups), "ab");
}

TEST(handler_groups, go_on_after_a_group_in_which_nothing_matches) {
    router<std::string> groups;
    groups.add(agent_backend_group, never, notes('x'));
    groups.add(catch_all_group, always, notes('a'));
    EXPECT_EQ(told_by(groups), "a");
    EXPECT_EQ(told_by(router<std::string>()), "");
}

TEST(handler_groups, a_handler_can_end_the_update_for_all_later_ones) {
    router<std::string> groups;
    groups.add(agent_backend_group, always, notes('a', verdict::end_update));
    groups.add(default_group, always, notes('b'));
    groups.add(catch_all_group, always, notes('c'));
    EXPECT_EQ(told_by(groups), "a");
}

TEST(handler_groups, later_ones_see_what_earlier_ones_did) {
    router<std::string> groups;
    groups.add(default_group, always, notes('a'));
    groups.add(
        catch_all_group, [](const std::string& told) { return told == "a"; }, notes('b'));
    EXPECT_EQ(told_by(groups), "ab");
}

TEST(handler_groups, an_error_ends_the_update_and_is_passed_on) {
    router<std::string> groups;
    groups.add(default_group, always,
               [](std::string&) -> result<verdict> { return errc::store_io; });
    groups.add(catch_all_group, always, [](std::string& told) -> result<verdict> {
        told += 'c';
        return verdict::end_update;
    });
    std::string told;
    const auto ran = groups.run(told);
    ASSERT_FALSE(ran.has_value());
    EXPECT_EQ(ran.error().code(), errc::store_io);
    EXPECT_EQ(told, "");
}

}  // namespace
}  // namespace agentbackend::console
