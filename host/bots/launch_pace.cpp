#include "bots/launch_pace.hpp"

#include <algorithm>

namespace agentbackend::host {

launch_pace::launch_pace(asio::any_io_executor executor, limits l)
    : limits_(l), stopping_(std::move(executor)) {}

awaitable<> launch_pace::next() {
    while (!stopping_.is_set() && clock::now() < earliest_) {
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(earliest_ - clock::now());
        co_await stopping_.wait_for(rest);
    }
    if (++let_through_ >= limits_.at_once) {
        earliest_ = std::max(earliest_, clock::now() + limits_.between);
    }
}

void launch_pace::hold(std::chrono::seconds time) {
    earliest_ = std::max(earliest_, clock::now() + time);
}

}  // namespace agentbackend::host
