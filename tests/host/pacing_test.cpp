#include <gtest/gtest.h>

#include "backoff.hpp"
#include "bots/conflict_watch.hpp"

namespace agentbackend::host {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(backoff, doubles_up_to_its_limit_and_starts_over) {
    backoff pauses({milliseconds(100), milliseconds(500)});
    EXPECT_EQ(pauses.next(), milliseconds(100));
    EXPECT_EQ(pauses.next(), milliseconds(200));
    EXPECT_EQ(pauses.next(), milliseconds(400));
    EXPECT_EQ(pauses.next(), milliseconds(500));
    EXPECT_EQ(pauses.next(), milliseconds(500));
    pauses.reset();
    EXPECT_EQ(pauses.next(), milliseconds(100));
}

class conflict_watch_test : public ::testing::Test {
protected:
    conflict_watch::time_point at(int s) const { return begin + seconds(s); }

    conflict_watch::time_point begin{std::chrono::hours(1)};
    conflict_watch watch{std::chrono::minutes(1)};
};

TEST_F(conflict_watch_test, has_nothing_to_report_at_first) {
    EXPECT_FALSE(watch.is_open());
    EXPECT_FALSE(watch.has_lasted());
}

TEST_F(conflict_watch_test, reports_conflicts_that_go_on_for_a_minute) {
    watch.saw_conflict(at(0));
    watch.saw_conflict(at(59));
    EXPECT_TRUE(watch.is_open());
    EXPECT_FALSE(watch.has_lasted());
    watch.saw_conflict(at(60));
    EXPECT_TRUE(watch.has_lasted());
}

TEST_F(conflict_watch_test, is_not_fooled_by_two_pollers_that_take_turns) {
    for (int s = 0; s <= 60; s += 6) {
        watch.saw_conflict(at(s));
        watch.saw_success(at(s + 3));
    }
    EXPECT_TRUE(watch.has_lasted());
}

TEST_F(conflict_watch_test, forgets_after_a_minute_of_peace) {
    watch.saw_conflict(at(0));
    watch.saw_success(at(59));
    EXPECT_TRUE(watch.is_open());
    watch.saw_success(at(60));
    EXPECT_FALSE(watch.is_open());
    watch.saw_conflict(at(90));
    EXPECT_FALSE(watch.has_lasted());
}

}  // namespace
}  // namespace agentbackend::host
