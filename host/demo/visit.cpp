#include "demo/visit.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <boost/system/system_error.hpp>

#include <ostream>

#include "config/serve_config.hpp"
#include "config/store_sentences.hpp"
#include "demo/cast.hpp"
#include "demo/demo_stage.hpp"
#include "demo/end_signal.hpp"
#include "demo/opening_day.hpp"
#include "demo_page/ledger_reader.hpp"
#include "demo_page/page.hpp"
#include "log/logging.hpp"

namespace agentbackend::host {
namespace {

using demo_page::character;
using demo_page::part;

constexpr unsigned short usual_port = 8642;

// Wide screens begin with the first three.
std::vector<character> people() {
    return {
        {cast::admin.id, "Admin 1", "en", part::admin, {}},
        {cast::alpha_owner.id, "Owner 7", "en", part::owner, "Alpha"},
        {cast::customer.id, "Customer 42", "en", part::customer, {}},
        {cast::beta_owner.id, "Owner 8", "zh-hans", part::owner, "Beta"},
        {chinese_customer, "客户 43", "zh-hans", part::customer, {}},
        {arabic_customer, "عميل 44", "ar", part::customer, {}},
        {45, "Customer 45, whose name is longer than most 🎁", "en", part::customer, {}},
    };
}

std::vector<demo_page::contact> bots(const demo_stage& stage) {
    std::vector<demo_page::contact> all;
    for (const auto& bot : {cast::main_bot, cast::alpha_bot, cast::beta_bot}) {
        all.push_back({.username = std::string(bot.username),
                       .name = std::string(bot.name),
                       .is_main = bot.id == cast::main_bot.id,
                       .token = std::string(bot.token),
                       .id = bot.id});
    }
    for (const auto& bot : stage.returning()) {
        all.push_back({.username = bot.username, .name = bot.name, .id = bot.id});
    }
    return all;
}

// Beside the running host.
std::shared_ptr<store> open_beside(const std::filesystem::path& database,
                                   sqlite_options::access mode) {
    sqlite_options options;
    options.mode = mode;
    auto opened = open_sqlite_store(database.string(), options);
    if (!opened) throw cannot_start(store_sentence(opened.error(), database.string()));
    return std::move(*opened);
}

std::unique_ptr<demo_page::page> open_page(demo_stage& stage, unsigned short port) {
    demo_page::options options;
    options.people = people();
    options.bots = bots(stage);
    options.port = port;
    options.books = [books = open_beside(stage.database(), sqlite_options::access::read_only)] {
        auto read = demo_page::read_ledger(*books);
        return read ? std::optional(std::move(*read)) : std::nullopt;
    };
    return std::make_unique<demo_page::page>(stage.world(), std::move(options));
}

// On the port that was asked for, or the usual one, or, when that is taken, any.
std::unique_ptr<demo_page::page> open_page(demo_stage& stage, std::optional<unsigned short> asked,
                                           std::ostream& out) {
    const auto port = asked.value_or(usual_port);
    try {
        return open_page(stage, port);
    } catch (const boost::system::system_error& refused) {
        const auto why =
            "Port " + std::to_string(port) + " cannot be used (" + refused.code().message() + ")";
        if (asked) throw cannot_start(why + ". Name another with --port; 0 takes any.");
        out << why << ": taking another.\n";
        return open_page(stage, 0);
    }
}

void open_shop(demo_stage& stage) {
    const auto database = open_beside(stage.database(), sqlite_options::access::read_write);
    const auto rules = backend::make({.admins = {user_id{cast::admin.id}}});
    const auto ids = make_random_ids();
    const wall_clock time;
    open_the_shop(stage.world(), {.database = *database,
                                  .rules = *rules,
                                  .time = time,
                                  .ids = *ids,
                                  .who = actor::person(user_id{cast::admin.id}, bot_ref::main())});
}

void introduce(const demo_stage& stage, const demo_request& asked, std::ostream& out) {
    const bool stays = !asked.database.empty();
    out << "A shop, two agents who resell from it, and their customers: all on this machine.\n"
        << "Database: " << stage.database().string() << (stays ? "\n" : " (gone in the end)\n")
        << "Ctrl+C ends it. Open this page in a browser:\n";
}

}  // namespace

exit_status receive_visitors(const demo_request& asked, std::ostream& out) {
    end_signal end;
    const auto log = make_log(spdlog::level::warn);
    demo_stage stage(*log, asked.database);
    stage.start_host([&] { end.give(); });
    {
        const auto page = open_page(stage, asked.page_port, out);
        if (!asked.is_bare) open_shop(stage);
        introduce(stage, asked, out);
        out << page->url() << std::endl;
        end.wait();
    }
    stage.stop_host();
    return exit_status::success;
}

}  // namespace agentbackend::host
