#include "transfer/import.hpp"

#include <algorithm>
#include <ostream>

#include "transfer/import_files.hpp"
#include "transfer/import_plan.hpp"

namespace agentbackend::transfer {
namespace {

// Writes the plan and audits the books with it, all of it visible in this transaction only.
result<void> write_and_audit(const import_plan& plan, unit_of_work& work, timestamp now,
                             import_report& report) {
    AGENTBACKEND_TRY(carry_out(plan, work, now, report.problems));
    if (!report.problems.empty()) return success();
    AGENTBACKEND_ASSIGN(report.audit, verify(work));
    for (const auto& found : report.audit.findings) {
        report.problems.add({}, "The books would not agree (" + found.invariant +
                                    "): " + found.sentence +
                                    ". Run agentbackend verify, and mend what it finds first.");
    }
    return success();
}

result<void> import_rows_into(store& database, const import_rows& rows,
                              const import_settings& settings, import_report& report) {
    AGENTBACKEND_ASSIGN(const auto unit, database.begin());
    auto& work = unit->work();
    AGENTBACKEND_ASSIGN(const auto last, work.last_committed_at());
    const auto now = std::max(settings.time.now(), last);
    AGENTBACKEND_ASSIGN(const auto plan, plan_import(work, rows, settings, now, report));
    if (!report.problems.empty()) return success();
    AGENTBACKEND_TRY(write_and_audit(plan, work, now, report));
    if (!report.problems.empty()) return success();
    if (plan.is_empty()) {
        report.outcome = import_outcome::nothing_new;
        return success();
    }
    if (settings.mode == import_mode::dry_run) {
        report.outcome = import_outcome::would_import;
        return success();
    }
    AGENTBACKEND_TRY(unit->commit());
    report.outcome = import_outcome::imported;
    return success();
}

std::ostream& print_tally(std::ostream& out, std::string_view what,
                          const import_report::tally& tally) {
    return out << what << ": " << tally.added << " new, " << tally.unchanged << " here already, "
               << tally.changed << " here already but different.\n";
}

void print_remarks(std::ostream& out, std::string_view title, const remarks& all) {
    if (!all.empty()) out << title << '\n' << all;
}

std::string_view conclusion(import_outcome outcome) {
    switch (outcome) {
        case import_outcome::imported:
            return "Imported. Every balance is what the journal says, and every rule holds.";
        case import_outcome::would_import:
            return "Nothing was written: this was a dry run. The same run without it will import "
                   "all of this, and the books will agree.";
        case import_outcome::nothing_new:
            return "Nothing was written: all of it is here already, and every rule holds.";
        case import_outcome::refused:
            return "Nothing was imported. Mend what stands above, and run the import again.";
    }
    return {};
}

}  // namespace

result<import_report> import_installation(store& database, std::span<const source> files,
                                          const import_settings& settings) {
    auto read = read_import_files(files);
    import_report report;
    report.problems = std::move(read.problems);
    report.flags = std::move(read.flags);
    // Without all lines, the rest would be misjudged.
    if (!report.problems.empty()) return report;
    AGENTBACKEND_TRY(import_rows_into(database, read.rows, settings, report));
    return report;
}

std::ostream& operator<<(std::ostream& out, const import_report& report) {
    if (report.outcome == import_outcome::refused) {
        print_remarks(out, "These stand in the way:", report.problems);
        return out << conclusion(report.outcome) << '\n';
    }
    print_tally(out, "Agents", report.agents);
    print_tally(out, "Withdrawals", report.withdrawals);
    if (report.agents.added != 0) {
        out << "Brought in: available " << report.available.to_string() << " USDT, frozen "
            << report.frozen.to_string() << " USDT, paid out so far "
            << report.total_paid.to_string() << " USDT.\n";
    }
    if (report.tokens_needed != 0) {
        out << counted(report.tokens_needed, "agent") << " without a token that can be read.\n";
    }
    print_remarks(out, "Here already, but different; left as they are here:", report.changed);
    print_remarks(out, "Worth a look:", report.flags);
    return out << conclusion(report.outcome) << '\n';
}

}  // namespace agentbackend::transfer
