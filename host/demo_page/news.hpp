// The event stream of the page, in the words of Server-Sent Events: who is there, what was said,
// how the ledger stands. Every reader is told the whole record first. Not thread-safe.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demo_page/contacts.hpp"
#include "demo_page/exchange.hpp"
#include "demo_page/page.hpp"

namespace agentbackend::demo_page {

class news {
public:
    struct sources {
        const sandbox::world& telegram;
        const contacts& bots;
        const std::vector<character>& people;
        const std::string& page_token;
        const std::function<std::optional<ledger>()>& books;
    };

    // The sources must outlive it.
    explicit news(sources from) : from_{from} {}

    // Reads the books again.
    void refresh();

    // What is new to this reader, who is then up to date; empty when nothing is.
    std::string after(bookmark&) const;

private:
    void tell_events(bookmark&, std::string& out) const;

    sources from_;
    std::string ledger_;  // as JSON
    std::uint64_t ledger_version_ = 0;
};

}  // namespace agentbackend::demo_page
