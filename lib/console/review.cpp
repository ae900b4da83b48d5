// Withdrawals in the hands of the admins: listing, deciding by command and by button, statistics.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"
#include "console/notices.hpp"
#include "console/review_screens.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t requests_on_a_page = 5;

result<std::string> agent_name_of(turn& t, const withdrawal& request) {
    AGENTBACKEND_ASSIGN(const auto found, t.work.find_agent(request.agent));
    return found ? found->name : std::string();
}

// --- Listing ---------------------------------------------------------------------------------

result<void> open_list(turn& t) { return show_withdrawals(t, {t.args[0]}, t.args[1]); }

result<void> list_by_command(turn& t) {
    const auto wanted = next_word(t.text).word;
    if (wanted.empty()) return show_withdrawals(t, {}, 0);
    const auto status = parse_withdrawal_status(wanted);
    if (!status) {
        t.send(t.view.say(phrase::unknown_status, {{"status", ellipsis(wanted, 32)}}));
        return success();
    }
    return show_withdrawals(t, {}, filter_number(*status));
}

result<void> open_request(turn& t) { return show_withdrawal(t, {t.args[0]}); }

result<void> show_totals(turn& t) {
    AGENTBACKEND_ASSIGN(const auto totals, t.work.withdrawal_totals());
    t.show(totals_screen(t.view, totals));
    return success();
}

// What waits for somebody is listed from the oldest on, what is over from the newest.
result<std::vector<withdrawal>> listed(turn& t, withdrawal_ref cursor, std::int64_t filter) {
    const withdrawal_filter wanted{.agent = std::nullopt, .statuses = statuses_of(filter)};
    return is_final(wanted.statuses.front())
               ? t.work.newest_withdrawals(wanted, cursor, requests_on_a_page + 1)
               : t.work.withdrawals(wanted, cursor, requests_on_a_page + 1);
}

// --- Deciding --------------------------------------------------------------------------------

result<void> show_decided(turn& t, const withdrawal_outcome& changed) {
    const auto& request = changed.now;
    AGENTBACKEND_ASSIGN(const auto name, agent_name_of(t, request));
    auto done = t.view.say(phrase::review_done, {{"request", request.request_id},
                                                 {"status", word(t.view.tongue, request.status)}});
    t.show(with_notice(std::move(done), review_screen(t.view, request, name)));
    return tell(t, changed);
}

// The request as the text names it.
result<withdrawal> named_request(turn& t, std::string_view id) {
    AGENTBACKEND_ASSIGN(auto found, t.work.find_withdrawal_by_id(id));
    if (!found) return error(errc::withdrawal_not_found).subject(id);
    return std::move(*found);
}

result<void> decide_by_command(turn& t, std::string_view id, const withdrawal_command& command) {
    const auto request = named_request(t, id);
    if (!request) return t.refuse(request.error());
    const auto changed =
        t.with.shop.apply(t.work, t.by_person(t.delivery_key()), request->ref, command);
    if (!changed) return t.refuse(changed.error());
    return show_decided(t, *changed);
}

result<void> approve_by_command(turn& t) {
    const auto id = next_word(t.text).word;
    return id.empty() ? explain_usage(t) : decide_by_command(t, id, approve{});
}

result<void> reject_by_command(turn& t) {
    const auto [id, reason] = next_word(t.text);
    return id.empty() ? explain_usage(t) : decide_by_command(t, id, reject{std::string(reason)});
}

result<void> pay_by_command(turn& t) {
    const auto [id, transaction] = next_word(t.text);
    return transaction.empty() ? explain_usage(t)
                               : decide_by_command(t, id, pay{std::string(transaction)});
}

result<void> cancel_by_command(turn& t) {
    const auto [id, reason] = next_word(t.text);
    return reason.empty() ? explain_usage(t)
                          : decide_by_command(t, id, cancel_by_admin{std::string(reason)});
}

// --- By button -------------------------------------------------------------------------------

// A decision that came too late is answered with how the request stands.
result<void> refuse_with_request(turn& t, const error& refused) {
    AGENTBACKEND_TRY(t.refuse(refused));
    return refused.code() == errc::withdrawal_not_found ? show_withdrawals(t, {}, 0)
                                                        : open_request(t);
}

result<void> approve_by_tap(turn& t) {
    const auto changed = t.with.shop.apply(t.work, t.by_person(), {t.args[0]}, approve{});
    if (!changed) return refuse_with_request(t, changed.error());
    return show_decided(t, *changed);
}

