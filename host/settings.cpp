#include "settings.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <ostream>

namespace agentbackend::host {
namespace {

constexpr const char* secrets_help =
    "BOT_TOKEN and AGENT_TOKEN_AES_KEY (32 bytes in base64) are read from the environment where no "
    "file is named; arguments would show in the process list.";

std::string secret_from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

void add_storage_options(CLI::App& app, settings& s) {
    app.add_option("--database", s.database, "SQLite file; made when it is not there")
        ->envname("DATABASE")
        ->capture_default_str()
        ->group("Storage");
    app.add_option(
           "--token-key-file", s.token_key_file,
           "key that seals the agents' bot tokens; default: <database>.key, made on first run")
        ->envname("TOKEN_KEY_FILE")
        ->group("Storage");
}

void add_telegram_options(CLI::App& app, settings& s) {
    app.add_option("--bot-token-file", s.bot_token_file, "file with the main bot's token")
        ->envname("BOT_TOKEN_FILE")
        ->group("Telegram");
    app.add_option("--admin-ids", s.admin_ids, "user ids of the admins, comma separated")
        ->envname("ADMIN_IDS")
        ->delimiter(',')
        ->group("Telegram");
    app.add_option("--api-url", s.api_url, "Bot API server")
        ->envname("BOT_API_URL")
        ->capture_default_str()
        ->group("Telegram");
}

void add_money_options(CLI::App& app, settings& s) {
    app.add_option("--withdrawal-minimum", s.withdrawal_minimum, "smallest withdrawal, in USDT")
        ->envname("WITHDRAWAL_MINIMUM")
        ->capture_default_str()
        ->group("Money");
    app.add_option("--withdrawal-fee", s.withdrawal_fee,
                   "kept of each withdrawal, in USDT; below the minimum")
        ->envname("WITHDRAWAL_FEE")
        ->capture_default_str()
        ->group("Money");
    app.add_option("--markup-ceiling", s.markup_ceiling, "largest markup of an agent, in USDT")
        ->envname("MARKUP_CEILING")
        ->capture_default_str()
        ->group("Money");
    app.add_option("--operator-wallets", s.operator_wallets,
                   "your own TRC20 addresses, comma separated; refused as payout targets")
        ->envname("OPERATOR_WALLETS")
        ->delimiter(',')
        ->group("Money");
}

void add_general_options(CLI::App& app, settings& s) {
    app.add_option("--log-level", s.log_level, "trace, debug, info, warn, err or off")
        ->envname("LOG_LEVEL")
        ->capture_default_str()
        ->group("General");
    app.set_config("--config", "", "file with options, a line each: database = \"shop.db\"")
        ->envname("AGENTBACKEND_CONFIG")
        ->group("General");
    app.allow_config_extras(CLI::config_extras_mode::error);
}

void add_demo_options(CLI::App& demo, settings& s) {
    auto* story = demo.add_flag("--story", s.tells_story, "tells a scripted story and exits");
    demo.add_option("--port", s.page_port,
                    "loopback port of the page; default: 8642, or any when it is taken")
        ->excludes(story);
    demo.add_option("--database", s.demo_database,
                    "SQLite file that stays; default: a temporary one")
        ->excludes(story);
    demo.add_flag("--bare", s.is_bare, "leaves agents, goods and money to you")->excludes(story);
}

// Commands share the options of the program, so that one file and one environment serve all.
struct named_command {
    CLI::App* app;
    command_name name;
};

std::vector<named_command> add_commands(CLI::App& app, settings& s) {
    const std::vector<named_command> commands{
        {app.add_subcommand("serve", "runs the bots"), command_name::serve},
        {app.add_subcommand("verify",
                            "checks every balance and invariant of a database; exit "
                            "status 1 when something differs, 2 when it cannot be read"),
         command_name::verify},
        {app.add_subcommand("demo",
                            "the whole system without a Telegram account, on a page in your "
                            "browser; with --story a scripted story in the terminal"),
         command_name::demo}};
    for (const auto& command : commands) {
        command.app->fallthrough();
        command.app->set_help_flag();
    }
    add_demo_options(*commands.back().app, s);
    return commands;
}

exit_status refuse(const CLI::ParseError& unreadable, const terminal& to) {
    to.err << "agentbackend: " << unreadable.what() << "\nTry `agentbackend --help`.\n";
    return exit_status::bad_configuration;
}

}  // namespace

std::variant<invocation, exit_status> read_command_line(int argc, const char* const* argv,
                                                        const terminal& to) {
    invocation asked;
    CLI::App app(
        "Shops for Telegram that are resold by agents: bots, prices, profits, withdrawals.",
        "agentbackend");
    app.footer(secrets_help);
    app.require_subcommand(1);
    add_storage_options(app, asked.given);
    add_telegram_options(app, asked.given);
    add_money_options(app, asked.given);
    add_general_options(app, asked.given);
    const auto commands = add_commands(app, asked.given);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        to.out << app.get_formatter()->make_help(&app, app.get_name(), CLI::AppFormatMode::Normal);
        return exit_status::success;
    } catch (const CLI::ParseError& unreadable) {
        return refuse(unreadable, to);
    }
    for (const auto& command : commands) {
        if (command.app->parsed()) asked.command = command.name;
    }
    asked.given.bot_token = secret_from_environment("BOT_TOKEN");
    asked.given.token_key = secret_from_environment("AGENT_TOKEN_AES_KEY");
    return asked;
}

}  // namespace agentbackend::host
