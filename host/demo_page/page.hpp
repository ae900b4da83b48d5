// The demo to touch: a web page on a loopback port, on which a visitor is any of the people of a
// sandbox.
//
// It shows the chats of a few people with the bots of the world, acts for them, and shows a ledger
// beside them. The server has a thread of its own. It answers requests that name a loopback host
// only, and lets nobody act but its own page.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "demo_page/ledger.hpp"
#include "sandbox/world.hpp"

namespace agentbackend::demo_page {

enum class part { admin, owner, customer };

// Somebody a visitor can be.
struct character {
    std::int64_t id = 0;
    std::string name = {};
    std::string language_code = {};
    part plays = part::customer;
    std::string shop = {};  // of an owner
};

// A bot of the world that the page offers to chat with.
struct contact {
    std::string username = {};  // without the @
    std::string name = {};
    bool is_main = false;
    std::string token = {};  // for admins, who can make an agent of the bot; empty: not shown
    std::int64_t id = 0;
};

struct options {
    // In the order in which they are offered; wide screens begin with the first three. Those the
    // world does not know yet are made.
    std::vector<character> people = {};

    // Those that are in the world already. Visitors can have the page add more.
    std::vector<contact> bots = {};

    // Called on the page's thread, after events of the world and every second while somebody looks.
    // None: it cannot be read right now. Must not throw.
    std::function<std::optional<ledger>()> books = {};

    unsigned short port = 0;  // 0: any free one
};

class page {
public:
    // Serves from here on, and is the world's observer. The world must outlive the page. Throws
    // boost::system::system_error when the port is taken.
    page(sandbox::world&, options);
    ~page();
    page(const page&) = delete;
    page& operator=(const page&) = delete;

    // As in http://127.0.0.1:40123/.
    std::string url() const;

private:
    class parts;
    std::unique_ptr<parts> parts_;
};

}  // namespace agentbackend::demo_page
