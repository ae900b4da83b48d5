#include "command_line/goods_commands.hpp"

#include <agentbackend/memory_store.hpp>
#include <agentbackend/sqlite_store.hpp>

#include <ostream>

#include "command_line/input_file.hpp"
#include "command_line/progress_line.hpp"
#include "config/database_files.hpp"
#include "config/store_sentences.hpp"
#include "transfer/catalog_import.hpp"
#include "transfer/stock_import.hpp"

namespace agentbackend::host {
namespace {

// Nobody in Telegram has this number. It never changes: the keys that make a repeated stock file
// harmless are its own.
constexpr user_id operator_at_the_terminal{0};

class shop_at_hand {
public:
    explicit shop_at_hand(std::unique_ptr<store> data)
        : data_(std::move(data)), rules_(*backend::make({.admins = {operator_at_the_terminal}})) {}

    store& data() { return *data_; }
    transfer::shopkeeper keeper() {
        return {.database = *data_,
                .rules = rules_,
                .time = time_,
                .ids = *ids_,
                .who = actor::person(operator_at_the_terminal, bot_ref::main())};
    }

private:
    std::unique_ptr<store> data_;
    const backend rules_;
    const wall_clock time_;
    const std::unique_ptr<id_source> ids_ = make_random_ids();
};

std::unique_ptr<store> open(const std::string& path) {
    auto opened = open_sqlite_store(path);
    if (!opened) throw cannot_start(store_sentence(opened.error(), path));
    return std::move(*opened);
}

transfer::catalog_report import_into(std::unique_ptr<store> data, input_files& files,
                                     const std::string& path, const terminal& at) {
    shop_at_hand shop(std::move(data));
    progress_line line(at, "Importing");
    auto report = transfer::import_catalog(
        shop.keeper(), files.sources().front(),
        [&](const transfer::row_progress& now) { line.show(now.done, now.total); });
    if (!report) throw cannot_start(store_sentence(report.error(), path), exit_status::failure);
    return std::move(*report);
}

transfer::catalog_report import_catalog_file(const std::string& file, const std::string& database,
                                             const terminal& at) {
    input_files files({file});
    if (!is_founded(database)) {
        auto rehearsal = import_into(make_memory_store(), files, database, at);
        if (!rehearsal.problems.empty()) return rehearsal;
    }
    return import_into(open(database), files, database, at);
}

product named_product(store& data, const std::string& product_name, const std::string& path) {
    const auto state = data.read();
    if (!state) throw cannot_start(store_sentence(state.error(), path));
    auto found = transfer::find_product((*state)->view(), product_name);
    if (found) return std::move(*found);
    const auto& why = found.error();
    if (why.code() != errc::product_not_found) throw cannot_start(store_sentence(why, path));
    const auto& detail = why.facts().detail;
    throw cannot_start("There is no one product \"" + product_name + "\" in " + path + ": " +
                       (detail.empty()
                            ? std::string("none has this number or name. `/start` in the "
                                          "main bot lists what there is")
                            : detail) +
                       ".");
}

transfer::stock_report add_items(shop_at_hand& shop, const product& to, const std::string& file,
                                 const std::string& database, const terminal& at) {
    input_files files({file});
    progress_line line(at, "Adding");
    auto report = transfer::add_stock_file(
        shop.keeper(), to.ref, files.sources().front(),
        [&](const transfer::row_progress& now) { line.show(now.done, now.total); });
    if (report) return std::move(*report);
    throw cannot_start(store_sentence(report.error(), database) +
                           " Then run the same command again: what is in already is not added "
                           "twice.",
                       exit_status::failure);
}

template <class Report>
exit_status say(const Report& report, const terminal& at) {
    const bool is_refused = !report.problems.empty();
    (is_refused ? at.err : at.out) << report;
    return is_refused ? exit_status::failure : exit_status::success;
}

}  // namespace

exit_status carry_out(const catalog_import_request& asked, const settings& given,
                      const terminal& at) {
    return say(import_catalog_file(asked.file, given.database, at), at);
}

exit_status carry_out(const stock_add_request& asked, const settings& given, const terminal& at) {
    if (!is_founded(given.database)) {
        throw cannot_start("There is no database " + given.database +
                           ". Name the shop's with --database.");
    }
    shop_at_hand shop(open(given.database));
    const auto to = named_product(shop.data(), asked.product, given.database);
    const auto report = add_items(shop, to, asked.file, given.database, at);
    if (report.problems.empty()) at.out << "Product " << to.ref.value << ", " << to.name << ": ";
    return say(report, at);
}

}  // namespace agentbackend::host
