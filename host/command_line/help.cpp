#include "command_line/help.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>

#include "config/settings.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t first_column = 34;

constexpr std::string_view makes_database = "SQLite file; made when it is not there";
constexpr std::string_view needs_database = "SQLite file of the shop; it has to be there";

// One option of the program is something else to each command.
class command_formatter final : public CLI::Formatter {
public:
    explicit command_formatter(std::string_view database) : database_(database) {
        column_width(first_column);
    }

    std::string make_option_desc(const CLI::Option* option) const override {
        const bool is_database =
            option->get_group() == option_group::storage && option->get_name() == "--database";
        return is_database ? std::string(database_) : CLI::Formatter::make_option_desc(option);
    }

private:
    const std::string_view database_;
};

constexpr std::string_view origins =
    "Where values come from: the command line; else the environment, under the name after Env:;\n"
    "else the file that --config or AGENTBACKEND_CONFIG names. There an option stands without its\n"
    "dashes, and one of a command under the command's name:\n"
    "  database = \"shop.db\"\n"
    "  admin-ids = […, …]\n"
    "  [export]\n"
    "  format = \"jsonl\"\n";

constexpr std::string_view ending_of_serve =
    "Exit status: 0 when it was told to end, 2 when the settings are in the way, and would be "
    "again;\n1 for everything else, such as a database that is locked.\n\n";

constexpr std::string_view secrets =
    "Secrets are never arguments, which every user of the machine can read. The main bot's token\n"
    "is in BOT_TOKEN, or in the file that --bot-token-file names; the key to the agents' tokens "
    "is\n"
    "in AGENT_TOKEN_AES_KEY (32 bytes in base64), or in a key file.\n";

const CLI::App& innermost(const CLI::App& program) {
    const CLI::App* command = &program;
    while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
    return *command;
}

// "catalog import", without the program's own name.
std::string words_of(const CLI::App& command) {
    if (command.get_parent() == nullptr) return {};
    const auto before = words_of(*command.get_parent());
    return before.empty() ? command.get_name() : before + " " + command.get_name();
}

std::string with_blank_line(std::string_view text) {
    return text.empty() ? std::string() : std::string(text) + "\n";
}

void list_commands(const CLI::App& above, std::ostream& out) {
    for (const auto* command : above.get_subcommands({})) {
        list_commands(*command, out);
        if (!command->get_subcommands({}).empty()) continue;
        CLI::detail::format_help(out, words_of(*command), command->get_description(), first_column);
    }
}

std::string shared_options(const CLI::App& program, const CLI::Formatter& format,
                           const std::vector<std::string_view>& groups) {
    std::string text;
    for (const auto group : groups) {
        const auto options = program.get_options(
            [&](const CLI::Option* option) { return option->get_group() == group; });
        text += format.make_group(std::string(group), false, options);
    }
    return text;
}

std::string examples_text(const command_help& about) {
    std::string text = "Examples:\n";
    for (const auto example : about.examples) text.append("  ").append(example).append("\n");
    return text;
}

std::string program_text(const CLI::App& program) {
    std::ostringstream text;
    text << CLI::Formatter().make_description(&program) << "\nUsage: " << program.get_name()
         << " COMMAND [OPTIONS]\n\nCommands:\n";
    list_commands(program, text);
    text << "\n`" << program.get_name()
         << " COMMAND --help` shows the options of a command, and examples; `" << program.get_name()
         << " --version` says which one this is.\n\n"
         << origins << "\n"
         << secrets;
    return text.str();
}

std::string command_text(const CLI::App& program, const CLI::App& command) {
    const auto words = words_of(command);
    const auto& all = help_of_commands();
    const auto about = std::find_if(all.begin(), all.end(),
                                    [&](const command_help& one) { return one.words == words; });
    const command_formatter format(about == all.end() ? "" : about->database);
    auto text = format.make_description(&command) + "\n" +
                format.make_usage(&command, program.get_name() + " " + words) +
                format.make_positionals(&command) +
                format.make_groups(&command, CLI::AppFormatMode::Normal);
    if (about == all.end()) {
        return text + format.make_subcommands(&command, CLI::AppFormatMode::Normal);
    }
    text += shared_options(program, format, about->option_groups) + "\n";
    text += with_blank_line(about->remarks) + examples_text(*about) + "\n";
    return text.append(origins);
}

}  // namespace

