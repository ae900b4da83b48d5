// A little HTTP server for one page: a loopback port, limits on everything, event streams.

#pragma once

#include <memory>
#include <string>

#include "demo_page/exchange.hpp"

namespace agentbackend::demo_page {

// What a server serves. Called on the server's thread only.
class site {
public:
    virtual ~site() = default;

    // Must not throw.
    virtual reply answer(request) = 0;

    // Looks for news, before readers are asked about them.
    virtual void refresh() = 0;
    // The next piece of an event stream; empty when there is none.
    virtual std::string news_after(bookmark&) = 0;
};

class server {
public:
    // Listens when it returns. The site must outlive it. Throws boost::system::system_error when it
    // cannot listen.
    server(site&, unsigned short port);
    ~server();

    unsigned short port() const noexcept;

    // Answers from here on, on a thread of its own. Called once.
    void begin();

    // There may be news: has event streams go on. Cheap, from any thread.
    void wake();

private:
    class engine;
    std::unique_ptr<engine> engine_;
};

}  // namespace agentbackend::demo_page
