// A file as a disk holds it: what was synced is there for good; what was written since may be
// there, or not, or in part. Not thread-safe.

#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace agentbackend::test {

class volatile_file {
public:
    explicit volatile_file(std::string durable) : durable_(std::move(durable)) {}

    void write(std::size_t offset, std::string_view bytes);
    void truncate(std::size_t size);
    // What was written so far is there for good.
    void sync();

    // The content after a power cut. The unsynced writes may have reached the disk in any order,
    // sector by sector, whole, in part, or as garbage within the bytes they were to write.
    std::string after_power_cut(std::mt19937_64&) const;

private:
    struct written {
        std::size_t offset;
        std::string bytes;
    };
    struct truncated {
        std::size_t size;
    };
    using change = std::variant<written, truncated>;

    static void apply(std::string& content, const change&);

    std::string durable_;
    std::vector<change> unsynced_;
};

}  // namespace agentbackend::test
