// The stage of the demo: a world, and a host on a thread of its own, over a real database file.
//
// Used by one thread, except `world()`.

#pragma once

#include <spdlog/logger.h>

#include <functional>
#include <optional>
#include <vector>

#include "config/settings.hpp"
#include "demo/in_process_host.hpp"
#include "demo/stage.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::host {

class demo_stage final : public stage {
public:
    // In a folder that is gone afterwards.
    explicit demo_stage(spdlog::logger&);
    // Over a database that stays: the bots of its agents are in this world, too. Throws
    // cannot_start when it cannot be read.
    demo_stage(spdlog::logger&, std::filesystem::path database);

    // Those of the database's agents that are not the cast's.
    const std::vector<sandbox::bot_registration>& returning() const { return returning_; }

    sandbox::world& world() override { return world_; }
    void start_host() override { start_host({}); }
    // `when_ended` is called on the host's thread when it has ended, for whatever reason.
    void start_host(std::function<void()> when_ended);
    void stop_host() override;
    std::filesystem::path database() const override { return database_; }
    std::filesystem::path spare_database() const override { return folder_.path() / "copy.db"; }
    audit_verdict verify(const std::filesystem::path&) override;

private:
    settings settings_of_host() const;
    void bring_back(std::vector<sandbox::bot_registration>);

    spdlog::logger& log_;
    temporary_folder folder_;
    std::filesystem::path database_;
    sandbox::world world_;
    std::vector<sandbox::bot_registration> returning_;
    std::optional<in_process_host> host_;
};

}  // namespace agentbackend::host
