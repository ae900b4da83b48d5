#include <agentbackend/earnings.hpp>

#include "invariant.hpp"

namespace agentbackend {
namespace {

using namespace std::chrono;

}  // namespace

result<earnings> add(const earnings& one, const earnings& other) {
    earnings sum{.sales = one.sales + other.sales, .refunds = one.refunds + other.refunds};
    AGENTBACKEND_ASSIGN(sum.earned, add(one.earned, other.earned));
    AGENTBACKEND_ASSIGN(sum.taken_back, add(one.taken_back, other.taken_back));
    return sum;
}

usdt net_of(const earnings& sums) {
    // Neither is negative, so their difference is an amount.
    const auto net = subtract(sums.earned, sums.taken_back);
    AGENTBACKEND_INVARIANT(net.has_value());
    return *net;
}

timestamp quarter_of(timestamp at) noexcept {
    using quarter = duration<std::int64_t, std::ratio<900>>;  // seconds
    return floor<quarter>(at);
}

local_days day_of(timestamp at, minutes utc_offset) noexcept {
    return local_days(floor<days>(at + utc_offset).time_since_epoch());
}

timestamp start_of(local_days day, minutes utc_offset) noexcept {
    return timestamp(day.time_since_epoch()) - utc_offset;
}

}  // namespace agentbackend
