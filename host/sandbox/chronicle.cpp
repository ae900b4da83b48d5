#include "sandbox/chronicle.hpp"

#include <utility>

namespace agentbackend::sandbox {

std::uint64_t chronicle::add(event e) {
    e.sequence = newest() + 1;
    events_.push_back(std::move(e));
    if (observer_) observer_(events_.back());
    return newest();
}

}  // namespace agentbackend::sandbox
