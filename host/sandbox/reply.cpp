#include "sandbox/reply.hpp"

#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

reply refusal(const api_error& e) {
    json::object body;
    body["ok"] = false;
    body["error_code"] = e.code;
    body["description"] = e.description;
    if (!e.parameters.empty()) body["parameters"] = e.parameters;

    reply r;
    r.status = e.code;
    r.body = json::serialize(body);
    if (const auto* wait = e.parameters.if_contains("retry_after")) {
        r.retry_after = std::chrono::seconds{wait->to_number<std::int64_t>()};
    }
    return r;
}

}  // namespace

reply to_reply(const api_result<json::value>& result) {
    if (!result) return refusal(result.error());
    json::object body;
    body["ok"] = true;
    body["result"] = *result;
    reply r;
    r.body = json::serialize(body);
    return r;
}

reply file_reply(std::string bytes) {
    reply r;
    r.content_type = "application/octet-stream";
    r.body = std::move(bytes);
    return r;
}

reply no_reply() {
    reply r;
    r.manner = reply::manner::nothing;
    return r;
}

reply scripted_reply(const fault& f) {
    reply r;
    r.status = f.http_status;
    r.body = f.body;
    r.retry_after = f.retry_after;
    if (f.body.starts_with('<')) r.content_type = "text/html";
    return r;
}

reply spoil(reply r, const std::optional<fault>& f) {
    if (!f) return r;
    switch (f->kind) {
        case fault_kind::loses_answer: return no_reply();
        case fault_kind::cuts_answer: r.manner = reply::manner::cut; return r;
        case fault_kind::garbles_answer:
            r.body = r.body.substr(0, r.body.size() / 2) + "\x01";
            return r;
        case fault_kind::answers:
        case fault_kind::stays_silent:
        case fault_kind::hangs_up:
        case fault_kind::delays: return r;
    }
    return r;
}

}  // namespace agentbackend::sandbox
