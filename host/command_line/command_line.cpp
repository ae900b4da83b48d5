#include "command_line/command_line.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <ostream>

#include "command_line/config_file.hpp"
#include "command_line/help.hpp"

namespace agentbackend::host {
namespace {

constexpr const char* description =
    "Shops for Telegram that are resold by agents: bots, prices, profits, withdrawals.";

// What the commands write their options to; the one that was named becomes the request.
struct all_requests {
    demo_request demo;
    import_request move_in;
    export_request move_out;
    backup_request backup;
    catalog_import_request catalog;
    stock_add_request stock;
};

struct offered_command {
    const CLI::App* app;
    std::function<request()> chosen;
};

class command_table {
public:
    command_table(CLI::App& program, all_requests& to) : program_(program), to_(to) {
        add("serve", "runs the main bot and every agent's bot", serve_request{});
        add("check-config", "says what serve would do with these settings, and what is in its way",
            check_config_request{});
        add_demo();
        add_import();
        add_export();
        add_backup();
        add("verify", "recomputes every balance from the journal and checks every rule",
            verify_request{});
        add_catalog();
        add_stock();
    }

    // REQUIRES: parsed.
    request chosen() const {
        for (const auto& [app, request_of] : offered_) {
            if (app->parsed()) return request_of();
        }
        return serve_request{};
    }

private:
    CLI::App& add_to(CLI::App& above, const char* name, const char* about,
                     std::function<request()> chosen) {
        auto& command = *above.add_subcommand(name, about);
        command.fallthrough();
        offered_.push_back({&command, std::move(chosen)});
        return command;
    }
    CLI::App& add(const char* name, const char* about, std::function<request()> chosen) {
        return add_to(program_, name, about, std::move(chosen));
    }
    CLI::App& add(const char* name, const char* about, request always) {
        return add(name, about, [always = std::move(always)] { return always; });
    }

    void add_demo() {
        auto& asked = to_.demo;
        auto& demo = add("demo", "the whole system without a Telegram account, in your browser",
                         [&asked] { return asked; });
        auto* story =
            demo.add_flag("--story", asked.tells_story, "tells a scripted story and exits")
                ->envname("DEMO_STORY");
        demo.add_option("--port", asked.page_port,
                        "loopback port of the page; default: 8642, or any when it is taken")
            ->envname("DEMO_PORT")
            ->excludes(story);
        // DATABASE may name a real shop's, so the demo's has a name of its own there.
        demo.add_option("--database", asked.database,
                        "SQLite file that stays; default: a temporary one")
            ->envname("DEMO_DATABASE")
            ->excludes(story);
        demo.add_flag("--bare", asked.is_bare, "leaves agents, goods and money to you")
            ->envname("DEMO_BARE")
            ->excludes(story);
    }

    void add_import() {
        auto& asked = to_.move_in;
        auto& command = add("import", "moves an existing installation in, all of it or nothing",
                            [&asked] { return asked; });
        command
            .add_option("FILE", asked.files,
                        "JSON lines of agents and agent_withdrawals, as mongoexport writes them")
            ->required();
        command
            .add_flag(
                "--dry-run", asked.is_dry_run,
                "reads and checks all of it, reports, and writes nothing; beside a running host, "
                "too, which goes on selling")
            ->envname("IMPORT_DRY_RUN");
        command
            .add_flag("--reconcile", asked.reconciles,
                      "where a frozen balance is not the sum of the open requests, the requests "
                      "count; the difference goes to the account opening")
            ->envname("IMPORT_RECONCILE");
    }

    void add_export() {
        auto& asked = to_.move_out;
        auto& command = add("export", "writes agents, orders, withdrawals and journal",
                            [&asked] { return asked; });
        command.add_option("--format", asked.format, "what to write")
            ->envname("EXPORT_FORMAT")
            ->check(CLI::IsMember({"jsonl", "csv", "hledger"}))
            ->required();
        command
            .add_option("--tables", asked.tables,
                        "agents, orders, withdrawals, journal, comma separated; default: all")
            ->envname("EXPORT_TABLES")
            ->delimiter(',')
            ->allow_extra_args(false);
        command
            .add_option("--output", asked.output,
                        "file, for csv a folder, that is not there yet; default: standard output")
            ->envname("EXPORT_OUTPUT");
    }

    void add_backup() {
        auto& asked = to_.backup;
        add("backup", "copies the database, while it is being written to or not",
            [&asked] { return asked; })
            .add_option("FILE", asked.copy, "the copy to make; never over a file that is there")
            ->required();
    }

    void add_catalog() {
        auto& asked = to_.catalog;
        auto& catalog = *program_.add_subcommand("catalog", "products and their prices");
        catalog.require_subcommand(1)->fallthrough();
        add_to(catalog, "import", "takes categories, products and base prices from a CSV file",
               [&asked] { return asked; })
            .add_option("FILE", asked.file,
                        "a first line category,name,base_price, then a product a line")
            ->required();
    }

    void add_stock() {
        auto& asked = to_.stock;
        auto& stock = *program_.add_subcommand("stock", "what there is to sell");
        stock.require_subcommand(1)->fallthrough();
        auto& command =
            add_to(stock, "add", "adds a file of items to a product", [&asked] { return asked; });
        command.add_option("PRODUCT", asked.product, "its number, or its name")->required();
        command.add_option("FILE", asked.file, "one item a line")->required();
    }

    CLI::App& program_;
    all_requests& to_;
    std::vector<offered_command> offered_;
};

exit_status refuse(const CLI::App& program, const CLI::ParseError& unreadable, const terminal& to) {
    to.err << "agentbackend: " << sentence_of(program, unreadable)
           << "\nTry `agentbackend --help`.\n";
    return exit_status::bad_configuration;
}

}  // namespace

std::variant<invocation, exit_status> read_command_line(int argc, const char* const* argv,
                                                        const terminal& to) {
    invocation asked;
    all_requests requests;
    CLI::App program(description, "agentbackend");
    program.require_subcommand(1);
    program.set_version_flag("--version", "agentbackend " AGENTBACKEND_VERSION)
        ->configurable(false);
    add_options(program, asked.given);
    add_config_file(program);
    const command_table commands(program, requests);
    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        to.out << help_text(program);
        return exit_status::success;
    } catch (const CLI::CallForVersion&) {
        to.out << program.version() << "\n";
        return exit_status::success;
    } catch (const CLI::ParseError& unreadable) {
        return refuse(program, unreadable, to);
    }
    asked.asked = commands.chosen();
    take_secrets(asked.given);
    return asked;
}

}  // namespace agentbackend::host
