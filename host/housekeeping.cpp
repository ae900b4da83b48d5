#include "housekeeping.hpp"

namespace agentbackend::host {
namespace {

constexpr std::chrono::hours time_between{1};
// Telegram delivers an update again for a day at most; people ask about messages for longer.
constexpr std::chrono::days kept_for{7};
// So few that customers do not notice.
constexpr std::size_t rows_at_once = 500;

}  // namespace

housekeeping::housekeeping(asio::any_io_executor executor, const commands& q, spdlog::logger& log)
    : commands_(q), log_(log), stopping_(std::move(executor)) {}

awaitable<> housekeeping::run() {
    while (!stopping_.is_set()) {
        co_await prune();
        co_await stopping_.wait_for(time_between);
    }
}

awaitable<> housekeeping::prune() {
    while (!stopping_.is_set()) {
        std::function<result<std::int64_t>(unit_of_work&, timestamp)> some = [](unit_of_work& work,
                                                                                timestamp now) {
            return work.prune(now - kept_for, rows_at_once);
        };
        const auto removed = co_await commands_.ask(std::move(some));
        if (!removed) log_.warn("old rows cannot be removed: {}", removed.error().to_string());
        if (!removed || *removed == 0) co_return;
        log_.debug("{} old rows removed", *removed);
    }
}

}  // namespace agentbackend::host
