// The tables of a page of docs/, as rows of cells.

#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace agentbackend::test {

using table_row = std::vector<std::string>;

inline table_row split_cells(const std::string& line) {
    table_row cells;
    std::istringstream text(line.substr(1));
    for (std::string cell; std::getline(text, cell, '|');) {
        const auto first = cell.find_first_not_of(' ');
        const auto last = cell.find_last_not_of(' ');
        cells.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
    }
    return cells;
}

// The first table under a heading: its header row, then the others.
inline std::vector<table_row> read_table(const std::string& path, const std::string& heading) {
    std::ifstream page(path);
    std::string line;
    while (std::getline(page, line) && line != "## " + heading) {
    }
    std::vector<table_row> table;
    while (std::getline(page, line)) {
        if (line.starts_with("|--")) continue;
        if (line.starts_with("|")) {
            table.push_back(split_cells(line));
        } else if (!table.empty() || line.starts_with("## ")) {
            break;
        }
    }
    return table;
}

}  // namespace agentbackend::test
