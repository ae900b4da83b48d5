#include "transfer/import_differences.hpp"

namespace agentbackend::transfer {
namespace {

std::string shown(const std::string& text) { return text.empty() ? "nothing" : text; }
std::string shown(usdt amount) { return amount.to_string(); }
std::string shown(timestamp at) { return to_iso8601(at); }
std::string shown(user_id user) { return user ? std::to_string(user.value) : "nobody"; }
std::string shown(withdrawal_status status) { return std::string(name(status)); }
template <class T>
std::string shown(const std::optional<T>& value) {
    return value ? shown(*value) : "nothing";
}

class difference_list {
public:
    template <class T>
    difference_list& compare(std::string_view name, const T& in_file, const T& here) {
        if (in_file == here) return *this;
        add(name);
        text_.append(" (").append(shown(in_file)).append(" in the file, ");
        text_.append(shown(here)).append(" here)");
        return *this;
    }
    difference_list& add(std::string_view name) {
        if (!text_.empty()) text_ += ", ";
        text_.append(name);
        return *this;
    }
    std::string text() const { return text_; }

private:
    std::string text_;
};

}  // namespace

std::string differences(const agent_row& row, const agent& made, const agent& here,
                        frozen_difference on_difference) {
    difference_list list;
    if (row.name) list.compare("name", made.name, here.name);
    if (row.owner) list.compare("owner_user_id", made.owner, here.owner);
    list.compare("markup_usdt", made.markup, here.markup)
        .compare("profit_available_usdt", made.available, here.available);
    // What a reconciliation has changed is not what the file says.
    if (on_difference == frozen_difference::refuse) {
        list.compare("profit_frozen_usdt", made.frozen, here.frozen);
    }
    list.compare("total_paid_usdt", row.total_paid, here.total_paid());
    if (made.links != here.links) list.add("links");
    if (row.created_at) list.compare("created_at", made.created_at, here.created_at);
    return list.text();
}

std::string differences(const withdrawal_row& row, const withdrawal& made,
                        const withdrawal_here& other) {
    const auto& here = other.row;
    difference_list list;
    list.compare("agent_id", row.agent_id, other.agent_id);
    if (row.owner) list.compare("owner_user_id", made.owner, here.owner);
    list.compare("amount_usdt", made.amount, here.amount);
    if (row.fee) list.compare("fee_usdt", made.fee, here.fee);
    list.compare("address", made.address, here.address).compare("status", made.status, here.status);
    if (row.created_at) list.compare("created_at", made.created_at, here.created_at);
    list.compare("reviewed_at", made.reviewed_at, here.reviewed_at)
        .compare("reviewed_by", made.reviewed_by, here.reviewed_by)
        .compare("paid_at", made.paid_at, here.paid_at)
        .compare("paid_by", made.paid_by, here.paid_by);
    if (here.txid != unclaimed_txid(made.txid, made.request_id)) {
        list.compare("txid", made.txid, here.txid);
    }
    return list.compare("reject_reason", made.reject_reason, here.reject_reason)
        .compare("cancelled_at", made.cancelled_at, here.cancelled_at)
        .compare("cancelled_by", made.cancelled_by, here.cancelled_by)
        .compare("cancel_reason", made.cancel_reason, here.cancel_reason)
        .text();
}

std::string unclaimed_txid(const std::string& txid, const std::string& request_id) {
    const auto suffix = " (" + request_id + ")";
    return txid.ends_with(suffix) ? txid : txid + suffix;
}

}  // namespace agentbackend::transfer
