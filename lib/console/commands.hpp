// Commands as people see them: what each is for, and how it is written.

#pragma once

#include <agentbackend/console/messages.hpp>
#include <agentbackend/console/permissions.hpp>

#include <span>
#include <string_view>

namespace agentbackend::console {

struct command_sheet {
    action what;
    phrase about;
    std::string_view usage;  // empty: the command stands alone
    std::string_view example;
};

// In the order in which menus and help show them.
std::span<const command_sheet> command_sheets() noexcept;

}  // namespace agentbackend::console
