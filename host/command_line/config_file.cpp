#include "command_line/config_file.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <string>
#include <string_view>

#include "config/settings.hpp"

namespace agentbackend::host {
namespace {

constexpr const char* variable = "AGENTBACKEND_CONFIG";

std::string value_of(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

// Begins or ends a section; not an option.
bool is_border(const CLI::ConfigItem& item) { return item.name == "++" || item.name == "--"; }

[[noreturn]] void refuse_name(const CLI::ConfigItem& item) {
    const auto name = item.fullname();
    if (name == "bot-token" || name == "bot_token" || name == "token-key") {
        throw CLI::ConfigError("The configuration file holds a secret, " + name +
                               ". Keep it in a file of its own, and name that one by "
                               "bot-token-file or token-key-file.");
    }
    throw CLI::ConfigError("The configuration file sets \"" + name +
                           "\", which is no option. Options have the names that --help shows, "
                           "without the dashes; those of a command stand under its name, as in "
                           "[export].");
}

// CLI11 cuts values at `#`, in quotes, too; what is left shows by its lone quote.
void refuse_cut_value(const CLI::ConfigItem& item) {
    for (const auto& value : item.inputs) {
        if (value.find_first_of("\"'") == std::string::npos) continue;
        throw CLI::ConfigError("The value of \"" + item.fullname() +
                               "\" in the configuration file cannot be read: quotes go around the "
                               "whole of it, with no quote and no # inside. A path with such a "
                               "character has to be an argument.");
    }
}

}  // namespace

const CLI::Option& config_file::option_of(const CLI::ConfigItem& item) const {
    const CLI::App* command = &program_;
    for (const auto& name : item.parents) {
        const auto named =
            command->get_subcommands([&](const CLI::App* one) { return one->get_name() == name; });
        if (named.empty()) refuse_name(item);
        command = named.front();
    }
    const auto* option = command->get_option_no_throw("--" + item.name);
    if (option == nullptr) refuse_name(item);
    return *option;
}

std::vector<CLI::ConfigItem> config_file::from_config(std::istream& in) const {
    std::vector<CLI::ConfigItem> taken;
    for (auto& item : CLI::ConfigTOML::from_config(in)) {
        if (is_border(item)) continue;
        const auto& name = option_of(item).get_envname();
        refuse_cut_value(item);
        if (name.empty() || value_of(name.c_str()).empty()) taken.push_back(std::move(item));
    }
    return taken;
}

void add_config_file(CLI::App& program) {
    program.config_formatter(std::make_shared<config_file>(program));
    const auto named = value_of(variable);
    program
        .set_config("--config", named,
                    std::string("file with options, a line each: database = \"shop.db\" (Env:") +
                        variable + ")",
                    !named.empty())
        ->group(option_group::general);
    program.allow_config_extras(CLI::config_extras_mode::error);
}

}  // namespace agentbackend::host
