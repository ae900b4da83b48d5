#include "turns/refusals.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t most = 10'000;

}  // namespace

void refusals::add(inbox_key input) {
    if (!known_.insert(input).second) return;
    waiting_.push_back(input);
    if (waiting_.size() <= most) return;
    known_.erase(waiting_.front());
    waiting_.pop_front();
}

bool refusals::contains(inbox_key input) const { return known_.contains(input); }

std::vector<inbox_key> refusals::take() {
    std::vector<inbox_key> taken(waiting_.begin(), waiting_.end());
    waiting_.clear();
    return taken;
}

void refusals::recorded(const std::vector<inbox_key>& taken) {
    for (const auto input : taken) known_.erase(input);
}

void refusals::not_recorded(const std::vector<inbox_key>& taken) {
    waiting_.insert(waiting_.begin(), taken.begin(), taken.end());
}

}  // namespace agentbackend::host
