#include "transfer/spellings.hpp"

#include <algorithm>

namespace agentbackend::transfer {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string spellings::remember(const std::string& id) {
    auto key = id;
    std::transform(key.begin(), key.end(), key.begin(), small);
    const auto& first = first_.try_emplace(std::move(key), id).first->second;
    return first == id ? std::string() : first;
}

}  // namespace agentbackend::transfer
