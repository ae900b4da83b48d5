// Handler groups: which handler an input goes to.
//
// Groups run in ascending order. In a group at most the first handler that matches runs. A handler
// can end the update for all later groups. Built once, then read-only and safe from any thread.

#pragma once

#include <agentbackend/error.hpp>
#include <agentbackend/export.hpp>

#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// What a handler says about the groups after its own.
enum class verdict {
    continue_with_later_groups,  // the next group is asked, too
    end_update,                  // nobody else is
};

// The groups every bot has.
inline constexpr int agent_backend_group = -1;
inline constexpr int default_group = 0;
inline constexpr int catch_all_group = 1;

// `Turn` is whatever handlers work on: the input, the unit of work, the response being built.
template <class Turn>
class router {
public:
    // Whether a handler wants the turn, and what it does with it.
    using predicate = std::function<bool(const Turn&)>;
    using handler = std::function<result<verdict>(Turn&)>;

    // Handlers of a group are asked in the order in which they were added.
    void add(int group, predicate matches, handler run) {
        groups_[group].emplace_back(std::move(matches), std::move(run));
    }

    // Runs the groups. An error of a handler ends the update and is passed on.
    result<void> run(Turn& turn) const {
        for (const auto& [number, handlers] : groups_) {
            for (const auto& [matches, run] : handlers) {
                if (!matches(turn)) continue;
                AGENTBACKEND_ASSIGN(const auto said, run(turn));
                if (said == verdict::end_update) return success();
                break;
            }
        }
        return success();
    }

private:
    std::map<int, std::vector<std::pair<predicate, handler>>> groups_;
};

}  // namespace console
}  // namespace agentbackend
