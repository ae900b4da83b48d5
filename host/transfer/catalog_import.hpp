// The catalogue from a CSV file: `category,name,base_price`, a header row first.

#pragma once

#include <agentbackend/catalog.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>

#include "transfer/remarks.hpp"
#include "transfer/row_progress.hpp"
#include "transfer/shopkeeper.hpp"
#include "transfer/source.hpp"

namespace agentbackend::transfer {

inline constexpr std::size_t max_catalog_rows = 100'000;

struct catalog_report {
    std::int64_t added = 0;
    std::int64_t repriced = 0;
    std::int64_t unchanged = 0;
    remarks problems{};  // not empty: nothing was written
    remarks changes{};   // old and new prices
};

// A product is known by category and name: one that is here gets the file's price, another is
// added, with its category where that is new. An empty category is none. Products that the file
// does not name stay as they are, and so does whether one is on sale.
//
// All or nothing, in one transaction; the file is read and checked before it begins. Errors: the
// store's, and `not_an_admin`. What is wrong with the file is in the report.
result<catalog_report> import_catalog(const shopkeeper&, const source&,
                                      const progress_watcher& = {});

// The report for people, several lines.
std::ostream& operator<<(std::ostream&, const catalog_report&);

}  // namespace agentbackend::transfer
