// A list of texts as one text, each with its length before it: "4:Help,12:https://x.io,". Holds
// any bytes, and a person can read it.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace agentbackend::sqlite {

void pack(std::string& packed, std::string_view text);
// None when it is not what `pack` makes.
std::optional<std::vector<std::string>> unpack(std::string_view packed);

}  // namespace agentbackend::sqlite
