// The few words of Boost.Asio that the host's headers need.

#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <exception>

namespace agentbackend::host {

namespace asio = boost::asio;

template <class T = void>
using awaitable = asio::awaitable<T>;

// How coroutines end that nobody waits for: what they throw is a defect, and ends the program.
struct rethrows {
    void operator()(const std::exception_ptr& thrown) const {
        if (thrown) std::rethrow_exception(thrown);
    }
};

}  // namespace agentbackend::host
