#include "audit_report.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <ostream>

#include "config/store_sentences.hpp"

namespace agentbackend::host {
namespace {

struct noun {
    std::string_view one;
    std::string_view many;
};

std::string counted(std::int64_t count, const noun& what) {
    return std::to_string(count) + " " + std::string(count == 1 ? what.one : what.many);
}

void print_extent(const audit_report& report, std::ostream& out) {
    out << "Checked " << counted(report.entries, {"journal entry", "journal entries"}) << ", "
        << counted(report.agents, {"agent", "agents"}) << ", "
        << counted(report.wallets, {"wallet", "wallets"}) << ", "
        << counted(report.orders, {"order", "orders"}) << " and "
        << counted(report.withdrawals, {"withdrawal", "withdrawals"}) << " against "
        << invariants().size() << " rules.\n";
}

void print_findings(const audit_report& report, std::ostream& out) {
    for (const auto& found : report.findings) {
        out << "  " << found.invariant << ": " << found.sentence << "\n";
    }
    if (report.more_findings != 0) out << "  and " << report.more_findings << " more\n";
}

result<audit_report> audit(const std::string& path,
                           const std::function<void(const audit_progress&)>& progress) {
    sqlite_options options;
    options.mode = sqlite_options::access::read_only;
    AGENTBACKEND_ASSIGN(const auto database, open_sqlite_store(path, options));
    AGENTBACKEND_ASSIGN(const auto state, database->read());
    return verify(state->view(), progress);
}

}  // namespace

audit_report audit_database(const std::string& path,
                            const std::function<void(const audit_progress&)>& progress) {
    auto report = audit(path, progress);
    if (!report) throw cannot_start(store_sentence(report.error(), path));
    return std::move(*report);
}

void print(const audit_report& report, std::ostream& out) {
    print_extent(report, out);
    if (report.is_clean()) {
        out << "Every balance is what the journal says, and every rule holds.\n";
        return;
    }
    out << "This is not as it must be:\n";
    print_findings(report, out);
}

exit_status verify_database(const std::string& path, std::ostream& out) {
    const auto report = audit_database(path);
    print(report, out);
    return report.is_clean() ? exit_status::success : exit_status::failure;
}

}  // namespace agentbackend::host
