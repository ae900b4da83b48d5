#include "config/serve_config.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "temporary_folder.hpp"

namespace agentbackend::host {
namespace {

using namespace agentbackend::literals;

class serve_config_test : public ::testing::Test {
protected:
    serve_config_test() {
        given.database = (folder.path() / "shop.db").string();
        given.bot_token = "1000001:made-up-token-for-tests-0000000000000";
        given.admin_ids = {"1", " 2 "};
    }

    std::string refusal() const {
        try {
            check(given);
        } catch (const cannot_start& why) {
            EXPECT_EQ(why.status(), exit_status::bad_configuration);
            return why.what();
        }
        return "";
    }

    void expect_refusal(std::string_view fragment) const {
        const auto said = refusal();
        EXPECT_NE(said.find(fragment), std::string::npos) << "\"" << said << "\"";
    }

    temporary_folder folder;
    settings given;
};

TEST_F(serve_config_test, has_sensible_defaults) {
    const auto config = check(given);
    EXPECT_EQ(config.files.key_file, folder.path() / "shop.db.key");
    EXPECT_FALSE(config.files.key);
    const auto& policy = config.service.policy;
    EXPECT_EQ(policy.admins, (std::vector<user_id>{{1}, {2}}));
    EXPECT_EQ(policy.withdrawals.minimum, "10"_usdt);
    EXPECT_EQ(policy.withdrawals.fee, "1"_usdt);
    EXPECT_EQ(config.service.api.base_url, "https://api.telegram.org");
}

TEST_F(serve_config_test, reads_the_token_from_a_file_before_the_environment) {
    given.bot_token_file = (folder.path() / "token").string();
    std::ofstream(given.bot_token_file) << "1000009:made-up-token-for-tests-0000000000000\n";
    EXPECT_TRUE(check(given).service.main_token.reveal().starts_with("1000009:"));
    given.bot_token_file = (folder.path() / "missing").string();
    expect_refusal("is not there");
    given.bot_token_file = folder.path().string();
    expect_refusal("cannot be read: Is a directory");
    for (const auto* endless : {"/dev/zero", "/dev/full"}) {
        given.bot_token_file = endless;
        expect_refusal("more than 4096 bytes");
    }
}

TEST_F(serve_config_test, wants_a_token_shaped_like_one) {
    given.bot_token = " ";
    expect_refusal("has no token");
    given.bot_token = "my token";
    expect_refusal("not shaped like one");
}

TEST_F(serve_config_test, wants_admins_with_numbers) {
    given.admin_ids = {};
    expect_refusal("There is no admin");
    for (const std::string_view id : {"", "x", "-1", "0", "1.5", "99999999999999999999", "1x"}) {
        given.admin_ids = {std::string(id)};
        expect_refusal("is not a Telegram user id");
    }
}

TEST_F(serve_config_test, wants_a_fee_below_the_minimum) {
    given.withdrawal_minimum = "5";
    given.withdrawal_fee = "5";
    expect_refusal("not below the minimum of 5.00 USDT");
    given.withdrawal_fee = "4.999999";
    EXPECT_EQ(refusal(), "");
    given.withdrawal_fee = "-1";
    expect_refusal("--withdrawal-fee");
}

TEST_F(serve_config_test, wants_wallets_that_are_addresses) {
    given.operator_wallets = {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYss"};
    EXPECT_EQ(check(given).service.policy.withdrawals.operator_wallets.size(), 1U);
    given.operator_wallets = {"TTRmEA73gpoxK2KRmhL7GtcYLh88VefYsx"};
    expect_refusal("not a TRC20 address");
}

TEST_F(serve_config_test, wants_the_key_file_that_is_named) {
    given.token_key_file = (folder.path() / "missing.key").string();
    expect_refusal("openssl rand -base64 32");
}

TEST_F(serve_config_test, lets_claim_links_hold_as_long_as_it_is_told) {
    EXPECT_EQ(check(given).service.policy.claims.lifetime, std::chrono::hours(24));
    given.claim_link_hours = 2;
    EXPECT_EQ(check(given).service.policy.claims.lifetime, std::chrono::hours(2));
}

TEST_F(serve_config_test, knows_its_log_levels) {
    EXPECT_EQ(check_log_level("debug"), spdlog::level::debug);
    EXPECT_EQ(check_log_level("off"), spdlog::level::off);
    EXPECT_THROW(check_log_level("loud"), cannot_start);
}

TEST_F(serve_config_test, polls_unless_it_is_told_an_address_for_webhooks) {
    EXPECT_FALSE(check(given).service.webhooks);
    given.webhook_url = "https://bots.example.com/hooks/";
    const auto webhooks = check(given).service.webhooks;
    ASSERT_TRUE(webhooks);
    EXPECT_EQ(webhooks->public_url, "https://bots.example.com/hooks");
    EXPECT_EQ(webhooks->listen.address, "127.0.0.1");
    EXPECT_EQ(webhooks->listen.port, 8443);
    EXPECT_FALSE(webhooks->listen.tls);
}

TEST_F(serve_config_test, refuses_webhooks_that_the_platform_cannot_reach) {
    given.webhook_url = "http://bots.example.com";
    expect_refusal("https addresses only");
    given.webhook_url = "https://bots.example.com:9000";
    expect_refusal("443, 80, 88 and 8443 only");
    given.webhook_url = "bots.example.com";
    expect_refusal("--webhook-url cannot be used");
    given.webhook_url = "http://127.0.0.1:9000";
    EXPECT_EQ(refusal(), "");
}

TEST_F(serve_config_test, refuses_webhooks_that_cannot_be_listened_for) {
    given.webhook_url = "https://bots.example.com";
    for (const auto* address :
         {"", "8443", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:99999"}) {
        given.webhook_listen = address;
        expect_refusal("no address and port");
    }
    given.webhook_listen = "[::1]:8443";
    EXPECT_EQ(check(given).service.webhooks->listen.address, "::1");
    given.webhook_key = "key.pem";
    expect_refusal("belong together");
    given.webhook_certificate = "chain.pem";
    EXPECT_EQ(refusal(), "");
    given.webhook_url = "";
    expect_refusal("of no use without --webhook-url");
}

TEST_F(serve_config_test, knows_its_log_formats) {
    EXPECT_EQ(check_log_format("auto"), log_format::automatic);
    EXPECT_EQ(check_log_format("json"), log_format::json);
    EXPECT_THROW(check_log_format("xml"), cannot_start);
}

TEST_F(serve_config_test, shows_times_in_the_zone_it_is_told) {
    EXPECT_EQ(check(given).service.conversations.utc_offset, std::chrono::minutes(0));
    given.utc_offset = "+08:00";
    EXPECT_EQ(check(given).service.conversations.utc_offset, std::chrono::minutes(480));
    given.utc_offset = "-03:30";
    EXPECT_EQ(check(given).service.conversations.utc_offset, std::chrono::minutes(-210));
    for (const auto* unreadable :
         {"", "8", "+8:00", "+08:60", "+15:00", "08:00", "+-1:00", "UTC"}) {
        given.utc_offset = unreadable;
        expect_refusal("no offset from UTC");
    }
}

}  // namespace
}  // namespace agentbackend::host
