#include "demo/stage_world.hpp"

#include <chrono>

#include "demo/cast.hpp"

namespace agentbackend::host {

sandbox::world_options stage_world_options() {
    sandbox::world_options options;
    options.patience = std::chrono::seconds(60);
    return options;
}

void add_cast_bots(sandbox::world& world) {
    for (const auto& bot : {cast::main_bot, cast::alpha_bot, cast::beta_bot}) {
        sandbox::bot_registration wanted;
        wanted.token = bot.token;
        wanted.id = bot.id;
        wanted.username = bot.username;
        wanted.name = bot.name;
        world.add_bot(std::move(wanted));
    }
}

}  // namespace agentbackend::host
