#include "command_line/input_file.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "config/cannot_start.hpp"

namespace agentbackend::host {

namespace {

// Files are read once to check all of it, and again to take it in. What is there only once would be
// taken for empty then.
void require_file(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code said_when_opened;
    switch (fs::status(path, said_when_opened).type()) {
        case fs::file_type::regular:
        case fs::file_type::not_found:
        case fs::file_type::none: return;
        case fs::file_type::directory:
            throw cannot_start(path + " is a folder. Name the files in it.");
        default:
            throw cannot_start(path +
                               " is a pipe or a device, which cannot be read twice. Save what "
                               "comes from it to a file, and name that.");
    }
}

}  // namespace

input_files::input_files(const std::vector<std::string>& paths) : paths_(paths) {
    for (const auto& path : paths_) {
        require_file(path);
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
        if (!streams_[i].seekg(0)) {
            throw cannot_start(paths_[i] +
                               " cannot be read twice. Save it to a file, and name that.");
        }
        all.push_back({paths_[i], streams_[i]});
    }
    return all;
}

}  // namespace agentbackend::host
