#include "console/review_screens.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "console/withdrawal_text.hpp"

namespace agentbackend::console {
namespace {

// What an admin can do about a request, where the rule lets them.
struct decision {
    withdrawal_command command;
    phrase label;
    phrase numbered_label;
    action what;
};

const decision decisions[]{
    {approve{}, phrase::label_approve, phrase::label_approve_numbered,
     action::tap_approve_withdrawal},
    {reject{}, phrase::label_reject, phrase::label_reject_numbered, action::tap_reject_withdrawal},
    {pay{}, phrase::label_pay, phrase::label_pay_numbered, action::tap_pay_withdrawal},
    {cancel_by_admin{}, phrase::label_cancel_request, phrase::label_cancel_numbered,
     action::tap_cancel_withdrawal},
};

// What the list can be narrowed to. The first is what is open.
struct list_filter {
    std::int64_t number;
    phrase label;
};

constexpr list_filter filters[]{
    {0, phrase::filter_open},
    {filter_number(withdrawal_status::pending), phrase::filter_pending},
    {filter_number(withdrawal_status::approved), phrase::filter_approved},
    {filter_number(withdrawal_status::paid), phrase::filter_paid},
    {filter_number(withdrawal_status::rejected), phrase::filter_rejected},
    {filter_number(withdrawal_status::cancelled), phrase::filter_cancelled}};

const list_filter& chosen_filter(std::int64_t number) {
    const auto* chosen = std::find_if(std::begin(filters), std::end(filters),
                                      [&](const list_filter& f) { return f.number == number; });
    return chosen == std::end(filters) ? filters[0] : *chosen;
}

void add_filters(const viewer& who, std::int64_t chosen, screen& shown) {
    constexpr std::size_t in_a_row = 3;
    button_row row;
    for (const auto& next : filters) {
        auto label = who.text(next.label);
        if (next.number == chosen_filter(chosen).number) {
            label = who.text(phrase::filter_chosen, {{"filter", label}});
        }
        row.push_back(who.tap(std::move(label), action::tap_withdrawals, {0, next.number}));
        if (row.size() == in_a_row) shown.rows.push_back(std::exchange(row, {}));
    }
}

}  // namespace

screen review_screen(const viewer& who, const withdrawal& request, std::string_view agent_name) {
    screen shown{describe_for_review(who, request, agent_name), {}};
    button_row row;
    for (const auto& next : decisions) {
        if (!check_transition(request, next.command)) continue;
        row.push_back(who.tap(next.label, next.what, {request.ref.value, 0}));
    }
    if (!row.empty()) shown.rows.push_back(std::move(row));
    shown.rows.push_back(
        {who.tap(phrase::label_refresh, action::tap_withdrawal, {request.ref.value, 0}),
         who.tap(phrase::label_review, action::tap_withdrawals)});
    return shown;
}

std::vector<withdrawal_status> statuses_of(std::int64_t filter) {
    for (const auto status : all_withdrawal_statuses) {
        if (filter == filter_number(status)) return {status};
    }
    return {withdrawal_status::pending, withdrawal_status::approved};
}

screen review_list_screen(const viewer& who, const review_page& shown_page) {
    const auto& [requests, after, filter] = shown_page;
    auto text =
        lines(who).title(phrase::review_title, {{"filter", who.text(chosen_filter(filter).label)}});
    if (requests.rows.empty()) text.add(phrase::review_none);
    screen shown;
    int number = 0;
    for (const auto& [request, agent_name] : requests.rows) {
        text.blank().add(styled_text(std::to_string(++number) + ". ")
                             .append(describe_for_review(who, request, agent_name)));
        button_row row;
        for (const auto& next : decisions) {
            if (!check_transition(request, next.command)) continue;
            row.push_back(
                who.tap(who.text(next.numbered_label, {{"number", std::to_string(number)}}),
                        next.what, {request.ref.value, 0}));
        }
        if (!row.empty()) shown.rows.push_back(std::move(row));
    }
    add_paging(who, shown,
               {.what = action::tap_withdrawals,
                .shown_after = after.value,
                .next_after = requests.has_more ? requests.rows.back().request.ref.value : 0,
                .filter = filter});
    add_filters(who, filter, shown);
    shown.rows.push_back({who.tap(phrase::label_back, action::tap_admin_menu)});
    shown.text = text;
    return shown;
}

screen totals_screen(const viewer& who, const withdrawal_statistics& totals) {
    auto text = lines(who).title(phrase::totals_title);
    for (const auto status : all_withdrawal_statuses) {
        const auto& bucket = totals.of(status);
        text.add(phrase::totals_line, {{"status", word(who.tongue, status)},
                                       {"count", std::to_string(bucket.count)},
                                       {"sum", bucket.sum.to_string()}});
    }
    text.add(phrase::totals_fees, {{"fees", totals.fees_earned.to_string()}})
        .add(phrase::totals_net, {{"net", totals.net_paid.to_string()}})
        .add(phrase::totals_frozen_agents, {{"count", std::to_string(totals.agents_with_frozen)}});
    if (totals.oldest_pending) {
        text.add(phrase::totals_oldest, {{"time", who.when(*totals.oldest_pending)}});
    }
    return {text, {{who.tap(phrase::label_back, action::tap_admin_menu)}}};
}

}  // namespace agentbackend::console
