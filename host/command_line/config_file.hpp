// The configuration file: options by their names, `database = "shop.db"`, those of a command under
// its name, `[export]`.

#pragma once

#include <CLI/App.hpp>
#include <CLI/ConfigFwd.hpp>

#include <iosfwd>
#include <vector>

namespace agentbackend::host {

// Reads TOML, and refuses names that are no options. What the environment sets is left out, so that
// the environment wins: CLI11 would let the file do so.
class config_file final : public CLI::ConfigTOML {
public:
    // The program must outlive this.
    explicit config_file(const CLI::App& program) : program_(program) {}

    // Throws CLI::ConfigError with a sentence.
    std::vector<CLI::ConfigItem> from_config(std::istream&) const override;

private:
    const CLI::Option& option_of(const CLI::ConfigItem&) const;

    const CLI::App& program_;
};

// Adds `--config`, which AGENTBACKEND_CONFIG can name, too. A file that is named must be there.
void add_config_file(CLI::App& program);

}  // namespace agentbackend::host
