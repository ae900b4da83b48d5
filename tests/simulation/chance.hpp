// Chance from one seed: the same seed, the same world.

#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace agentbackend::simulation {

class chance {
public:
    explicit chance(std::uint64_t seed) : random_(seed) {}

    std::uint64_t bits() { return random_(); }
    // Both ends included. REQUIRES: from <= to.
    std::int64_t between(std::int64_t from, std::int64_t to) {
        return from +
               static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(to - from + 1));
    }
    // So many times in ten thousand.
    bool in_ten_thousand(std::int64_t times) { return between(1, 10'000) <= times; }
    bool percent(std::int64_t times) { return between(1, 100) <= times; }
    std::size_t index(std::size_t size) { return static_cast<std::size_t>(random_() % size); }
    template <class Row>
    const Row& one_of(const std::vector<Row>& rows) {
        return rows[index(rows.size())];
    }

private:
    std::mt19937_64 random_;
};

}  // namespace agentbackend::simulation
