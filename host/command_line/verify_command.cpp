#include "command_line/verify_command.hpp"

#include "audit_report.hpp"
#include "command_line/progress_line.hpp"

namespace agentbackend::host {
namespace {

audit_report watch_audit(const std::string& database, const terminal& at) {
    progress_line line(at, "Checking");
    return audit_database(database,
                          [&](const audit_progress& now) { line.show(now.step, now.rows); });
}

}  // namespace

exit_status carry_out(const verify_request&, const settings& given, const terminal& at) {
    const auto report = watch_audit(given.database, at);
    print(report, at.out);
    return report.is_clean() ? exit_status::success : exit_status::failure;
}

}  // namespace agentbackend::host
