#include "sqlite/row.hpp"

#include <algorithm>

namespace agentbackend::sqlite {

usdt row::amount() {
    const auto micros = integer();
    if (micros >= -usdt::max_micros && micros <= usdt::max_micros) return usdt::from_micros(micros);
    mark_unsound();
    return {};
}

digest row::hash() {
    digest hash{};
    const auto stored = bytes();
    if (stored.size() == hash.size()) {
        std::ranges::copy(stored, hash.begin());
    } else {
        mark_unsound();
    }
    return hash;
}

}  // namespace agentbackend::sqlite
