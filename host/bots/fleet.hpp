// All bots of the process: the main one, and every agent's that is to run. Starting or stopping one
// disturbs no other.
//
// Belongs to the thread of the network.

#pragma once

#include <agentbackend/console/console.hpp>

#include <map>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "bots/bot_life.hpp"
#include "bots/bot_tokens.hpp"
#include "bots/launch_pace.hpp"
#include "bots/menu_registrar.hpp"
#include "bots/webhook_bot.hpp"
#include "outbox/announcer.hpp"
#include "outbox/outbox.hpp"
#include "turns/intake.hpp"
#include "turns/turns.hpp"

namespace agentbackend::host {

// What the fleet works with; must outlive it.
struct fleet_surroundings {
    asio::any_io_executor executor;
    bot_api::client& client;
    server_health& health;
    bot_tokens& tokens;
    const console::console& conversations;
    turns& committed_turns;
    intake& updates;
    menu_registrar& menus;
    outbox& messages;
    const announcer& admins;
    spdlog::logger& log;
    launch_pace::limits pace;
    std::optional<webhook_site> webhooks;  // none: bots are polled
    conflict_limits conflicts{};
};

class fleet final : private bot_listener {
public:
    explicit fleet(const fleet_surroundings&);

    // Returns when the main bot is up, however long its server is out of reach. None: it was
    // stopped first. A failure: its token is refused.
    awaitable<std::optional<console::effect_outcome>> start_main();

    // The process is new: bots that were seen running are not. Answers those that are to run, which
    // then count as starting.
    awaitable<std::vector<agent_ref>> begin_anew();
    // Brings them up one after another, at the pace the server allows.
    awaitable<> start_all(std::vector<agent_ref>);

    // Brings one up, again if it runs. Returns when it is known what came of it: `bot_came_up`,
    // `bot_failed`, or `done` when it was stopped meanwhile; the caller reports that to the
    // console. `unreachable` when nothing is known after a while: the fleet goes on and reports by
    // itself.
    awaitable<console::effect_outcome> start(agent_ref);
    // Returns when the bot's last batch of updates is committed.
    awaitable<> stop(agent_ref);
    awaitable<> stop_all();

private:
    struct member;
    using decision = console::effect_outcome;

    awaitable<> came_up(running_bot) override;
    awaitable<> failed(bot_ref, std::string reason) override;
    awaitable<> parked(bot_ref, console::bot_trouble) override;
    awaitable<result<std::chrono::milliseconds>> received(running_bot,
                                                          std::vector<bot_api::update>) override;
    void asked_to_wait(std::chrono::seconds) override;

    // Whether somebody waits for the bot's start, who is told now instead of the console.
    bool decide(bot_ref, const decision&);
    // Whether somebody waits to hear what became of a start.
    enum class asker { waits, none };
    std::shared_ptr<bot_life> make_life(bot_ref, bot_api::bot_token);
    std::shared_ptr<member> launch(bot_ref, bot_api::bot_token, asker);
    awaitable<> halt(bot_ref);
    awaitable<> start_unasked(agent_ref);
    awaitable<> relaunch_main();
    // A token that an agent's bot can be launched with, or what is the matter.
    using launchable = std::variant<bot_api::bot_token, console::bot_trouble>;
    awaitable<launchable> token_of(bot_ref);
    awaitable<> report_up(running_bot);
    awaitable<> report_failed(bot_ref, console::bot_failed);
    // `otherwise` runs when the report fails for good; without it the failure is logged alone.
    awaitable<> run_report(std::string label, turn_handler, turn_handler otherwise = {});

    fleet_surroundings around_;
    launch_pace pace_;
    std::map<bot_ref, std::shared_ptr<member>> members_;
    // Counts what was asked for each bot, so that an older wish does not win over a newer one.
    std::map<bot_ref, std::uint64_t> wishes_;
    bool is_main_shared_ = false;  // and the admins know
    event stopping_;
};

}  // namespace agentbackend::host
