#include "support/volatile_file.hpp"

#include <algorithm>

namespace agentbackend::test {
namespace {

constexpr std::size_t sector = 512;

void put(std::string& content, std::size_t offset, std::string_view bytes) {
    if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size(), '\0');
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

// One sector's part of a write: there, gone, only its beginning, or garbage in its place.
void put_perhaps(std::string& content, std::size_t offset, std::string_view bytes,
                 std::mt19937_64& random) {
    const auto fate = random() % 16;
    if (fate < 7) return;
    if (fate < 13) return put(content, offset, bytes);
    if (fate < 15) return put(content, offset, bytes.substr(0, random() % bytes.size()));
    std::string garbage(bytes);
    for (auto& byte : garbage) byte = static_cast<char>(random());
    put(content, offset, garbage);
}

}  // namespace

void volatile_file::write(std::size_t offset, std::string_view bytes) {
    unsynced_.emplace_back(written{offset, std::string(bytes)});
}

void volatile_file::truncate(std::size_t size) { unsynced_.emplace_back(truncated{size}); }

void volatile_file::sync() {
    for (const auto& change : unsynced_) apply(durable_, change);
    unsynced_.clear();
}

void volatile_file::apply(std::string& content, const change& what) {
    if (const auto* bytes = std::get_if<written>(&what)) {
        put(content, bytes->offset, bytes->bytes);
    } else if (const auto size = std::get<truncated>(what).size; size < content.size()) {
        content.resize(size);
    }
}

std::string volatile_file::after_power_cut(std::mt19937_64& random) const {
    auto content = durable_;
    // A disk that was fast enough has it all, a slow one nothing; most are in between.
    const auto luck = random() % 6;
    if (luck == 0) return content;
    for (const auto& change : unsynced_) {
        const auto fate = random() % 4;
        if (luck == 1 || fate == 0) {
            apply(content, change);
            continue;
        }
        const auto* bytes = std::get_if<written>(&change);
        if (fate == 1 || bytes == nullptr) continue;
        for (std::size_t at = 0; at < bytes->bytes.size();) {
            const auto room = sector - (bytes->offset + at) % sector;
            const auto piece = std::string_view(bytes->bytes).substr(at, room);
            put_perhaps(content, bytes->offset + at, piece, random);
            at += piece.size();
        }
    }
    return content;
}

}  // namespace agentbackend::test
