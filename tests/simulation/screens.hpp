// Reading screens as a person does, line by line, with the books beside them: every amount on them
// must be the true one, and none may be there that nobody knows how to check.

#pragma once

#include "books.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace agentbackend::simulation {

struct shown_button {
    std::string label{};
    std::string payload{};
};

// A message on its way to a chat, or in it.
struct shown {
    number bot = 0;
    number chat = 0;  // the person's own number: chats are private
    std::string text{};
    std::vector<shown_button> buttons{};
    number edits = 0;  // the message that it replaces; zero: none
    std::string file{};
};

// What a person has in mind while reading: what the screen itself leaves out.
struct attention {
    number wallet_bot = 0;  // whose wallet an admin is about
    number wallet_user = 0;
    micros amount = 0;   // that was typed
    number request = 0;  // that is being decided
    number product = 0;  // that is being bought or changed
    number quantity = 0;
};

// Whether the line is the pattern with anything in the place of each `{}`; those are the parts.
bool fits(std::string_view line, std::string_view pattern, std::vector<std::string_view>& parts);

// The part of the first line that fits a pattern with one `{}`; empty when there is none.
std::string part_of(const shown&, std::string_view pattern);

// A name as a label of so many characters shows it.
std::string in_short(const std::string& name, std::size_t most_characters);

// A sentence about the first thing on the screen that is not true; empty when all of it is.
std::string what_is_untrue(const books&, const shown&, const attention&);

}  // namespace agentbackend::simulation
