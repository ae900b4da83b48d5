#include "config/settings.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>

namespace agentbackend::host {
namespace {

std::string secret_from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

// Several values in one argument, `1,2`: what stands behind it belongs to the command.
CLI::Option* as_list(CLI::Option* option) {
    return option->delimiter(',')->allow_extra_args(false);
}

void add_storage_options(CLI::App& app, settings& s) {
    app.add_option("--database", s.database, "SQLite file of the shop")
        ->envname("DATABASE")
        ->capture_default_str()
        ->group(option_group::storage);
    app.add_option(
           "--token-key-file", s.token_key_file,
           "key that seals the agents' bot tokens; default: <database>.key, made on first run")
        ->envname("TOKEN_KEY_FILE")
        ->group(option_group::storage);
}

void add_telegram_options(CLI::App& app, settings& s) {
    app.add_option("--bot-token-file", s.bot_token_file, "file with the main bot's token")
        ->envname("BOT_TOKEN_FILE")
        ->group(option_group::telegram);
    as_list(app.add_option("--admin-ids", s.admin_ids, "user ids of the admins, comma separated"))
        ->envname("ADMIN_IDS")
        ->group(option_group::telegram);
    app.add_option("--api-url", s.api_url, "Bot API server")
        ->envname("BOT_API_URL")
        ->capture_default_str()
        ->group(option_group::telegram);
}

void add_webhook_options(CLI::App& app, settings& s) {
    app.add_option("--webhook-url", s.webhook_url,
                   "https URL by which Telegram reaches the listener; without it bots are polled")
        ->envname("WEBHOOK_URL")
        ->group(option_group::webhooks);
    app.add_option("--webhook-listen", s.webhook_listen, "address and port to listen on")
        ->envname("WEBHOOK_LISTEN")
        ->capture_default_str()
        ->group(option_group::webhooks);
    app.add_option("--webhook-certificate", s.webhook_certificate,
                   "PEM file with the listener's certificate chain; without it a proxy does TLS")
        ->envname("WEBHOOK_CERTIFICATE")
        ->group(option_group::webhooks);
    app.add_option("--webhook-key", s.webhook_key, "PEM file with the certificate's private key")
        ->envname("WEBHOOK_KEY")
        ->group(option_group::webhooks);
}

void add_money_options(CLI::App& app, settings& s) {
    app.add_option("--withdrawal-minimum", s.withdrawal_minimum, "smallest withdrawal, in USDT")
        ->envname("WITHDRAWAL_MINIMUM")
        ->capture_default_str()
        ->group(option_group::money);
    app.add_option("--withdrawal-fee", s.withdrawal_fee,
                   "kept of each withdrawal, in USDT; below the minimum")
        ->envname("WITHDRAWAL_FEE")
        ->capture_default_str()
        ->group(option_group::money);
    app.add_option("--markup-ceiling", s.markup_ceiling, "largest markup of an agent, in USDT")
        ->envname("MARKUP_CEILING")
        ->capture_default_str()
        ->group(option_group::money);
    as_list(app.add_option("--operator-wallets", s.operator_wallets,
                           "your own TRC20 addresses, comma separated; refused as payout targets"))
        ->envname("OPERATOR_WALLETS")
        ->group(option_group::money);
}

void add_limit_options(CLI::App& app, settings& s) {
    app.add_option(
           "--user-updates-per-minute", s.user_updates_per_minute,
           "what one person may send in the long run, and half as much at once; 0: no limit")
        ->envname("USER_UPDATES_PER_MINUTE")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str()
        ->group(option_group::limits);
    app.add_option("--bot-updates-per-minute", s.bot_updates_per_minute,
                   "what is taken of one bot; the rest waits at Telegram; 0: no limit")
        ->envname("BOT_UPDATES_PER_MINUTE")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str()
        ->group(option_group::limits);
    app.add_option("--claim-link-hours", s.claim_link_hours,
                   "how long a link that makes somebody an agent's owner can be used")
        ->envname("CLAIM_LINK_HOURS")
        ->check(CLI::Range(1, 8'760))
        ->capture_default_str()
        ->group(option_group::limits);
}

void add_general_options(CLI::App& app, settings& s) {
    app.add_option("--utc-offset", s.utc_offset,
                   "of the times that people are shown, such as +08:00")
        ->envname("UTC_OFFSET")
        ->capture_default_str()
        ->group(option_group::general);
    app.add_option("--log-level", s.log_level, "trace, debug, info, warn, err or off")
        ->envname("LOG_LEVEL")
        ->capture_default_str()
        ->group(option_group::general);
    app.add_option("--log-format", s.log_format,
                   "text, json (an object a line), or auto: text on a terminal, else json")
        ->envname("LOG_FORMAT")
        ->capture_default_str()
        ->group(option_group::general);
}

}  // namespace

void add_options(CLI::App& program, settings& s) {
    add_storage_options(program, s);
    add_telegram_options(program, s);
    add_webhook_options(program, s);
    add_money_options(program, s);
    add_limit_options(program, s);
    add_general_options(program, s);
}

void take_secrets(settings& s) {
    s.bot_token = secret_from_environment("BOT_TOKEN");
    s.token_key = secret_from_environment("AGENT_TOKEN_AES_KEY");
}

}  // namespace agentbackend::host
