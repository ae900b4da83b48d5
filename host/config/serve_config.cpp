#include "config/serve_config.hpp"

#include <algorithm>
#include <charconv>

#include "bot_api/base_url.hpp"
#include "config/cannot_start.hpp"
#include "config/small_file.hpp"
#include "config/token_key_file.hpp"
#include "config/webhook_config.hpp"

namespace agentbackend::host {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

std::string read_token_file(const std::string& path) {
    const auto file = read_small_file(path, "main bot's token file");
    if (!file) {
        throw cannot_start("The main bot's token file " + path +
                           " is not there. Put the token into it, or name another with "
                           "--bot-token-file.");
    }
    return trimmed(file->content);
}

usdt check_amount(std::string_view option, std::string_view text) {
    const auto amount = usdt::parse(text);
    if (!amount) {
        throw cannot_start(std::string(option) + " is \"" + std::string(text) +
                           "\", which is not an amount of USDT such as 10 or 0.5.");
    }
    return *amount;
}

withdrawal_policy check_withdrawals(const settings& s) {
    withdrawal_policy policy;
    policy.minimum = check_amount("--withdrawal-minimum", s.withdrawal_minimum);
    policy.fee = check_amount("--withdrawal-fee", s.withdrawal_fee);
    for (const auto& text : s.operator_wallets) {
        const auto address = tron_address::parse(trimmed(text));
        if (!address) {
            throw cannot_start("\"" + text + "\" in --operator-wallets is not a TRC20 address.");
        }
        policy.operator_wallets.push_back(*address);
    }
    if (!check_policy(policy)) {
        throw cannot_start(
            "The withdrawal fee of " + policy.fee.to_string() +
            " USDT is not below the minimum of " + policy.minimum.to_string() +
            " USDT: the smallest withdrawal would pay nothing. Lower --withdrawal-fee "
            "or raise --withdrawal-minimum.");
    }
    return policy;
}

// A file that is named must be there: a mistyped name would quietly make a second key.
std::optional<token_key> check_key(const settings& s, const std::filesystem::path& key_file) {
    if (s.token_key_file.empty() && !s.token_key.empty()) {
        return parse_token_key(s.token_key, "AGENT_TOKEN_AES_KEY");
    }
    auto key = read_token_key(key_file);
    if (!key && !s.token_key_file.empty()) {
        throw cannot_start("The key file " + key_file.string() +
                           " is not there. Make one with `openssl rand -base64 32 > " +
                           key_file.string() + " && chmod 600 " + key_file.string() +
                           "`, or leave the option out.");
    }
    return key;
}

std::optional<token_bucket::limits> limit_of(std::int64_t a_minute) {
    if (a_minute == 0) return std::nullopt;
    return token_bucket::limits{std::max<std::int64_t>(1, a_minute / 2), a_minute};
}

// As people write it: `+08:00`, `-03:30`.
std::chrono::minutes check_utc_offset(const std::string& text) {
    int hours = 0;
    int minutes = 0;
    const auto digits = [](std::string_view two, int& number) {
        const auto [end, failed] = std::from_chars(two.data(), two.data() + two.size(), number);
        return failed == std::errc() && end == two.data() + two.size() && number >= 0;
    };
    const std::string_view given = text;
    const bool is_readable = given.size() == 6 && (given[0] == '+' || given[0] == '-') &&
                             given[3] == ':' && digits(given.substr(1, 2), hours) &&
                             digits(given.substr(4, 2), minutes) && hours <= 14 && minutes <= 59;
    if (!is_readable) {
        throw cannot_start("--utc-offset is \"" + text +
                           "\", which is no offset from UTC such as +08:00 or -03:30.");
    }
    const auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return given[0] == '-' ? -offset : offset;
}

}  // namespace

bot_api::bot_token check_main_token(const settings& s) {
    const auto text =
        s.bot_token_file.empty() ? trimmed(s.bot_token) : read_token_file(s.bot_token_file);
    if (text.empty()) {
        throw cannot_start(
            "The main bot has no token. Make a bot with @BotFather and put its token into the "
            "environment variable BOT_TOKEN, or into a file named by --bot-token-file.");
    }
    bot_api::bot_token token(text);
    if (!token.is_well_formed()) {
        throw cannot_start(
            "The main bot's token is not shaped like one: digits, a colon, letters and digits, as "
            "@BotFather shows it.");
    }
    return token;
}

std::vector<user_id> check_admins(const settings& s) {
    std::vector<user_id> admins;
    for (const auto& given : s.admin_ids) {
        const auto text = trimmed(given);
        user_id admin;
        const auto [end, failed] =
            std::from_chars(text.data(), text.data() + text.size(), admin.value);
        if (failed != std::errc() || end != text.data() + text.size() || admin.value <= 0) {
            throw cannot_start("\"" + text +
                               "\" in --admin-ids is not a Telegram user id, which is "
                               "a number. Bots that show ids say which is yours.");
        }
        admins.push_back(admin);
    }
    if (admins.empty()) {
        throw cannot_start(
            "There is no admin. Name the Telegram user ids of those who run the shop with "
            "--admin-ids or ADMIN_IDS, comma separated.");
    }
    return admins;
}

bot_api::client_options check_api(const settings& s) {
    try {
        bot_api::parse_base_url(s.api_url);
    } catch (const std::invalid_argument& unusable) {
        throw cannot_start("--api-url cannot be used: " + std::string(unusable.what()));
    }
    bot_api::client_options options;
    options.base_url = s.api_url;
    return options;
}

database_files check_database(const settings& s) {
    database_files files;
    files.database = s.database;
    files.key_file = s.token_key_file.empty() ? s.database + ".key" : s.token_key_file;
    files.key = check_key(s, files.key_file);
    return files;
}

backend_policy check_rules(const settings& s) {
    backend_policy policy;
    policy.agents.markup_ceiling = check_amount("--markup-ceiling", s.markup_ceiling);
    policy.withdrawals = check_withdrawals(s);
    policy.claims.lifetime = std::chrono::hours(s.claim_link_hours);
    return policy;
}

serve_config check(const settings& s) {
    auto admins = check_admins(s);
    auto policy = check_rules(s);
    policy.admins = std::move(admins);
    service_options service{
        .main_token = check_main_token(s),
        .api = check_api(s),
        .policy = std::move(policy),
        .conversations = {.utc_offset = check_utc_offset(s.utc_offset)},
        .pace = {},
        .webhooks = check_webhooks(s),
        .inbound = {limit_of(s.user_updates_per_minute), limit_of(s.bot_updates_per_minute)}};
    return {check_database(s), std::move(service)};
}

spdlog::level::level_enum check_log_level(std::string_view text) {
    const auto level = spdlog::level::from_str(std::string(text));
    if (level == spdlog::level::off && text != "off") {
        throw cannot_start("\"" + std::string(text) +
                           "\" is no log level: trace, debug, info, warn, err or off.");
    }
    return level;
}

log_format check_log_format(std::string_view text) {
    if (text == "auto") return log_format::automatic;
    if (text == "text") return log_format::text;
    if (text == "json") return log_format::json;
    throw cannot_start("\"" + std::string(text) + "\" is no log format: auto, text or json.");
}

}  // namespace agentbackend::host
