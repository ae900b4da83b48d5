// Text in a hledger journal: what people have typed, written so that it cannot be read as syntax.
// Pure; safe from any thread.

#pragma once

#include <string>
#include <string_view>

namespace agentbackend::transfer {

// As one part of an account's name, or as a description. `%`, `:`, `;`, `|`, quotes, commas,
// control characters, blanks at the ends or after a blank, and every blank but the plain one become
// `%` and their bytes in hexadecimal. No two texts become the same.
std::string hledger_escaped(std::string_view);

// The same, with round brackets and every blank escaped: one word.
std::string hledger_word(std::string_view);

}  // namespace agentbackend::transfer
