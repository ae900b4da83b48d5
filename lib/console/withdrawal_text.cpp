#include "console/withdrawal_text.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t name_characters = 64;
// Imported ones are as long as they were; a page shows five requests.
constexpr std::size_t reason_characters = 256;

const std::string& reason_of(const withdrawal& request) {
    return request.status == withdrawal_status::cancelled ? request.cancel_reason
                                                          : request.reject_reason;
}

lines& add_details(const viewer& who, const withdrawal& request, lines& text) {
    text.add(phrase::withdrawal_status_line, {{"status", word(who.tongue, request.status)}})
        .add(phrase::withdrawal_amounts, {{"amount", request.amount.to_string()},
                                          {"fee", request.fee.to_string()},
                                          {"net", net_amount(request).to_string()}})
        .add(phrase::withdrawal_address, {{"address", request.address, text_style::code}})
        .add(phrase::withdrawal_created, {{"time", who.when(request.created_at)}});
    if (!request.txid.empty()) {
        text.add(phrase::withdrawal_txid, {{"txid", request.txid, text_style::code}});
    }
    if (const auto& reason = reason_of(request); !reason.empty()) {
        text.add(phrase::withdrawal_reason, {{"reason", ellipsis(reason, reason_characters)}});
    }
    return text;
}

lines started(const viewer& who, const withdrawal& request) {
    return lines(who).add(phrase::withdrawal_id,
                          {{"request", request.request_id, text_style::code}});
}

}  // namespace

styled_text describe(const viewer& who, const withdrawal& request) {
    auto text = started(who, request);
    return add_details(who, request, text);
}

styled_text describe_for_review(const viewer& who, const withdrawal& request,
                                std::string_view agent_name) {
    auto text = started(who, request);
    text.add(phrase::withdrawal_agent, {{"agent", ellipsis(agent_name, name_characters)}});
    return add_details(who, request, text);
}

}  // namespace agentbackend::console