// Asks for the word that a decision needs, unless the request has moved on.
struct missing_word {
    withdrawal_command command;  // still without the word
    action state;
    phrase question;
};

result<void> ask_word(turn& t, const missing_word& missing) {
    const auto found = existing_withdrawal(t.work, {t.args[0]});
    if (!found) return refuse_with_request(t, found.error());
    if (const auto checked = check_transition(*found, missing.command); !checked) {
        return refuse_with_request(t, checked.error());
    }
    return t.ask(missing.state, review_draft{found->ref},
                 t.view.say(missing.question, {{"request", found->request_id, text_style::code},
                                               {"net", net_amount(*found).to_string()},
                                               {"address", found->address, text_style::code}}));
}

result<void> reject_by_tap(turn& t) {
    return ask_word(t, {reject{}, action::awaiting_reject_reason, phrase::ask_reject_reason});
}

result<void> pay_by_tap(turn& t) {
    return ask_word(t, {pay{}, action::awaiting_payment_txid, phrase::ask_txid});
}

result<void> cancel_by_tap(turn& t) {
    return ask_word(t,
                    {cancel_by_admin{}, action::awaiting_cancel_reason, phrase::ask_cancel_reason});
}

// What was typed may be mended; that the request has moved on may not.
result<void> decide_by_dialog(turn& t, const withdrawal_command& command) {
    const auto begun = t.gathered<review_draft>();
    if (!begun) return t.lose_thread();
    const auto changed =
        t.with.shop.apply(t.work, t.by_person(t.dialog_key()), begun->request, command);
    if (!changed) {
        const auto code = changed.error().code();
        if (code == errc::txid_malformed || code == errc::txid_already_used) {
            return t.ask_again(changed.error());
        }
        AGENTBACKEND_TRY(t.refuse(changed.error()));
        return t.end_dialog();
    }
    AGENTBACKEND_TRY(t.end_dialog());
    return show_decided(t, *changed);
}

result<void> take_txid(turn& t) { return decide_by_dialog(t, pay{read_code(t.text)}); }

result<void> take_cancel_reason(turn& t) {
    return decide_by_dialog(t, cancel_by_admin{read_code(t.text)});
}

}  // namespace

result<void> take_reject_reason(turn& t) { return decide_by_dialog(t, reject{read_code(t.text)}); }

result<void> show_withdrawal(turn& t, withdrawal_ref ref) {
    const auto found = existing_withdrawal(t.work, ref);
    if (!found) return t.refuse(found.error());
    AGENTBACKEND_ASSIGN(const auto name, agent_name_of(t, *found));
    t.show(review_screen(t.view, *found, name));
    return success();
}

result<void> show_withdrawals(turn& t, withdrawal_ref after, std::int64_t filter) {
    AGENTBACKEND_ASSIGN(auto found, listed(t, after, filter));
    const auto requests = cut(std::move(found), requests_on_a_page);
    review_page shown{.requests = {{}, requests.has_more}, .after = after, .filter = filter};
    for (const auto& request : requests.rows) {
        AGENTBACKEND_ASSIGN(auto name, agent_name_of(t, request));
        shown.requests.rows.push_back({request, std::move(name)});
    }
    t.show(review_list_screen(t.view, shown));
    return success();
}

void add_review(routes& all) {
    on(all, default_group, action::command_withdraw_list, list_by_command);
    on(all, default_group, action::command_withdraw_approve, approve_by_command);
    on(all, default_group, action::command_withdraw_reject, reject_by_command);
    on(all, default_group, action::command_withdraw_pay, pay_by_command);
    on(all, default_group, action::command_withdraw_cancel, cancel_by_command);
    on(all, default_group, action::command_withdraw_stats, show_totals);
    on(all, default_group, action::tap_withdrawals, open_list);
    on(all, default_group, action::tap_withdrawal, open_request);
    on(all, default_group, action::tap_approve_withdrawal, approve_by_tap);
    on(all, default_group, action::tap_reject_withdrawal, reject_by_tap);
    on(all, default_group, action::tap_pay_withdrawal, pay_by_tap);
    on(all, default_group, action::tap_cancel_withdrawal, cancel_by_tap);
    on(all, default_group, action::awaiting_reject_reason, take_reject_reason);
    on(all, default_group, action::awaiting_payment_txid, take_txid);
    on(all, default_group, action::awaiting_cancel_reason, take_cancel_reason);
    on(all, default_group, action::tap_withdrawal_totals, show_totals);
}

}  // namespace agentbackend::console
