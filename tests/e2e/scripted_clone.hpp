// A clone with the project's scripts and nothing to compile: the programs they call are found ahead
// of the machine's own, do nothing and are content, and the executable is the one that is tested.
//
// Used by one thread.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "e2e/child_process.hpp"
#include "temporary_folder.hpp"

namespace agentbackend::test {

class scripted_clone {
public:
    scripted_clone();

    std::filesystem::path folder() const { return space_.path() / "clone"; }

    // A line as a shell in the clone's folder is given it.
    launch typed(const std::string& line) const;

    // What is run in place of the machine's program of that name: a script for sh.
    void stand_in(const std::string& program, const std::string& script) const;

    // The words that stand-ins were given, each time they ran, in order: `ctest --preset release`.
    std::vector<std::string> calls() const;

private:
    std::filesystem::path stand_ins() const { return space_.path() / "bin"; }

    host::temporary_folder space_;
};

// A script for ctest's stand-in: reports so many tests, and ends with that status.
std::string report_of(int tests, int failures, int skipped, int status);

}  // namespace agentbackend::test
