// What the program runs with, as text: from the command line, the environment and a file.

#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace agentbackend::host {

// What can be set for every command, with its default. Nothing is checked yet.
struct settings {
    std::string database = "agentbackend.db";
    std::string log_level = "info";
    std::string utc_offset = "+00:00";  // of the times that people are shown
    std::string log_format = "auto";
    std::string api_url = "https://api.telegram.org";
    std::string bot_token_file;
    std::string bot_token;  // from the environment alone: arguments show in the process list
    std::vector<std::string> admin_ids;
    std::string token_key_file;
    std::string token_key;  // from the environment alone
    std::string withdrawal_minimum = "10";
    std::string withdrawal_fee = "1";
    std::string markup_ceiling = "10000";
    std::vector<std::string> operator_wallets;
    std::string webhook_url;  // empty: long polling
    std::string webhook_listen = "127.0.0.1:8443";
    std::string webhook_certificate;
    std::string webhook_key;
    std::int64_t user_updates_per_minute = 120;  // 0: no limit, as the next
    std::int64_t bot_updates_per_minute = 6'000;
    std::int64_t claim_link_hours = 24;
};

// The groups under which help lists the options below.
namespace option_group {
inline constexpr const char* storage = "Storage";
inline constexpr const char* telegram = "Telegram";
inline constexpr const char* webhooks = "Webhooks";
inline constexpr const char* money = "Money";
inline constexpr const char* limits = "Limits";
inline constexpr const char* general = "General";
}  // namespace option_group

// Options belong to the program, not to its commands, so that one file and one environment serve
// all of them. The settings must outlive the program.
void add_options(CLI::App& program, settings&);

// Takes what may only stand in the environment.
void take_secrets(settings&);

}  // namespace agentbackend::host
