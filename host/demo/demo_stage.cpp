#include "demo/demo_stage.hpp"

#include <algorithm>
#include <chrono>
#include <sstream>

#include "audit_report.hpp"
#include "config/serve_config.hpp"
#include "demo/cast.hpp"
#include "demo/returning_bots.hpp"
#include "demo/stage_world.hpp"

namespace agentbackend::host {
namespace {

// A database that stays remembers the updates of earlier worlds.
std::int64_t unused_update_id() {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
}

}  // namespace

demo_stage::demo_stage(spdlog::logger& log) : demo_stage(log, {}) {}

demo_stage::demo_stage(spdlog::logger& log, std::filesystem::path database)
    : log_(log),
      database_(database.empty() ? folder_.path() / "shop.db" : std::move(database)),
      world_(stage_world_options()) {
    add_cast_bots(world_);
    for (const auto& bot : {cast::main_bot, cast::alpha_bot, cast::beta_bot}) {
        world_.restart_update_ids(bot.username, unused_update_id());
    }
    bring_back(returning_bots(check_database(settings_of_host()), log_));
}

void demo_stage::bring_back(std::vector<sandbox::bot_registration> found) {
    const auto is_of_cast = [](const sandbox::bot_registration& bot) {
        const auto all = {cast::main_bot, cast::alpha_bot, cast::beta_bot};
        return std::any_of(all.begin(), all.end(), [&](const cast::bot& known) {
            return known.id == bot.id || known.username == bot.username;
        });
    };
    for (auto& bot : found) {
        if (is_of_cast(bot)) continue;
        world_.add_bot(bot);
        world_.restart_update_ids(bot.username, unused_update_id());
        returning_.push_back(std::move(bot));
    }
}

settings demo_stage::settings_of_host() const {
    settings s;
    s.database = database_.string();
    s.api_url = world_.url();
    s.bot_token = cast::main_bot.token;
    s.admin_ids = {std::to_string(cast::admin.id)};
    return s;
}

void demo_stage::start_host(std::function<void()> when_ended) {
    host_.emplace(check(settings_of_host()), log_, std::move(when_ended));
}

void demo_stage::stop_host() {
    host_->stop();
    host_.reset();
}

audit_verdict demo_stage::verify(const std::filesystem::path& audited) {
    std::ostringstream report;
    const auto status = verify_database(audited.string(), report);
    return {status, report.str()};
}

}  // namespace agentbackend::host
