// A world with two bots and a person, for the tests of the sandbox.

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json/value.hpp>

#include "bot_api/failure.hpp"
#include "sandbox/world.hpp"

namespace agentbackend::sandbox {

inline constexpr std::string_view alpha_token = "5000001:alpha";
inline constexpr std::string_view beta_token = "5000002:beta";

inline constexpr std::string_view query_is_too_old =
    "Bad Request: query is too old and response timeout expired or query ID is invalid";

// A clock that moves when a test says so. Safe to use from any thread.
class manual_clock {
public:
    void advance(std::chrono::milliseconds by) { offset_ += by.count(); }

    std::chrono::system_clock::time_point now() const {
        constexpr std::chrono::system_clock::time_point start{std::chrono::seconds{1'737'700'000}};
        return start + std::chrono::milliseconds{offset_};
    }

private:
    std::atomic<std::int64_t> offset_{0};
};

// The text so many times over.
std::string times(std::size_t count, std::string_view text);

class sandbox_world : public ::testing::Test {
protected:
    explicit sandbox_world(world_options options = {});

    person customer() { return world_.person(42, "Customer", "zh-hans"); }
    conversation customer_who_started();

    // Calls a method with parameters in JSON, on a connection of its own.
    bot_api::outcome<boost::json::value> call(std::string_view method,
                                              std::string_view parameters = "{}",
                                              std::string_view token = alpha_token);

    // What the server says to this: "ok", or the words of the refusal.
    std::string verdict(std::string_view method, std::string_view parameters = "{}",
                        std::string_view token = alpha_token);

    // The same for a document sent to the customer.
    std::string verdict_on_upload(std::size_t bytes, std::string_view caption);

    // Sends a message to the customer, or as the parameters say, and gives its id.
    std::int64_t says(std::string_view text);
    std::int64_t shows_button(std::string_view label, std::string_view data);
    std::int64_t sends(std::string_view parameters, std::string_view token = alpha_token);

    // The newest update of the bot; the others are gone then.
    boost::json::value newest_update();

    manual_clock clock_;
    world world_;
};

}  // namespace agentbackend::sandbox
