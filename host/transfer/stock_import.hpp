// Stock from a text file: one item a line.

#pragma once

#include <agentbackend/catalog.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string_view>

#include "transfer/remarks.hpp"
#include "transfer/row_progress.hpp"
#include "transfer/shopkeeper.hpp"
#include "transfer/source.hpp"

namespace agentbackend::transfer {

// Items in one transaction. Part of the keys that make a repeat harmless, so it never changes.
inline constexpr std::size_t stock_chunk = 500;

struct stock_report {
    std::int64_t added = 0;
    std::int64_t here_already = 0;  // by an earlier run with the same file
    std::int64_t blank_lines = 0;   // passed over
    remarks problems{};             // not empty: nothing was added
};

// Adds the file's lines to a product's stock. The whole file is checked first; then items go in by
// chunks, each in a short transaction of its own, so that sales go on meanwhile.
//
// A run that ended early is repeated with the same file: keys made from the product, the whole
// file's content and the chunk's number see to it that nothing is ever added twice. REQUIRES: the
// stream can be read twice (`seekg`), and the file does not change meanwhile.
//
// Errors: `product_not_found`, `not_an_admin`, the store's; after one, chunks before it are in.
// What is wrong with the file is in the report.
result<stock_report> add_stock_file(const shopkeeper&, product_ref, const source&,
                                    const progress_watcher& = {});

// The product of that number, or the only one of that name. Error: `product_not_found`; its detail
// says so when there are several.
result<product> find_product(reader&, std::string_view number_or_name);

// The report for people, several lines.
std::ostream& operator<<(std::ostream&, const stock_report&);

}  // namespace agentbackend::transfer
