// Carries out what conversations need from outside, and hands the outcomes back to them.
//
// Belongs to the thread of the network. What a process does not finish, the next one begins again.

#pragma once

#include <agentbackend/console/console.hpp>
#include <agentbackend/token_sealer.hpp>

#include <set>

#include "bot_api/client.hpp"
#include "fleet.hpp"
#include "menu_registrar.hpp"
#include "turns.hpp"

namespace agentbackend::host {

// What effects are carried out with; must outlive the runner.
struct effect_surroundings {
    asio::any_io_executor executor;
    bot_api::client& client;
    const commands& queue;
    const console::console& conversations;
    const turns& committed_turns;
    const token_sealer& sealer;
    fleet& bots;
    menu_registrar& menus;
    spdlog::logger& log;
};

class effect_runner {
public:
    explicit effect_runner(const effect_surroundings& around) : around_(around) {}

    // Begins to carry it out and returns. One that is under way already is passed over.
    void carry_out(console::effect);

    // Carries out what is open in the store: after a start, and after a lost commit.
    awaitable<result<void>> load();

private:
    awaitable<> run(console::effect);
    awaitable<> hand_back(console::effect, console::effect_outcome);
    awaitable<console::effect_outcome> perform(console::check_token);
    awaitable<console::effect_outcome> perform(console::start_bot);
    awaitable<console::effect_outcome> perform(console::stop_bot);
    awaitable<console::effect_outcome> perform(console::refresh_commands);
    awaitable<> close_unreadable(effect_ref);

    effect_surroundings around_;
    std::set<effect_ref> under_way_;
};

}  // namespace agentbackend::host
