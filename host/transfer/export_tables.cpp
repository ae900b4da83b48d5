#include "transfer/export_tables.hpp"

#include <ostream>

namespace agentbackend::transfer {

std::string_view name(export_table table) noexcept {
    switch (table) {
        case export_table::agents: return "agents";
        case export_table::orders: return "orders";
        case export_table::withdrawals: return "withdrawals";
        case export_table::journal: return "journal";
    }
    return {};
}

std::optional<export_table> parse_export_table(std::string_view text) noexcept {
    for (const auto table : all_export_tables) {
        if (text == name(table)) return table;
    }
    return std::nullopt;
}

result<void> check_written(const std::ostream& out) {
    if (out.good()) return success();
    return error(errc::store_io)
        .detail(
            "The export could not be written to its end. Look whether the disk is full, or "
            "whoever reads it has gone, and export again.");
}

}  // namespace agentbackend::transfer
