#include "e2e/process_stage.hpp"

#include <stdexcept>

#include "demo/cast.hpp"
#include "demo/stage_world.hpp"

namespace agentbackend::test {

namespace cast = host::cast;

process_stage::process_stage() : world_(host::stage_world_options()) {
    host::add_cast_bots(world_);
}

std::map<std::string, std::string> process_stage::environment() const {
    auto all = changed_;
    all.insert({{"BOT_TOKEN", std::string(cast::main_bot.token)},
                {"ADMIN_IDS", std::to_string(cast::admin.id)},
                {"BOT_API_URL", world_.url()},
                {"DATABASE", database().string()},
                {"LOG_LEVEL", "debug"},
                // Tests are quicker than people.
                {"USER_UPDATES_PER_MINUTE", "0"}});
    return all;
}

void process_stage::start_host() {
    launch l;
    l.arguments = {"serve"};
    l.environment = environment();
    host_ = std::make_unique<child_process>(l);
}

void process_stage::stop_host() {
    host_->terminate();
    const auto status = host_->await_exit();
    earlier_log_ += host_->output();
    const auto output = host_->output();
    host_.reset();
    if (status != 0) {
        throw std::runtime_error("The host ended with " + std::to_string(status) + ":\n" + output);
    }
}

void process_stage::kill_host() {
    host_->kill();
    host_->await_exit();
    earlier_log_ += host_->output();
    host_.reset();
}

host::audit_verdict process_stage::verify(const std::filesystem::path& audited) {
    launch l;
    l.arguments = {"verify", "--database", audited.string()};
    child_process auditor(l);
    const auto status = auditor.await_exit();
    return {static_cast<host::exit_status>(status), auditor.output()};
}

std::string process_stage::log() const {
    return host_ ? earlier_log_ + host_->output() : earlier_log_;
}

}  // namespace agentbackend::test
