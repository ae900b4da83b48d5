// Carries out what conversations need from outside, and hands the outcomes back to them.
//
// Belongs to the thread of the network. What a process does not finish, the next one begins again.

#pragma once

#include <agentbackend/console/console.hpp>
#include <agentbackend/token_sealer.hpp>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "bot_api/client.hpp"
#include "bots/bot_tokens.hpp"
#include "bots/fleet.hpp"
#include "bots/menu_registrar.hpp"
#include "log/log_line.hpp"
#include "turns/turns.hpp"

namespace agentbackend::host {

// What effects are carried out with; must outlive the runner.
struct effect_surroundings {
    asio::any_io_executor executor;
    bot_api::client& client;
    const commands& queue;
    const console::console& conversations;
    turns& committed_turns;
    const token_sealer& sealer;
    bot_tokens& tokens;
    fleet& bots;
    menu_registrar& menus;
    spdlog::logger& log;
};

class effect_runner {
public:
    explicit effect_runner(const effect_surroundings& around) : around_(around) {}

    // Begins to carry it out and returns. One that is under way already is passed over.
    void carry_out(console::effect, const cause& = {});

    // Carries out what is open in the store: after a start, and after a lost commit.
    awaitable<result<void>> load();

private:
    awaitable<> run(console::effect);
    awaitable<> hand_back(console::effect, console::effect_outcome);
    about on(effect_ref) const;
    awaitable<console::effect_outcome> perform(bot_ref, console::check_token);
    awaitable<console::effect_outcome> perform(bot_ref, console::start_bot);
    awaitable<console::effect_outcome> perform(bot_ref, console::stop_bot);
    awaitable<console::effect_outcome> perform(bot_ref, console::refresh_commands);
    awaitable<console::effect_outcome> perform(bot_ref, console::fetch_file);
    awaitable<> close_unreadable(effect_ref);

    // A file that is being taken in: one effect after another asks for its content, and it is let
    // go with the last.
    struct kept_file {
        std::shared_ptr<const std::string> content;
        int wanted_by = 0;
    };
    using file_key = std::pair<bot_ref, std::string>;
    void keep_file_of(const console::effect&);
    void let_go_file_of(const console::effect&);

    effect_surroundings around_;
    std::map<effect_ref, cause> under_way_;
    std::map<file_key, kept_file> files_;
};

}  // namespace agentbackend::host
