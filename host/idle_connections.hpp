// The connections of a server that wait for a request, so that one of them can go when there are as
// many as may be and another comes: who only keeps a connection keeps nobody else out.
//
// Belongs to the thread of the server.

#pragma once

#include <boost/beast/core/tcp_stream.hpp>

#include <list>

namespace agentbackend::host {

class idle_connections {
public:
    // As long as its connection waits. Ends before the connection and before the list do.
    class wait {
    public:
        wait(idle_connections& all, boost::beast::tcp_stream& mine) : all_(all), mine_(mine) {
            all_.by_length_.push_back(&mine_);
        }
        ~wait() { all_.by_length_.remove(&mine_); }
        wait(const wait&) = delete;
        wait& operator=(const wait&) = delete;

    private:
        idle_connections& all_;
        boost::beast::tcp_stream& mine_;
    };

    // Closes the one that has waited longest, whose reading then fails. False when none waits.
    bool close_longest() {
        if (by_length_.empty()) return false;
        auto* longest = by_length_.front();
        by_length_.pop_front();
        longest->close();
        return true;
    }

private:
    std::list<boost::beast::tcp_stream*> by_length_;  // the longest wait first
};

}  // namespace agentbackend::host
