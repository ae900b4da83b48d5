// Ids that only capital letters tell apart. Not thread-safe.

#pragma once

#include <string>
#include <unordered_map>

namespace agentbackend::transfer {

class spellings {
public:
    // Answers the first id remembered before that differs from this one in nothing but the capitals
    // among the letters A to Z; empty when there is none.
    std::string remember(const std::string& id);

private:
    std::unordered_map<std::string, std::string> first_;  // by the id in small letters
};

}  // namespace agentbackend::transfer
