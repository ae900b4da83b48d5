// libFuzzer: a CSV file, and a catalogue's. Records are bounded, lines rise, and what is malformed
// comes with a sentence.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "transfer/catalog_file.hpp"
#include "transfer/csv_reader.hpp"

namespace {

using namespace agentbackend::transfer;

void read_records(const std::string& text) {
    std::istringstream in(text);
    csv_reader reader(in);
    csv_record record;
    std::int64_t last_line = 0;
    auto outcome = reader.next(record);
    for (; outcome == csv_reader::outcome::record; outcome = reader.next(record)) {
        std::size_t bytes = 0;
        for (const auto& cell : record.cells) bytes += cell.size();
        if (record.line <= last_line || bytes > csv_reader::max_record_bytes) std::abort();
        last_line = record.line;
    }
    if ((outcome == csv_reader::outcome::malformed) == reader.complaint().empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    read_records(text);
    std::istringstream in(text);
    read_catalog_file({"fuzz.csv", in});
    return 0;
}
