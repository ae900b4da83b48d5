// Files that a command reads, as the transfer library wants them.

#pragma once

#include <deque>
#include <fstream>
#include <string>
#include <vector>

#include "transfer/source.hpp"

namespace agentbackend::host {

class input_files {
public:
    // Opens them. Throws cannot_start with a sentence for the first that cannot be read, or not
    // twice, as a pipe cannot.
    explicit input_files(const std::vector<std::string>& paths);

    // From their beginnings, also when they have been read already. While this lives.
    std::vector<transfer::source> sources();

private:
    std::vector<std::string> paths_;
    std::deque<std::ifstream> streams_;
};

}  // namespace agentbackend::host
