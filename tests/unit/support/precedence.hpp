// The documented order of refusals, checked as a whole: every set of reasons is made true at once,
// and the one that is given must be the first of them.

#pragma once

#include "unit/support/expect.hpp"

#include <functional>
#include <string>
#include <vector>

namespace agentbackend::test {

// A code, and the change to a story after which that refusal applies.
template <class Story>
struct reason {
    errc code;
    std::function<void(Story&)> make_true;
};

// `act` succeeds on a fresh story. With any of the reasons it answers the first that holds. Where
// two reasons change the same thing, the earlier one has the last word.
template <class Story, class Act>
void expect_first_reason(const std::vector<reason<Story>>& in_order, Act act) {
    EXPECT_OK(act(Story()));
    for (unsigned set = 1; set < 1u << in_order.size(); ++set) {
        Story story;
        std::string trace;
        const reason<Story>* first = nullptr;
        for (std::size_t i = in_order.size(); i-- > 0;) {
            if ((set >> i & 1) == 0) continue;
            first = &in_order[i];
            first->make_true(story);
            trace.append(" ").append(name(first->code));
        }
        SCOPED_TRACE("reasons:" + trace);
        EXPECT_REFUSED(act(story), first->code);
    }
}

}  // namespace agentbackend::test
