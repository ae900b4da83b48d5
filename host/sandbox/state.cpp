#include "sandbox/state.hpp"

namespace agentbackend::sandbox {

bool state::wait(std::chrono::milliseconds patience,
                 const std::function<bool(telegram&)>& condition) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, patience, [&] { return condition(telegram_); });
}

bool state::wait_for_requests(const std::string& method, std::size_t count) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, telegram_.options().patience,
                             [&] { return requests_[method] >= count; });
}

void state::count_connection() {
    const std::lock_guard lock{mutex_};
    ++connections_;
}

void state::count_request(const std::string& method) {
    const std::lock_guard lock{mutex_};
    ++requests_[method];
    changed_.notify_all();
}

std::size_t state::connections() const {
    const std::lock_guard lock{mutex_};
    return connections_;
}

std::size_t state::requests(const std::string& method) const {
    const std::lock_guard lock{mutex_};
    const auto found = requests_.find(method);
    return found == requests_.end() ? 0 : found->second;
}

}  // namespace agentbackend::sandbox
