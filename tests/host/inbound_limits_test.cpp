#include "turns/inbound_limits.hpp"

#include <gtest/gtest.h>

namespace agentbackend::host {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr token_bucket::time_point start{std::chrono::hours(1)};

TEST(token_bucket, gives_what_it_holds_and_then_what_flows_in) {
    token_bucket bucket({3, 60}, start);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.take(start));
    EXPECT_FALSE(bucket.take(start));
    EXPECT_FALSE(bucket.take(start + milliseconds(999)));
    EXPECT_TRUE(bucket.take(start + seconds(1)));
    EXPECT_FALSE(bucket.take(start + milliseconds(1'999)));
    EXPECT_TRUE(bucket.take(start + seconds(2)));
}

TEST(token_bucket, never_holds_more_than_it_may) {
    token_bucket bucket({2, 600}, start);
    const auto later = start + std::chrono::hours(10'000);
    EXPECT_TRUE(bucket.is_full(later));
    EXPECT_TRUE(bucket.take(later));
    EXPECT_TRUE(bucket.take(later));
    EXPECT_FALSE(bucket.take(later));
}

TEST(token_bucket, gives_a_minute_exactly_its_number_however_often_it_is_asked) {
    token_bucket bucket({2, 7}, start);
    int given = 0;
    for (int ms = 0; ms <= 60'000; ++ms) given += bucket.take(start + milliseconds(ms)) ? 1 : 0;
    EXPECT_EQ(given, 2 + 7);
}

TEST(token_bucket, tells_how_long_a_debt_lasts) {
    token_bucket bucket({10, 60}, start);
    EXPECT_EQ(bucket.take_on_credit(10, start), seconds(0));
    EXPECT_EQ(bucket.take_on_credit(5, start), seconds(5));
    EXPECT_EQ(bucket.take_on_credit(1, start + seconds(3)), seconds(3));
    EXPECT_EQ(bucket.take_on_credit(0, start + seconds(6)), seconds(0));
}

TEST(token_bucket, is_not_confused_by_a_time_that_goes_back) {
    token_bucket bucket({1, 60}, start);
    EXPECT_TRUE(bucket.take(start));
    EXPECT_FALSE(bucket.take(start - minutes(5)));
    EXPECT_TRUE(bucket.take(start + seconds(1)));
}

class inbound_limits_test : public ::testing::Test {
protected:
    using verdict = inbound_limits::verdict;

    static inbound_options options() {
        inbound_options o;
        o.of_person = token_bucket::limits{2, 60};
        o.of_bot = token_bucket::limits{100, 6'000};
        return o;
    }

    std::vector<verdict> judged(user_id who, int times, token_bucket::time_point at) {
        std::vector<verdict> all;
        for (int i = 0; i < times; ++i) all.push_back(limits.judge(alpha, who, at));
        return all;
    }

    bot_ref alpha = bot_ref::of({1});
    bot_ref beta = bot_ref::of({2});
    user_id flooder{1};
    user_id neighbour{2};
    inbound_limits limits{options()};
};

TEST_F(inbound_limits_test, tells_a_flooder_once) {
    EXPECT_EQ(judged(flooder, 5, start),
              (std::vector{verdict::admitted, verdict::admitted, verdict::refused_first,
                           verdict::refused, verdict::refused}));
    // One trickles through; they have not been quiet, so nothing is said again.
    EXPECT_EQ(judged(flooder, 3, start + seconds(1)),
              (std::vector{verdict::admitted, verdict::refused, verdict::refused}));
    EXPECT_EQ(judged(flooder, 3, start + seconds(10)),
              (std::vector{verdict::admitted, verdict::admitted, verdict::refused_first}));
}

TEST_F(inbound_limits_test, touches_nobody_else_and_no_other_bot) {
    judged(flooder, 100, start);
    EXPECT_EQ(limits.judge(alpha, neighbour, start), verdict::admitted);
    EXPECT_EQ(limits.judge(beta, flooder, start), verdict::admitted);
}

TEST_F(inbound_limits_test, lets_a_busy_bot_rest_and_no_other) {
    EXPECT_EQ(limits.rest_after(alpha, 100, start), milliseconds(0));
    EXPECT_EQ(limits.rest_after(alpha, 100, start), seconds(1));
    EXPECT_EQ(limits.rest_after(beta, 100, start), milliseconds(0));
    EXPECT_EQ(limits.rest_after(alpha, 10, start + seconds(5)), milliseconds(0));
}

TEST_F(inbound_limits_test, forgets_people_who_have_been_quiet) {
    for (std::int64_t user = 1; user <= 10'000; ++user) {
        limits.judge(alpha, {user}, start + seconds(user));
    }
    EXPECT_LT(limits.remembered(), 2'000U);
}

TEST(no_inbound_limits, admit_everything) {
    inbound_limits none({std::nullopt, std::nullopt});
    for (int i = 0; i < 10'000; ++i) {
        ASSERT_EQ(none.judge(bot_ref::main(), {1}, start), inbound_limits::verdict::admitted);
    }
    EXPECT_EQ(none.rest_after(bot_ref::main(), 10'000, start), milliseconds(0));
}

}  // namespace
}  // namespace agentbackend::host
