// The running host over real HTTP, for tests: a world on loopback, a store in memory or another.

#pragma once

#include <gtest/gtest.h>

#include <agentbackend/memory_store.hpp>

#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <thread>

#include "aes_token_sealer.hpp"
#include "sandbox/world.hpp"
#include "service.hpp"

namespace agentbackend::host {

inline constexpr user_id admin_id{1};
inline constexpr std::string_view main_token = "1000001:made-up-token-of-the-main-bot-000000";

inline sandbox::world_options patient() {
    sandbox::world_options options;
    options.patience = std::chrono::seconds(60);
    return options;
}

class running_service : public ::testing::Test {
protected:
    running_service() {
        world.add_bot({std::string(main_token), 1000001, "shop_bot", "Shop"});
        admin.in("shop_bot").sends("/start");
    }

    ~running_service() override {
        if (running) stop();
    }

    struct bot {
        agent_ref agent;
        std::string username;
        std::string token;
    };

    static std::string token_of(const std::string& name) {
        const auto number = std::to_string(2'000'000 + static_cast<int>(name.front()));
        return number + ":made-up-token-of-" + name + "-000000000000";
    }

    // An agent as an earlier process left it, with a bot that the world knows.
    bot given_agent(const std::string& name, agent_status status) {
        const auto made = given_agent_without_bot(name, status);
        world.add_bot({made.token, std::stoll(made.token), made.username, name});
        return made;
    }

    bot given_agent_without_bot(const std::string& name, agent_status status) {
        agent a;
        a.agent_id = "agent_" + name;
        a.name = name;
        a.status = status;
        a.enabled = status != agent_status::stopped;
        a.owner = user_id{7};
        const auto token = token_of(name);
        a.token = sealer.seal(token, a.agent_id);
        a.identity = {std::stoll(token), name + "_bot"};
        auto opened = data->begin();
        const auto ref = opened.value()->work().insert_agent(a).value();
        opened.value()->commit().value();
        return {ref, name + "_bot", token};
    }

    void start(std::optional<webhook_options> webhooks = std::nullopt) {
        service_options options{.main_token = bot_api::bot_token(std::string(main_token)),
                                .api = {.base_url = world.url()},
                                .policy = {.admins = {admin_id}, .agents = {}, .withdrawals = {}},
                                .conversations = {},
                                .pace = {},
                                .webhooks = std::move(webhooks),
                                .inbound = inbound,
                                .conflicts = conflicts};
        running.emplace(*data, sealer, std::move(options), log);
        thread = std::thread([this] { end = running->run(); });
    }

    void stop() {
        running->stop();
        thread.join();
        running.reset();
    }

    agent row_of(const bot& b) {
        auto state = data->read();
        return state.value()->view().find_agent(b.agent).value().value();
    }

    void expect_answer(const bot& b) { customer.in(b.username).sends("/start").expect("Welcome"); }

    std::size_t answers_in(const std::string& username) {
        const auto record = world.record();
        return static_cast<std::size_t>(
            std::count_if(record.begin(), record.end(), [&](const sandbox::event& e) {
                return e.bot == username && e.kind == sandbox::event_kind::bot_sent;
            }));
    }

    sandbox::world world{patient()};
    sandbox::person admin = world.person(admin_id.value, "Admin", "en");
    sandbox::person customer = world.person(42, "Customer", "en");
    std::unique_ptr<store> data = make_memory_store();
    aes_token_sealer sealer{token_key{}};
    std::ostringstream lines;
    spdlog::logger log{"test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)};
    inbound_options inbound;
    conflict_limits conflicts;
    std::optional<service> running;
    std::thread thread;
    service_end end;
};

}  // namespace agentbackend::host
