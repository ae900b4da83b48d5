#include "backend/invariant_checks.hpp"

namespace agentbackend {

void finding_list::add(const invariant& broken, std::string sentence) {
    if (report_.findings.size() == audit_report::max_findings) {
        ++report_.more_findings;
        return;
    }
    report_.findings.push_back({std::string(broken.name), std::move(sentence)});
}

check_list make_invariant_checks() {
    check_list checks;
    add_checks_of_journal(checks);
    add_checks_of_balances(checks);
    add_checks_of_goods(checks);
    add_checks_of_withdrawals(checks);
    add_checks_of_earnings(checks);
    return checks;
}

}  // namespace agentbackend
