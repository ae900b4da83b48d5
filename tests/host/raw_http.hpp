// HTTP to a loopback port as a test spells it out, for what no decent client would send.

#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <string>

namespace agentbackend::test {

class raw_connection {
public:
    explicit raw_connection(unsigned short port) {
        socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    }

    void send(const std::string& text) { boost::asio::write(socket_, boost::asio::buffer(text)); }
    // All that comes until the server hangs up.
    std::string rest() {
        std::string text;
        boost::system::error_code end_of_file;
        boost::asio::read(socket_, boost::asio::dynamic_buffer(text), end_of_file);
        return text;
    }

private:
    boost::asio::io_context io_{1};
    boost::asio::ip::tcp::socket socket_{io_};
};

// The answer to a request whose header ends it, and closes the connection.
inline std::string answer_to(unsigned short port, const std::string& header) {
    raw_connection one(port);
    one.send(header + "Connection: close\r\n\r\n");
    return one.rest();
}

}  // namespace agentbackend::test
