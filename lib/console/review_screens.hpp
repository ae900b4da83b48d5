// Withdrawals as the admins see them: one with its decisions, a page of them, and the totals.

#pragma once

#include <agentbackend/withdrawal.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "console/viewer.hpp"

namespace agentbackend::console {

// One request, and what can be decided about it now.
screen review_screen(const viewer&, const withdrawal&, std::string_view agent_name);

struct reviewed_request {
    withdrawal request;
    std::string agent_name;
};

// A filter as buttons carry it: zero for what is open, else a status counted from one.
constexpr std::int64_t filter_number(withdrawal_status status) noexcept {
    return static_cast<std::int64_t>(status) + 1;
}
std::vector<withdrawal_status> statuses_of(std::int64_t filter);

struct review_page {
    page<reviewed_request> requests;
    withdrawal_ref after;
    std::int64_t filter = 0;
};
screen review_list_screen(const viewer&, const review_page&);

screen totals_screen(const viewer&, const withdrawal_statistics&);

}  // namespace agentbackend::console