const std::vector<command_help>& help_of_commands() {
    using namespace option_group;
    static const auto remarks_of_serve = std::string(ending_of_serve).append(secrets);
    static const std::vector<command_help> all{
        {"serve",
         {storage, telegram, webhooks, money, limits, general},
         makes_database,
         remarks_of_serve,
         {"BOT_TOKEN=… ADMIN_IDS=… agentbackend serve --database shop.db",
          "agentbackend serve --config /etc/agentbackend.toml --bot-token-file /etc/bot-token"}},
        {"check-config",
         {storage, telegram, webhooks, money, limits, general},
         "SQLite file; serve makes it when it is not there",
         "Starts nothing, changes nothing, and prints no secret. Exit status: 0 when serve would "
         "start,\n2 when it would not.\n",
         {"BOT_TOKEN=… ADMIN_IDS=… agentbackend check-config --database shop.db",
          "agentbackend check-config --config /etc/agentbackend.toml && systemctl restart shop"}},
        {"demo",
         {},
         "",
         "",
         {"agentbackend demo", "agentbackend demo --story",
          "agentbackend demo --bare --port 8080 --database demo.db"}},
        {"import",
         {storage, money, general},
         "SQLite file; an import that succeeds makes it when it is not there",
         "Amounts are read digit by digit; a bad line is named by its number, and then nothing is\n"
         "imported. A second run of the same files finds everything here and changes nothing. "
         "Ends\n"
         "with verify. Exit status: 0 when it is imported or here already, 1 when it is refused.\n",
         {"mongoexport --db shop --collection agents --out agents.json",
          "agentbackend import --dry-run agents.json agent_withdrawals.json",
          "agentbackend import --database shop.db agents.json agent_withdrawals.json",
          "agentbackend import --reconcile agents.json agent_withdrawals.json"}},
        {"export",
         {storage, general},
         needs_database,
         "Reads one state beside a running host. Files are for your eyes only (mode 600). Bot "
         "tokens\n"
         "are in none of them.\n",
         {"agentbackend export --format jsonl > shop.jsonl",
          "agentbackend export --format csv --output books",
          "agentbackend export --format csv --tables withdrawals > withdrawals.csv",
          "agentbackend export --format hledger --output shop.journal && hledger -f shop.journal "
          "check"}},
        {"backup",
         {storage, general},
         needs_database,
         "The copy is checked before it gets its name, and is for your eyes only (mode 600). Keep "
         "a\n"
         "copy of the key file as well, in another place: without it agents' tokens are lost.\n",
         {"agentbackend backup --database shop.db backups/shop-monday.db",
          "agentbackend verify --database backups/shop-monday.db"}},
        {"verify",
         {storage, general},
         needs_database,
         "Exit status: 0 when every rule holds, 1 when something differs, 2 when the database "
         "cannot\n"
         "be read. Reads beside a running host, and changes nothing.\n",
         {"agentbackend verify --database shop.db",
          "agentbackend verify --database backup.db || mail -s 'The books differ' owner"}},
        {"catalog import",
         {storage, general},
         makes_database,
         "A product is known by category and name: one that is here gets the file's price. All of\n"
         "the file or nothing of it; a running host sells at the new prices at once.\n",
         {"agentbackend catalog import goods.csv",
          "agentbackend catalog import --database shop.db goods.csv"}},
        {"stock add",
         {storage, general},
         needs_database,
         "Goes in by short transactions, beside a running host. The same file again adds nothing\n"
         "twice, so that a run that was cut short is finished by the same command. To add the\n"
         "same items once more, send the file to the main bot.\n",
         {"agentbackend stock add 1 codes.txt",
          "agentbackend stock add 'Gift card' codes.txt --database shop.db"}}};
    return all;
}

std::string help_text(const CLI::App& program) {
    const auto& command = innermost(program);
    return &command == &program ? program_text(program) : command_text(program, command);
}

std::string sentence_of(const CLI::App& program, const CLI::ParseError& unreadable) {
    const auto& named = innermost(program);
    const bool lacks_command =
        unreadable.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
        named.get_require_subcommand_min() > 0;
    if (!lacks_command) return unreadable.what();
    const auto unknown = program.remaining(true);
    if (unknown.empty()) {
        return &named == &program ? "No command is named."
                                  : "\"" + named.get_name() + "\" needs a command behind it.";
    }
    const auto word = "\"" + unknown.front() + "\" is no ";
    if (unknown.front().starts_with('-')) return word + "option, and no command is named.";
    return word + "command" + (&named == &program ? "." : " of " + named.get_name() + ".");
}

}  // namespace agentbackend::host
