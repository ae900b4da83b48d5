// The inputs whose senders were told that they were not done, and which the store has yet to record
// as handled: delivered again, they must not be done after all.
//
// The newest ten thousand; what was refused before those has been confirmed to the platform long
// ago. Not thread-safe.

#pragma once

#include <agentbackend/store.hpp>

#include <deque>
#include <set>
#include <vector>

namespace agentbackend::host {

class refusals {
public:
    void add(inbox_key);
    bool contains(inbox_key) const;

    // Those that nobody is recording. Whoever takes them says what came of it.
    std::vector<inbox_key> take();
    void recorded(const std::vector<inbox_key>&);
    void not_recorded(const std::vector<inbox_key>&);

private:
    std::set<inbox_key> known_;
    std::deque<inbox_key> waiting_;  // oldest first
};

}  // namespace agentbackend::host
