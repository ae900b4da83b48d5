// The stage of the end-to-end tests: a world on loopback, the real executable as a child, a
// database in a folder of its own.
//
// Used by one thread.

#pragma once

#include <map>
#include <memory>
#include <string>

#include "demo/stage.hpp"
#include "e2e/child_process.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::test {

class process_stage final : public host::stage {
public:
    process_stage();

    sandbox::world& world() override { return world_; }
    void start_host() override;
    void stop_host() override;
    std::filesystem::path database() const override { return folder_.path() / "shop.db"; }
    std::filesystem::path spare_database() const override { return folder_.path() / "copy.db"; }
    host::audit_verdict verify(const std::filesystem::path&) override;

    // Ends the host where it stands, if something else has not already.
    void kill_host();

    // Hosts get this in their environment from the next start on.
    void set(const std::string& name, const std::string& value) { changed_[name] = value; }

    const std::filesystem::path& folder() const { return folder_.path(); }
    // The environment of a host that serves this world.
    std::map<std::string, std::string> environment() const;
    bool is_running() const noexcept { return host_ != nullptr; }
    child_process& running() { return *host_; }
    // What every host of this stage has printed so far.
    std::string log() const;

private:
    host::temporary_folder folder_;
    sandbox::world world_;
    std::unique_ptr<child_process> host_;
    std::string earlier_log_;
    std::map<std::string, std::string> changed_;
};

// Keeps quiet.
class silence final : public host::narrator {
public:
    void chapter(int, const std::string&) override {}
    void remark(const std::string&) override {}
};

}  // namespace agentbackend::test
