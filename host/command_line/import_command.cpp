#include "command_line/import_command.hpp"

#include <agentbackend/memory_store.hpp>
#include <agentbackend/sqlite_store.hpp>

#include <ostream>
#include <system_error>

#include "command_line/input_file.hpp"
#include "command_line/verify_command.hpp"
#include "config/database_files.hpp"
#include "config/database_lock.hpp"
#include "config/serve_config.hpp"
#include "config/store_sentences.hpp"
#include "log/logging.hpp"
#include "temporary_folder.hpp"
#include "transfer/backup.hpp"
#include "transfer/import.hpp"

namespace agentbackend::host {
namespace {

using transfer::frozen_difference;
using transfer::import_mode;
using transfer::import_outcome;
using transfer::import_report;

class import_run {
public:
    import_run(const import_request& asked, const settings& given)
        : asked_(asked),
          given_(given),
          rules_(check_rules(given)),
          files_(check_database(given)),
          input_(asked.files) {}

    import_report run() {
        // What would have to be made first is only made for an import that will succeed.
        const bool is_new = !is_founded(files_.database);
        if (asked_.is_dry_run || is_new || !files_.key) {
            auto rehearsal = rehearse(is_new);
            const bool goes_on = rehearsal.outcome == import_outcome::would_import;
            if (asked_.is_dry_run || !goes_on) return rehearsal;
        }
        return import_for_good();
    }

private:
    // On a copy, so that a host that runs goes on selling, and nothing of the database changes.
    import_report rehearse(bool is_new) {
        if (is_new) return rehearse_in(*make_memory_store());
        const auto place = make_place();
        return rehearse_in(*copy_into(place.path()));
    }

    import_report rehearse_in(store& data) {
        // What is sealed now is thrown away.
        return import_into(data, files_.key ? *files_.key : make_token_key(), import_mode::dry_run);
    }

    static temporary_folder make_place() {
        try {
            return temporary_folder();
        } catch (const std::system_error& why) {
            throw cannot_start(
                std::string("There is no place for the copy that is rehearsed on: ") + why.what() +
                ". Name a folder with TMPDIR.");
        }
    }

    // Not beside a running host, which would not know the new agents.
    import_report import_for_good() {
        const database_lock ours(files_.database);
        const auto log =
            make_log(check_log_level(given_.log_level), check_log_format(given_.log_format));
        const auto opened = open_database(files_, *log);
        return import_into(*opened.data, opened.key, import_mode::write);
    }

    std::unique_ptr<store> copy_into(const std::filesystem::path& folder) const {
        const auto copy = (folder / "rehearsal.db").string();
        const auto copied =
            transfer::copy_for_rehearsal({.database = files_.database.string(), .copy = copy});
        if (!copied) throw cannot_start(copied.error().facts().detail);
        auto opened = open_sqlite_store(copy);
        if (!opened) throw cannot_start(sentence(opened.error()));
        return std::move(*opened);
    }

    import_report import_into(store& data, const token_key& key, import_mode mode) {
        const aes_token_sealer sealer(key);
        const wall_clock time;
        const transfer::import_settings how{.sealer = sealer,
                                            .policy = rules_,
                                            .time = time,
                                            .mode = mode,
                                            .on_difference = asked_.reconciles
                                                                 ? frozen_difference::reconcile
                                                                 : frozen_difference::refuse};
        auto report = transfer::import_installation(data, input_.sources(), how);
        if (!report) throw cannot_start(sentence(report.error()), exit_status::failure);
        return std::move(*report);
    }

    std::string sentence(const error& why) const {
        return store_sentence(why, files_.database.string());
    }

    const import_request& asked_;
    const settings& given_;
    const backend_policy rules_;
    const database_files files_;
    input_files input_;
};

}  // namespace

exit_status carry_out(const import_request& asked, const settings& given, const terminal& at) {
    const auto report = import_run(asked, given).run();
    switch (report.outcome) {
        case import_outcome::refused: at.err << report; return exit_status::failure;
        case import_outcome::would_import:
        case import_outcome::nothing_new: at.out << report; return exit_status::success;
        case import_outcome::imported: break;
    }
    at.out << report;
    return carry_out(verify_request{}, given, at);
}

}  // namespace agentbackend::host
