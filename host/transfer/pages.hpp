// Walks a table page by page, so that memory stays the same at any size.

#pragma once

#include <agentbackend/error.hpp>

#include <cstddef>
#include <utility>

namespace agentbackend::transfer {

inline constexpr std::size_t page_size = 1'000;

// Calls `row(item) -> result<void>` for every row. `read(cursor)` answers the next page of at most
// `page_size`, `cursor_of(item)` where it ends. Errors: of either.
template <class Cursor, class Read, class CursorOf, class Row>
result<void> each_row(Cursor cursor, Read read, CursorOf cursor_of, Row row) {
    for (;;) {
        AGENTBACKEND_ASSIGN(const auto page, read(cursor));
        for (const auto& item : page) AGENTBACKEND_TRY(row(item));
        if (page.size() < page_size) return success();
        cursor = cursor_of(page.back());
    }
}

}  // namespace agentbackend::transfer
