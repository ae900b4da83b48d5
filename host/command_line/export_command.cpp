#include "command_line/export_command.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <set>

#include "config/store_sentences.hpp"
#include "transfer/export.hpp"
#include "transfer/partial_file.hpp"

namespace agentbackend::host {
namespace {

namespace fs = std::filesystem;
using transfer::export_table;

std::vector<export_table> tables_of(const export_request& asked) {
    if (asked.tables.empty()) {
        return {transfer::all_export_tables.begin(), transfer::all_export_tables.end()};
    }
    std::set<export_table> tables;
    for (const auto& name : asked.tables) {
        const auto table = transfer::parse_export_table(name);
        if (!table) {
            throw cannot_start("\"" + name +
                               "\" in --tables is none: agents, orders, withdrawals and journal "
                               "are.");
        }
        tables.insert(*table);
    }
    return {tables.begin(), tables.end()};
}

cannot_start failure_of(const error& why, const std::string& path) {
    const auto& detail = why.facts().detail;
    return cannot_start(detail.empty() ? store_sentence(why, path) : detail, exit_status::failure);
}

// Files that get their names together, in a folder that goes again when they do not.
class output_files {
public:
    output_files() = default;
    output_files(const output_files&) = delete;
    output_files& operator=(const output_files&) = delete;
    ~output_files() {
        files_.clear();
        std::error_code ignored;
        if (!new_folder_.empty()) fs::remove(new_folder_, ignored);  // while it is empty
    }

    void make_folder(const std::string& path) {
        std::error_code told_by_mkdir;
        if (fs::is_directory(path, told_by_mkdir)) return;
        if (::mkdir(path.c_str(), S_IRWXU) != 0) {
            throw failure_of(transfer::file_failure(path, errno), path);
        }
        new_folder_ = path;
    }

    template <class Write>
    void write(const std::string& name, Write what) {
        auto file = transfer::partial_file::create(name);
        if (!file) throw failure_of(file.error(), name);
        std::ofstream out(file->path(), std::ios::binary);
        auto written = what(out);
        out.close();
        if (written && !out) written = transfer::file_failure(name, EIO);
        if (!written) throw failure_of(written.error(), name);
        files_.push_back(std::move(*file));
        names_.push_back(name);
    }

    void keep(std::ostream& told) {
        for (std::size_t i = 0; i < files_.size(); ++i) {
            const auto kept = files_[i].keep();
            if (!kept) throw failure_of(kept.error(), names_[i]);
            told << "Wrote " << names_[i] << "\n";
        }
        new_folder_.clear();
    }

private:
    std::string new_folder_;
    std::deque<transfer::partial_file> files_;
    std::vector<std::string> names_;
};

class export_run {
public:
    export_run(const export_request& asked, const settings& given, const terminal& at)
        : asked_(asked), at_(at), database_(given.database), tables_(tables_of(asked)) {
        check_form();
        auto opened = open_sqlite_store(database_, {.mode = sqlite_options::access::read_only});
        if (!opened) throw cannot_start(store_sentence(opened.error(), database_));
        data_ = std::move(*opened);
        auto state = data_->read();
        if (!state) throw cannot_start(store_sentence(state.error(), database_));
        state_ = std::move(*state);
    }

    void run() {
        if (asked_.output.empty()) {
            const auto written = write(tables_.front(), at_.out);
            if (!written) throw failure_of(written.error(), database_);
        } else if (asked_.format == "csv") {
            write_folder();
        } else {
            output_files made;
            made.write(asked_.output,
                       [&](std::ostream& out) { return write(tables_.front(), out); });
            made.keep(at_.err);
        }
    }

private:
    void check_form() const {
        if (asked_.format == "hledger" && !asked_.tables.empty()) {
            throw cannot_start("hledger has the journal, whole. Leave out --tables.");
        }
        if (asked_.format == "csv" && asked_.output.empty() && tables_.size() != 1) {
            throw cannot_start(
                "A CSV file is one table. Name a folder for all of them with --output, or one "
                "table with --tables.");
        }
    }

    // All of it; of CSV, one table.
    result<void> write(export_table table, std::ostream& out) {
        auto& rows = state_->view();
        if (asked_.format == "csv") return transfer::export_csv(rows, table, out);
        if (asked_.format == "hledger") return transfer::export_hledger(rows, out);
        return transfer::export_jsonl(rows, tables_, out);
    }

    void write_folder() {
        output_files made;
        made.make_folder(asked_.output);
        for (const auto table : tables_) {
            const auto name =
                fs::path(asked_.output) / (std::string(transfer::name(table)) + ".csv");
            made.write(name.string(), [&](std::ostream& out) { return write(table, out); });
        }
        made.keep(at_.err);
    }

    const export_request& asked_;
    const terminal& at_;
    const std::string database_;
    const std::vector<export_table> tables_;
    std::unique_ptr<store> data_;
    std::unique_ptr<snapshot> state_;
};

}  // namespace

exit_status carry_out(const export_request& asked, const settings& given, const terminal& at) {
    export_run(asked, given, at).run();
    return exit_status::success;
}

}  // namespace agentbackend::host
