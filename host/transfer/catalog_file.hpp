// Reads a catalogue's CSV file into rows that today's rules accept, before anything is written.

#pragma once

#include <agentbackend/usdt.hpp>

#include <string>
#include <vector>

#include "transfer/remarks.hpp"
#include "transfer/source.hpp"

namespace agentbackend::transfer {

struct catalog_row {
    place at{};
    std::string category{};  // empty: none
    std::string name{};
    usdt base_price{};
};

struct catalog_file {
    std::vector<catalog_row> rows{};  // each category and name once
    remarks problems{};
};

// The source must outlive the answer.
catalog_file read_catalog_file(const source&);

}  // namespace agentbackend::transfer
