// libFuzzer: one line of an import. Whatever the bytes are, the answer is a row or a sentence.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "transfer/import_line.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = agentbackend::transfer::read_import_line(text);
    const bool has_row = !std::holds_alternative<std::monostate>(line.row);
    if (has_row != line.complaint.empty()) std::abort();
    return 0;
}
