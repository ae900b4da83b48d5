// What a command prints, for tests that compare pages with it.

#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace agentbackend::test {

// Runs the line in a shell; answers its standard output.
inline std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string output;
    std::array<char, 4096> some{};
    while (pipe && std::fgets(some.data(), some.size(), pipe.get())) output += some.data();
    return output;
}

}  // namespace agentbackend::test
