#include "aes_token_sealer.hpp"

#include <gtest/gtest.h>

#include <set>

namespace agentbackend::host {
namespace {

constexpr std::string_view token = "1000001:made-up-token-for-tests-0000000000000";

token_key key_of(std::uint8_t filling) {
    token_key key{};
    key.fill(filling);
    return key;
}

class token_sealer_test : public ::testing::Test {
protected:
    errc refusal_of(const sealed_token& sealed, std::string_view purpose) const {
        const auto opened = sealer.open(sealed, purpose);
        return opened ? errc{} : opened.error().code();
    }

    aes_token_sealer sealer{key_of(1)};
};

TEST_F(token_sealer_test, opens_what_it_sealed_for_the_same_purpose) {
    const auto sealed = sealer.seal(token, "agent_1");
    const auto opened = sealer.open(sealed, "agent_1");
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, token);
}

TEST_F(token_sealer_test, shows_nothing_of_the_token) {
    const auto sealed = sealer.seal(token, "agent_1").bytes;
    EXPECT_EQ(sealed.find("made-up"), std::string::npos);
    EXPECT_EQ(sealed.size(), 1U + 4U + 12U + token.size() + 16U);
}

TEST_F(token_sealer_test, never_seals_the_same_twice) {
    std::set<std::string> seals;
    for (int i = 0; i < 100; ++i) seals.insert(sealer.seal(token, "agent_1").bytes);
    EXPECT_EQ(seals.size(), 100U);
}

TEST_F(token_sealer_test, refuses_another_purpose) {
    EXPECT_EQ(refusal_of(sealer.seal(token, "agent_1"), "agent_2"), errc::token_malformed);
    EXPECT_EQ(refusal_of(sealer.seal(token, draft_purpose), "agent_1"), errc::token_malformed);
}

TEST_F(token_sealer_test, refuses_another_key) {
    const aes_token_sealer other(key_of(2));
    const auto opened = other.open(sealer.seal(token, "agent_1"), "agent_1");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code(), errc::token_malformed);
    EXPECT_EQ(opened.error().facts().detail, "sealed with another key");
}

TEST_F(token_sealer_test, refuses_a_change_of_any_byte) {
    const auto sealed = sealer.seal(token, "agent_1");
    for (std::size_t i = 0; i < sealed.bytes.size(); ++i) {
        auto changed = sealed;
        changed.bytes[i] = static_cast<char>(changed.bytes[i] ^ 1);
        EXPECT_EQ(refusal_of(changed, "agent_1"), errc::token_malformed) << "byte " << i;
    }
}

TEST_F(token_sealer_test, refuses_whatever_is_cut_short) {
    const auto sealed = sealer.seal(token, "agent_1");
    for (std::size_t size = 0; size < sealed.bytes.size(); ++size) {
        EXPECT_EQ(refusal_of({sealed.bytes.substr(0, size)}, "agent_1"), errc::token_malformed);
    }
}

TEST_F(token_sealer_test, seals_an_empty_text_too) {
    const auto opened = sealer.open(sealer.seal("", "agent_1"), "agent_1");
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, "");
}

}  // namespace
}  // namespace agentbackend::host
