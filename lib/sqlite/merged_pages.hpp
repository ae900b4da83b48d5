// One page of rows of several statuses. An index has the rows of one status in order; the front of
// their pages put together is the page of them all.

#pragma once

#include <agentbackend/error.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace agentbackend::sqlite {

// `read(status)` answers the page of one status, in the order of `is_before` on references. A
// status may be named twice.
template <class Row, class Statuses, class Read, class IsBefore>
result<std::vector<Row>> merged_pages(const Statuses& statuses, std::size_t limit, Read read,
                                      IsBefore is_before) {
    std::vector<Row> merged;
    for (const auto status : statuses) {
        result<std::vector<Row>> page = read(status);
        if (!page) return std::move(page).error();
        std::ranges::move(*page, std::back_inserter(merged));
    }
    std::ranges::sort(merged, is_before, &Row::ref);
    // Clang 14 does not take libstdc++'s std::ranges::unique.
    const auto is_same = [](const Row& left, const Row& right) { return left.ref == right.ref; };
    merged.erase(std::unique(merged.begin(), merged.end(), is_same), merged.end());
    if (merged.size() > limit) merged.resize(limit);
    return merged;
}

}  // namespace agentbackend::sqlite
