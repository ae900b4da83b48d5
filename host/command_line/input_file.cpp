#include "command_line/input_file.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "config/cannot_start.hpp"

namespace agentbackend::host {

input_files::input_files(const std::vector<std::string>& paths) : paths_(paths) {
    for (const auto& path : paths_) {
        std::error_code ignored;
        if (std::filesystem::is_directory(path, ignored)) {
            throw cannot_start(path + " is a folder. Name the files in it.");
        }
        errno = 0;
        if (!streams_.emplace_back(path, std::ios::binary)) {
            throw cannot_start("The file " + path +
                               " cannot be opened: " + std::generic_category().message(errno) +
                               ". Look at its name, and whether this account may read it.");
        }
    }
}

std::vector<transfer::source> input_files::sources() {
    std::vector<transfer::source> all;
    for (std::size_t i = 0; i < paths_.size(); ++i) {
        streams_[i].clear();
        streams_[i].seekg(0);
        // What has no beginning to go back to, such as a pipe, is read from where it is.
        streams_[i].clear();
        all.push_back({paths_[i], streams_[i]});
    }
    return all;
}

}  // namespace agentbackend::host
