// Expectations about results.

#pragma once

#include "unit/support/printers.hpp"

#include <agentbackend/error.hpp>

#include <gtest/gtest.h>

namespace agentbackend::test {

template <class T>
::testing::AssertionResult succeeds(const result<T>& outcome) {
    if (outcome) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "refused: " << outcome.error().to_string();
}

template <class T>
::testing::AssertionResult is_refused(const result<T>& outcome, errc expected) {
    if (outcome) return ::testing::AssertionFailure() << "succeeded, not " << name(expected);
    if (outcome.error().code() == expected) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure()
           << outcome.error().to_string() << ", not " << name(expected);
}

}  // namespace agentbackend::test

// The outcome is a success, or a refusal for the reason given.
#define EXPECT_OK(...) EXPECT_TRUE(::agentbackend::test::succeeds(__VA_ARGS__))
#define ASSERT_OK(...) ASSERT_TRUE(::agentbackend::test::succeeds(__VA_ARGS__))
#define EXPECT_REFUSED(outcome, code) EXPECT_TRUE(::agentbackend::test::is_refused(outcome, code))
#define ASSERT_REFUSED(outcome, code) ASSERT_TRUE(::agentbackend::test::is_refused(outcome, code))
