// The bots that the page offers, old and new. Not thread-safe.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demo_page/page.hpp"

namespace agentbackend::demo_page {

class contacts {
public:
    contacts(sandbox::world& telegram, std::vector<contact> known)
        : telegram_{&telegram}, all_{std::move(known)} {}

    // Adds a bot to the world, with a username and token of its own. Throws std::invalid_argument
    // for a name that is empty or longer than 64 bytes.
    const contact& make(const std::string& name);

    const std::vector<contact>& all() const noexcept { return all_; }
    const contact* find(std::string_view username) const noexcept;

    // Rises with every change.
    std::uint64_t version() const noexcept { return version_; }

private:
    sandbox::world* telegram_;
    std::vector<contact> all_;
    std::uint64_t version_ = 1;
};

}  // namespace agentbackend::demo_page
