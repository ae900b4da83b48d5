// Commands as people see them: what each is for, and how it is written.

#pragma once

#include <agentbackend/console/messages.hpp>
#include <agentbackend/console/permissions.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace agentbackend::console {

struct command_sheet {
    action what;
    phrase about;
    std::optional<phrase> usage{};                     // none: the command stands alone
    std::variant<std::string_view, phrase> example{};  // words are the person's, codes are not
};

// In the order in which menus and help show them.
std::span<const command_sheet> command_sheets() noexcept;

}  // namespace agentbackend::console
