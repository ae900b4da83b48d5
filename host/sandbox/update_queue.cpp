#include "sandbox/update_queue.hpp"

#include <algorithm>
#include <utility>

namespace agentbackend::sandbox {
namespace {

constexpr std::size_t max_remembered = 1000;

}  // namespace

void update_queue::push(boost::json::object update) {
    entry e;
    const auto* given = update.if_contains("update_id");
    if (given != nullptr && given->is_int64()) {
        e.id = given->get_int64();
    } else {
        e.id = next_id_++;
        update["update_id"] = e.id;
    }
    e.update = std::move(update);
    waiting_.push_back(std::move(e));
}

void update_queue::confirm(std::int64_t offset) {
    if (offset >= 0) {
        std::erase_if(waiting_, [&](const entry& e) { return e.was_given_out && e.id < offset; });
        return;
    }
    const auto kept = std::min(waiting_.size(), static_cast<std::size_t>(-(offset + 1)) + 1);
    waiting_.erase(waiting_.begin(), waiting_.end() - static_cast<std::ptrdiff_t>(kept));
}

boost::json::array update_queue::take(std::size_t limit) {
    boost::json::array batch;
    while (!again_.empty() && batch.size() < limit) {
        batch.emplace_back(std::move(again_.front()));
        again_.erase(again_.begin());
    }
    for (auto& e : waiting_) {
        if (batch.size() >= limit) break;
        if (!e.was_given_out) remember(e.update);
        e.was_given_out = true;
        batch.emplace_back(e.update);
    }
    return batch;
}

void update_queue::redeliver(std::size_t count) {
    const auto n = static_cast<std::ptrdiff_t>(std::min(count, given_out_.size()));
    again_.insert(again_.end(), given_out_.end() - n, given_out_.end());
}

void update_queue::clear() {
    waiting_.clear();
    again_.clear();
}

void update_queue::remember(const boost::json::object& update) {
    given_out_.push_back(update);
    if (given_out_.size() > max_remembered) given_out_.pop_front();
}

}  // namespace agentbackend::sandbox
