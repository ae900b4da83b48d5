#include "event.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace agentbackend::host {

void event::set() {
    is_set_ = true;
    for (const auto& waiter : std::exchange(waiting_, {})) {
        if (const auto timer = waiter.lock()) timer->cancel();
    }
}

awaitable<> event::wait() { return wait_until(asio::steady_timer::time_point::max()); }

awaitable<> event::wait_for(std::chrono::milliseconds limit) {
    return wait_until(asio::steady_timer::clock_type::now() + limit);
}

awaitable<> event::wait_until(asio::steady_timer::time_point deadline) {
    if (is_set_) co_return;
    std::erase_if(waiting_, [](const auto& waiter) { return waiter.expired(); });
    const auto timer = std::make_shared<asio::steady_timer>(executor_, deadline);
    waiting_.push_back(timer);
    boost::system::error_code woken;
    co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

}  // namespace agentbackend::host
