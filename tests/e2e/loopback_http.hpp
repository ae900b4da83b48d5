// What a stranger on the same machine can do to a listener: post something, and see the status.

#pragma once

#include <memory>
#include <string>

namespace agentbackend::test {

// A TCP port of 127.0.0.1 that nobody else is given as long as this lives. A listener that reuses
// addresses can have it all the while.
class reserved_port {
public:
    reserved_port();
    ~reserved_port();
    reserved_port(const reserved_port&) = delete;
    reserved_port& operator=(const reserved_port&) = delete;

    unsigned short number() const noexcept;

private:
    struct held;
    std::unique_ptr<held> held_;
};

// The status of the answer to a JSON body posted to an `http://127.0.0.1:…` URL, with that secret
// unless it is empty. Throws when there is no answer.
int status_of_post(const std::string& url, const std::string& secret, const std::string& body);

}  // namespace agentbackend::test
