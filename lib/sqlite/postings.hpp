// The postings of an entry as one JSON text: `[[3,2,42,-30150000],[4,0,0,30000000]]`, each with
// the account's kind, bot and user, and the amount in micro-USDT. SQLite's own functions read it.

#pragma once

#include <agentbackend/journal.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend::sqlite {

std::string encode_postings(const std::vector<posting>&);
// None when it is not what `encode_postings` makes.
std::optional<std::vector<posting>> decode_postings(std::string_view);

}  // namespace agentbackend::sqlite
