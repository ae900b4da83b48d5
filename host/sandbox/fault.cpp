#include "sandbox/fault.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace agentbackend::sandbox {
namespace {

fault of_kind(fault_kind kind) {
    fault f;
    f.kind = kind;
    return f;
}

bool matches(const std::string& wanted, std::string_view actual) noexcept {
    return wanted.empty() || wanted == actual;
}

}  // namespace

fault error_answer(int status, std::string_view description) {
    boost::json::object body;
    body["ok"] = false;
    body["error_code"] = status;
    body["description"] = description;
    return raw_answer(status, boost::json::serialize(body));
}

fault too_many_requests(std::chrono::seconds retry_after) {
    boost::json::object parameters;
    parameters["retry_after"] = retry_after.count();
    boost::json::object body;
    body["ok"] = false;
    body["error_code"] = 429;
    body["description"] = "Too Many Requests: retry after " + std::to_string(retry_after.count());
    body["parameters"] = std::move(parameters);
    auto f = raw_answer(429, boost::json::serialize(body));
    f.retry_after = retry_after;
    return f;
}

fault unauthorized() { return error_answer(401, "Unauthorized"); }

fault conflict() {
    return error_answer(409,
                        "Conflict: terminated by other getUpdates request; make sure that only one "
                        "bot instance is running");
}

fault internal_server_error() { return error_answer(500, "Internal Server Error"); }

fault bad_gateway() { return raw_answer(502, "<html><body>502 Bad Gateway</body></html>"); }

fault raw_answer(int status, std::string body) {
    auto f = of_kind(fault_kind::answers);
    f.http_status = status;
    f.body = std::move(body);
    return f;
}

fault silence() { return of_kind(fault_kind::stays_silent); }

fault hang_up() { return of_kind(fault_kind::hangs_up); }

fault lost_answer() { return of_kind(fault_kind::loses_answer); }

fault cut_answer() { return of_kind(fault_kind::cuts_answer); }

fault garbled_answer() { return of_kind(fault_kind::garbles_answer); }

fault delay(std::chrono::milliseconds pause) {
    auto f = of_kind(fault_kind::delays);
    f.pause = pause;
    return f;
}

void faults::next(std::string method, std::size_t times, fault f) {
    next_matching(fault_filter{std::move(method), {}}, times, std::move(f));
}

void faults::next_matching(fault_filter filter, std::size_t times, fault f) {
    const std::lock_guard lock{mutex_};
    if (times > 0) rules_.push_back({std::move(filter), times, std::move(f)});
}

void faults::always_matching(fault_filter filter, fault f) {
    const std::lock_guard lock{mutex_};
    rules_.push_back({std::move(filter), std::nullopt, std::move(f)});
}

void faults::clear() {
    const std::lock_guard lock{mutex_};
    rules_.clear();
}

std::size_t faults::remaining() const {
    const std::lock_guard lock{mutex_};
    std::size_t count = 0;
    for (const auto& r : rules_) count += r.times.value_or(0);
    return count;
}

std::optional<fault> faults::take(std::string_view method, std::string_view bot) {
    const std::lock_guard lock{mutex_};
    const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const rule& r) {
        return matches(r.filter.method, method) && matches(r.filter.bot, bot);
    });
    if (found == rules_.end()) return std::nullopt;
    if (!found->times) return found->fault;
    auto taken = found->fault;
    if (--*found->times == 0) rules_.erase(found);
    return taken;
}

}  // namespace agentbackend::sandbox
