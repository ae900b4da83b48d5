#include "transfer/exported_rows.hpp"

#include <optional>

#include "transfer/pages.hpp"

namespace agentbackend::transfer {
namespace {

exported_value value_of(usdt amount) { return amount.to_string(); }
exported_value value_of(timestamp at) { return to_iso8601(at); }
exported_value value_of(std::int64_t number) { return number; }
template <class Tag>
exported_value value_of(strong_id<Tag> id) {
    return id ? exported_value(id.value) : exported_value();
}
template <class T>
exported_value value_of(const std::optional<T>& value) {
    return value ? value_of(*value) : exported_value();
}

exported_value agent_of(bot_ref bot, const agent_names& names) {
    return bot.is_main() ? exported_value() : transfer::value_of(names.of(bot.agent()).agent_id);
}

bool is_of_order(movement what) {
    return what == movement::order_paid || what == movement::order_refunded;
}

bool is_of_withdrawal(movement what) {
    return what == movement::withdrawal_requested || what == movement::withdrawal_rejected ||
           what == movement::withdrawal_cancelled || what == movement::withdrawal_paid;
}

}  // namespace

result<agent_names> agent_names::read(reader& rows) {
    agent_names all;
    AGENTBACKEND_TRY(each_row(
        agent_ref{}, [&](auto after) { return rows.agents(after, page_size); },
        [](const agent& a) { return a.ref; },
        [&](const agent& a) {
            all.names_[a.ref] = {a.agent_id, a.name};
            return success();
        }));
    return all;
}

agent_names::agent_name agent_names::of(agent_ref ref) const {
    const auto found = names_.find(ref);
    return found == names_.end() ? agent_name{std::to_string(ref.value), ""} : found->second;
}

exported_value value_of(std::string_view text) {
    return text.empty() ? exported_value() : exported_value(std::string(text));
}

exported_fields fields_of(const agent& a) {
    return {{"agent_id", value_of(a.agent_id)},
            {"name", value_of(a.name)},
            {"status", value_of(name(a.status))},
            {"owner_user_id", value_of(a.owner)},
            {"markup_usdt", value_of(a.markup)},
            {"profit_available_usdt", value_of(a.available)},
            {"profit_frozen_usdt", value_of(a.frozen)},
            {"total_paid_usdt", value_of(a.total_paid())},
            {"created_at", value_of(a.created_at)},
            {"updated_at", value_of(a.updated_at)}};
}

exported_fields fields_of(const order& o, const agent_names& names) {
    return {{"order_id", value_of(o.ref)},
            {"agent_id", agent_of(o.bot, names)},
            {"customer_user_id", value_of(o.customer)},
            {"product_id", value_of(o.product)},
            {"product_name", value_of(o.product_name)},
            {"quantity", value_of(o.terms.quantity)},
            {"base_price_usdt", value_of(o.terms.unit.base)},
            {"markup_usdt", value_of(o.terms.unit.markup)},
            {"unit_price_usdt", value_of(o.terms.unit_total)},
            {"total_usdt", value_of(o.terms.total)},
            {"revenue_usdt", value_of(o.terms.revenue)},
            {"profit_usdt", value_of(o.terms.profit)},
            {"status", value_of(name(o.status))},
            {"created_at", value_of(o.created_at)},
            {"refunded_at", value_of(o.refunded_at)},
            {"refunded_by", value_of(o.refunded_by)},
            {"refund_reason", value_of(o.refund_reason)}};
}

exported_fields fields_of(const withdrawal& w, const agent_names& names) {
    return {{"request_id", value_of(w.request_id)},
            {"agent_id", value_of(names.of(w.agent).agent_id)},
            {"owner_user_id", value_of(w.owner)},
            {"amount_usdt", value_of(w.amount)},
            {"fee_usdt", value_of(w.fee)},
            {"address", value_of(w.address)},
            {"status", value_of(name(w.status))},
            {"created_at", value_of(w.created_at)},
            {"reviewed_at", value_of(w.reviewed_at)},
            {"reviewed_by", value_of(w.reviewed_by)},
            {"paid_at", value_of(w.paid_at)},
            {"paid_by", value_of(w.paid_by)},
            {"txid", value_of(w.txid)},
            {"reject_reason", value_of(w.reject_reason)},
            {"cancelled_at", value_of(w.cancelled_at)},
            {"cancelled_by", value_of(w.cancelled_by)},
            {"cancel_reason", value_of(w.cancel_reason)}};
}

exported_fields fields_of(const journal_entry& e, std::string_view request_id) {
    const auto order = is_of_order(e.draft.what) ? e.draft.subject : 0;
    return {{"sequence", value_of(e.sequence)},         {"at", value_of(e.at)},
            {"movement", value_of(name(e.draft.what))}, {"order_id", value_of(order_ref{order})},
            {"request_id", value_of(request_id)},       {"note", value_of(e.draft.note)},
            {"hash", value_of(to_hex(e.hash))}};
}

exported_fields fields_of(const posting& p, const agent_names& names) {
    return {{"account", value_of(name(p.where.kind()))},
            {"agent_id", agent_of(p.where.bot(), names)},
            {"user_id", value_of(p.where.user())},
            {"amount_usdt", value_of(p.amount)}};
}

result<std::string> request_of(const journal_entry& entry, reader& rows) {
    if (!is_of_withdrawal(entry.draft.what)) return std::string();
    AGENTBACKEND_ASSIGN(const auto found,
                        rows.find_withdrawal(withdrawal_ref{entry.draft.subject}));
    return found ? found->request_id : std::string();
}

}  // namespace agentbackend::transfer
